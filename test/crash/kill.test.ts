import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startSimulator } from '../../main/core/providers/simulator/server.ts';
import type { Report, Told } from './protocol.ts';
import { CONTACTS, numberOf, SENDERS } from './seedWorld.ts';

/**
 * kill -9 at random moments of a running campaign on both profiles: nothing acknowledged is lost, nothing is sent twice, nothing
 * leaves after an opt-out, the ledger verifies. HEED_CRASH_SEED repeats a run.
 */

const KILLS = 26;

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

type Life = { readonly child: ChildProcess; readonly ready: Promise<string>; readonly ended: Promise<void> };

function begin(args: readonly string[], hear: (told: Told) => void): Life {
  const child = fork(join(import.meta.dirname, 'child.ts'), args, {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const errors: Buffer[] = [];
  child.stderr?.on('data', (chunk: Buffer) => errors.push(chunk));
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const ready = new Promise<string>((resolve, reject) => {
    child.on('message', (told: Told) => {
      hear(told);
      if (told.what === 'ready') resolve(told.webhookConnection);
    });
    child.once('exit', (code) =>
      reject(new Error(`The console ended with ${code}: ${Buffer.concat(errors)}`)),
    );
  });
  return { child, ready, ended };
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

function ask(life: Life): Promise<Report> {
  return new Promise((resolve) => {
    const listen = (told: Told) => {
      if (told.what !== 'report') return;
      life.child.off('message', listen);
      resolve(told.report);
    };
    life.child.on('message', listen);
    life.child.send({ do: 'report' });
  });
}

test(`${KILLS} kills lose nothing, repeat nothing, and let nothing out after STOP`, {
  timeout: 180_000,
}, async () => {
  const seed = Number(process.env.HEED_CRASH_SEED ?? Date.now() % 1_000_000);
  const random = randomOf(seed);
  const dataDir = mkdtempSync(join(tmpdir(), 'heed-crash-'));
  const simulator = await startSimulator({
    profile: 'both',
    pace: { sentMs: 20, deliveredMs: 60 },
    callbackRetryMs: 50,
  });
  const webhookPort = String(await freePort());
  const acknowledged = new Set<string>();
  const said: string[] = [];
  let serial = 0;
  const hear = (told: Told) => {
    if (told.what === 'queued') acknowledged.add(told.body);
  };
  const pick = () => {
    const region = random() < 0.5 ? 'US' : 'GB';
    return { region, number: numberOf(region, Math.floor(random() * CONTACTS)) } as const;
  };
  const act = (life: Life) => {
    const { region, number } = pick();
    serial += 1;
    if (random() < 0.75) {
      if (life.child.connected) life.child.send({ do: 'send', number, body: `Text ${serial}` });
      return;
    }
    const body = random() < 0.15 ? 'STOP' : `Answer ${serial}`;
    said.push(body);
    simulator.control.reply({ from: number, to: SENDERS[region], body });
  };

  try {
    const args = [dataDir, simulator.url, webhookPort];
    for (let kill = 0; kill < KILLS; kill += 1) {
      const life = begin(args, hear);
      const connection = await life.ready;
      if (kill === 0)
        simulator.control.setCallback({ url: `http://127.0.0.1:${webhookPort}/webhooks/${connection}` });
      const until = performance.now() + 40 + random() * 400;
      while (performance.now() < until) {
        act(life);
        await pause(2 + random() * 12);
      }
      life.child.kill('SIGKILL');
      await life.ended;
    }

    const last = begin(args, hear);
    await last.ready;
    // Everything that can end ends: what is queued leaves, what was said arrives.
    let report = await ask(last);
    for (
      let look = 0;
      look < 300 && (report.open.length > 0 || report.replies.length < said.length);
      look += 1
    ) {
      await pause(100);
      // The provider's pause between its tries grew while nobody answered; nobody should wait a minute for the last one.
      if (look % 20 === 10) simulator.control.clock({ advance: 60_000 });
      report = await ask(last);
    }
    last.child.kill('SIGKILL');
    await last.ended;

    expect(report.problems, `seed ${seed}`).toEqual([]);
    expect(report.open, `seed ${seed}`).toEqual([]);
    expect(
      [...acknowledged].filter((body) => !report.bodies.includes(body)),
      `lost, seed ${seed}`,
    ).toEqual([]);
    expect([...report.replies].sort(), `replies, seed ${seed}`).toEqual([...said].sort());
    expect(report.sentAfterOptOut, `seed ${seed}`).toBe(0);
    const reached = simulator.control
      .contacts()
      .flatMap(({ number }) => simulator.control.contact(number))
      .filter((text) => text.sentBy === 'account' && text.body.startsWith('Text '))
      .map((text) => text.body);
    expect(
      reached.filter((body, index) => reached.indexOf(body) !== index),
      `twice, seed ${seed}`,
    ).toEqual([]);
    expect(reached.length, 'the campaign ran').toBeGreaterThan(KILLS);
    expect(report.optedOut.length, 'somebody asked to stop').toBeGreaterThan(0);
  } finally {
    await simulator.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
});

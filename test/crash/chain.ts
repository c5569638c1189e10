import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FaultPoint } from '../../main/core/base/faultPoint.ts';
import { startSimulator } from '../../main/core/providers/simulator/server.ts';
import { usNumber } from '../lists/csvFiles.ts';
import { begin, freePort, type Life, pause, randomOf } from './lives.ts';
import { CHAIN, WAYS } from './points.ts';
import type { Order, Report, Told } from './protocol.ts';
import { CONTACTS, numberOf, SENDERS } from './seedWorld.ts';

/** A point must be reached within this time. Milliseconds. */
const PATIENCE = 30_000;
/** How long until Heed asks the provider about unknown outcomes, and until it asks a person. Milliseconds. */
const LATER = 15_000;
const MUCH_LATER = 150_000;

export type Outcome = { readonly crashes: number; readonly texts: number; readonly optedOut: number };

/**
 * One store and one simulator, and a console that is killed again and again: at each named point, then at
 * random moments until there were `crashes`. After each kill it is started again and its promises are
 * checked; at the end nothing may be left undecided. Throws AssertionError with the seed.
 */
export async function crashChain(options: {
  readonly seed: number;
  readonly crashes: number;
  readonly print?: (line: string) => void;
}): Promise<Outcome> {
  const { seed } = options;
  const random = randomOf(seed);
  const dataDir = mkdtempSync(join(tmpdir(), 'heed-crash-'));
  const pace = { sentMs: 20, deliveredMs: 60 };
  const simulator = await startSimulator({ profile: 'both', pace, callbackRetryMs: 50 });
  const webhookPort = await freePort();
  const queued = new Set<string>();
  const optedOut = new Set<string>();
  const said: string[] = [];
  let known: readonly string[] = [];
  let serial = 0;
  let backups = 0;
  let ahead = 0;
  let connection: string | null = null;

  const hear = (reported: Told) => {
    if (reported.what === 'queued') queued.add(reported.body);
    if (reported.what === 'opted-out') for (const number of reported.numbers) optedOut.add(number);
  };
  const start = (crashAt: FaultPoint | null): Life =>
    begin({ dataDir, simulatorUrl: simulator.url, webhookPort, ahead, crashAt }, hear);
  const later = (milliseconds: number) => {
    ahead += milliseconds;
    simulator.control.clock({ advance: milliseconds });
  };
  const someone = () => {
    const region = random() < 0.5 ? 'US' : 'GB';
    return { region, number: numberOf(region, Math.floor(random() * CONTACTS)) } as const;
  };
  const act = (life: Life) => {
    const { region, number } = someone();
    serial += 1;
    if (random() < 0.75) return life.order({ do: 'send', number, body: `Text ${serial}` });
    const body = random() < 0.1 ? 'STOP' : `Answer ${serial}`;
    said.push(body);
    simulator.control.reply({ from: number, to: SENDERS[region], body });
  };
  const importOf = (kind: Extract<Order, { do: 'import' }>['kind']): Order => ({
    do: 'import',
    kind,
    numbers: Array.from({ length: kind === 'contacts-cancelled' ? 1100 : 40 }, (_, index) =>
      kind === 'opt-outs' ? `+130355501${String((serial + index) % 100).padStart(2, '0')}` : usNumber(index),
    ),
  });

  /** What must hold after every start, whatever happened before. */
  function check(report: Report): void {
    const where = `seed ${seed}`;
    assert.deepEqual(report.problems, [], where);
    const lost = [...queued].filter((body) => !report.bodies.includes(body));
    assert.deepEqual(lost, [], `texts lost, ${where}`);
    const forgotten = [...optedOut].filter((number) => !report.optedOut.includes(number));
    assert.deepEqual(forgotten, [], `opt-outs lost, ${where}`);
    const unheard = known.filter((body) => !report.replies.includes(body));
    assert.deepEqual(unheard, [], `replies lost, ${where}`);
    known = report.replies;
    assert.equal(report.sentAfterOptOut, 0, where);
    for (const job of report.jobs) {
      if (job.kind === 'contacts' && job.state !== 'running')
        assert.equal(job.contacts, job.state === 'done' ? job.imported : 0, `half an import, ${where}`);
      if (job.kind === 'opt-outs' && job.state === 'done')
        assert.equal(job.optOuts, job.imported, `half a list, ${where}`);
    }
    assert.ok(report.backups >= backups, `back-ups lost, ${where}`);
    backups = report.backups;
    const reached = arrived();
    assert.deepEqual(
      reached.filter((body, index) => reached.indexOf(body) !== index),
      [],
      `sent twice, ${where}`,
    );
  }

  /** Our texts as the contacts' telephones show them. */
  const arrived = () =>
    simulator.control
      .contacts()
      .flatMap(({ number }) => simulator.control.contact(number))
      .filter((text) => text.sentBy === 'account' && /^(Text|After) /.test(text.body))
      .map((text) => text.body);

  async function checked(life: Life): Promise<void> {
    const ready = await life.ready;
    if (ready === null) return;
    if (connection === null && ready !== '') {
      connection = ready;
      simulator.control.setCallback({ url: `http://127.0.0.1:${webhookPort}/webhooks/${ready}` });
    }
    const report = await life.report();
    if (report) check(report);
  }

  async function dieAt(point: FaultPoint): Promise<void> {
    const way = WAYS[point];
    if (way === 'later') later(LATER);
    const life = start(point);
    await checked(life);
    if (way === 'contacts' || way === 'contacts-cancelled' || way === 'opt-outs') life.order(importOf(way));
    if (way === 'back-up' || way === 'restore' || way === 'change-key') life.order({ do: way });
    const until = performance.now() + PATIENCE;
    let ended = false;
    void life.ended.then(() => {
      ended = true;
    });
    while (!ended && performance.now() < until) {
      if (way === 'opt-out') {
        serial += 1;
        life.order({ do: 'opt-out', number: someone().number, body: `Text ${serial}` });
      } else if (way === 'run') act(life);
      await pause(5 + random() * 10);
    }
    if (!ended) await life.kill();
    assert.ok(ended, `${point} was not reached, seed ${seed}`);
    assert.equal(await life.ended, 'SIGKILL', `${point}, seed ${seed}`);
  }

  async function dieSomewhere(): Promise<void> {
    const life = start(null);
    await checked(life);
    if (random() < 0.2) life.order(importOf(random() < 0.5 ? 'contacts' : 'opt-outs'));
    const until = performance.now() + 30 + random() * 350;
    while (performance.now() < until) {
      act(life);
      await pause(2 + random() * 12);
    }
    await life.kill();
  }

  /**
   * Lets everything end that can: what is queued leaves, what contacts wrote arrives, and a person is asked
   * about what is unknown.
   */
  async function settle(life: Life): Promise<Report> {
    for (let look = 0; ; look += 1) {
      const report = await life.report();
      assert.ok(report, 'the last life answers');
      const heard = report.replies.length >= said.length;
      const jobs = report.jobs.every((job) => job.state !== 'running');
      if (look === 300 || (report.open.length === 0 && heard && jobs && report.unasked === 0)) return report;
      await pause(100);
      // The provider's pause between tries has grown, and the last one should not take a minute to come.
      if (look % 20 === 10) simulator.control.clock({ advance: 60_000 });
    }
  }

  try {
    let crashes = 0;
    for (const point of CHAIN) {
      await dieAt(point);
      crashes += 1;
    }
    options.print?.(`${crashes} crashes at named points, seed ${seed}`);
    for (; crashes < options.crashes; crashes += 1) await dieSomewhere();

    later(MUCH_LATER);
    const last = start(null);
    await checked(last);
    const report = await settle(last);
    check(report);
    assert.deepEqual(report.open, [], `seed ${seed}`);
    assert.equal(report.unasked, 0, `unknown outcomes that nobody is asked about, seed ${seed}`);
    assert.deepEqual([...report.replies].sort(), [...said].sort(), `replies, seed ${seed}`);
    assert.ok(report.jobs.every((job) => job.state !== 'running'));
    assert.ok(report.backups >= 2, `the back-ups that were placed before a crash are listed, seed ${seed}`);

    // Tries once more to text everybody who asked to stop: none of these texts may arrive.
    for (const [index, number] of report.optedOut.entries())
      last.order({ do: 'send', number, body: `After ${index}` });
    await pause(1500);
    check(await settle(last));
    await last.kill();
    const after = arrived().filter((body) => body.startsWith('After'));
    assert.deepEqual(after, [], `texts after an opt-out, seed ${seed}`);
    return { crashes, texts: arrived().length, optedOut: report.optedOut.length };
  } finally {
    await simulator.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

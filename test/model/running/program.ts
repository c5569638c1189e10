import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startRunning } from '../../../main/core/console/running.ts';
import { type OpenedCore, openCore } from '../../../main/core/open/openCore.ts';
import { plainFetch } from '../../../main/core/providers/plainFetch.ts';
import { startSimulator } from '../../../main/core/providers/simulator/server.ts';
import { memorySecrets, NOON, testPorts } from '../../helpers/core.ts';
import { fictionNumber } from '../../helpers/seed.ts';
import { takeWebhook } from '../../helpers/takeWebhook.ts';
import { startWebhookPort } from '../servers.ts';
import { KEY, keepSecrets, seed } from '../world.ts';
import { CONTACTS } from './deeds.ts';

/** How replies come in: provider-1 calls a webhook; provider-2 is read, and may call as well. */
export const WAYS = ['called', 'read', 'read and called'] as const;
export type Way = (typeof WAYS)[number];

/**
 * Seconds. Bandwidth's list counts at once, so texts leave at once; a callback that is still under way then
 * counts as lost until it comes.
 */
const GRACE = 0;

/** A clock that runs on and can jump. */
function runningClock() {
  const begun = performance.now();
  let jumped = 0;
  return {
    now: () => NOON + jumped + Math.floor(performance.now() - begun),
    set: () => undefined,
    advance: (by: number) => {
      jumped += by;
    },
  };
}

/** Is called for each request to send, at the moment in which it leaves. */
export type Witness = {
  leaves(core: OpenedCore, to: string, body: string): void;
};

const asText = (body: unknown): { to: string; body: string } => {
  const form = new URLSearchParams(String(body));
  if (!String(body).startsWith('{')) return { to: form.get('To') ?? '', body: form.get('Body') ?? '' };
  const json: { to: string[]; text: string } = JSON.parse(String(body));
  return { to: json.to[0] ?? '', body: json.text };
};

/**
 * The program as `createApp` runs it on an open store: `startRunning` with all its timers, over a simulator
 * of its own.
 */
export async function startProgram(way: Way, witness: Witness) {
  const dir = mkdtempSync(join(tmpdir(), 'heed-running-'));
  const clock = runningClock();
  const simulator = await startSimulator({
    clock: clock.now,
    pace: { sentMs: 20, deliveredMs: 60 },
    callbackRetryMs: 50,
  });
  const port = await startWebhookPort();
  const region = way === 'called' ? 'US' : 'GB';
  const numbers = Array.from({ length: CONTACTS }, (_, index) => fictionNumber(region, index));
  const publicUrl = way === 'read' ? null : port.url;
  seed(dir, region, { url: simulator.url, publicUrl, gapGraceSeconds: GRACE, numbers });
  if (way !== 'read')
    simulator.control.setCallback({ url: port.url, profile: region === 'US' ? 'provider-1' : 'provider-2' });
  const secrets = memorySecrets();
  let core: OpenedCore | null = null;
  const ports = testPorts(clock, {
    fetch: (input, init) => {
      const isCreate = init?.method === 'POST' && /\/messages(\.json)?$/i.test(String(input));
      if (!isCreate) return plainFetch(input, init);
      const mayLeave = () => {
        if (init.mayLeave?.() === false) return false;
        const text = asText(init.body);
        if (core) witness.leaves(core, text.to, text.body);
        return true;
      };
      return plainFetch(input, { ...init, mayLeave });
    },
  });

  async function begin() {
    const opened = openCore({ ports, secrets, storeDir: dir, key: KEY, demo: false });
    core = opened;
    await keepSecrets(opened, secrets);
    const running = await startRunning(opened);
    const [row] = running.connections.rows();
    port.use((_, request) => takeWebhook(opened, running.connections, row?.id ?? '', request));
    return running;
  }
  const away = () => ({ status: 503, body: '', contentType: 'text/plain' });
  let life = begin();
  return {
    region,
    clock,
    simulator,
    /** The store while the program runs; waits for a program that is starting. */
    core: async () => (await life).core,
    async restart() {
      const before = life;
      life = (async () => {
        const running = await before;
        port.use(away);
        await running.stop();
        return begin();
      })();
      await life;
    },
    async close() {
      port.use(away);
      await (await life).stop();
      await Promise.all([simulator.close(), port.close()]);
      rmSync(dir, { recursive: true, force: true });
    },
  } as const;
}
export type Program = Awaited<ReturnType<typeof startProgram>>;

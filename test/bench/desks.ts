import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { SENDERS, startWorld, type World } from '../e2e/world.ts';
import { type DeskPlace, freePort, get } from '../hosts/deskListener.ts';
import { openDesk, type Seen } from './desks/desk.ts';
import { beside, type Line, type Run } from './measure.ts';

const AREAS = [202, 212, 213, 305, 312, 404, 415, 512, 602, 617];
/** A number that can be one, another for each index below 100,000. */
const numberOf = (index: number) =>
  `+1${AREAS[index % AREAS.length]}555${String(Math.floor(index / AREAS.length)).padStart(4, '0')}`;

const sizes = {
  full: { contacts: 100_000, desks: [1, 20, 200], seconds: 20, every: 3000, replies: 60, stops: 10 },
  quick: { contacts: 200, desks: [1, 2], seconds: 1, every: 200, replies: 5, stops: 5 },
};
type Size = (typeof sizes)['full'];

/** The goals, in milliseconds and bytes. */
const GOAL = { acknowledged: 150, visible: 500, gone: 310, times: 3, memory: 1024 ** 2 };
/** Milliseconds after which the console that is measured has written how it is. */
const REPORT_EVERY = 250;
const password = 'a-long-password';
const [OURS] = SENDERS['provider-1'];

const at = (sorted: readonly number[], part: number) =>
  sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * part) - 1)] ?? Number.NaN;
const inOrder = (values: readonly number[]) => values.toSorted((a, b) => a - b);

type Late = {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly bytes: number;
  /** Milliseconds of processor time since it started. */
  readonly cpu: number;
};

/**
 * One console on an encrypted store and desks over TLS, in processes of their own. Each desk sends a text
 * every three seconds while people reply and ask to stop. What arrived is then held against the simulator's
 * record.
 */
export async function desks(run: Run, size: Size = run.quick ? sizes.quick : sizes.full): Promise<Line[]> {
  const folder = mkdtempSync(join(tmpdir(), 'heed-bench-desks-'));
  const report = join(folder, 'late.json');
  process.env.HEED_BENCH_REPORT = report;
  process.env.NODE_OPTIONS = `--import ${join(import.meta.dirname, 'desks', 'watch.ts')}`;
  const world = await startWorld();
  try {
    const connection = (await world.admin.connection.list()).find(({ profile }) => profile === 'provider-1');
    if (!connection) throw new Error('There is no connection.');
    await world.admin.connection.update({
      id: connection.id,
      config: { baseUrl: world.simulator.line.url, ratePerSecond: 300 },
    });
    // Whoever changes the access tests it again, and it sends once a reply has come in.
    await world.admin.connection.test({ id: connection.id });
    await world.reply('+12025550199', OURS, 'test reply');
    await world.until(
      async () => (await world.admin.connection.list()).every(({ state }) => state === 'ready'),
      'ready again',
    );
    // So that a STOP is followed also where a reply of that person waits in a desk’s list.
    await world.admin.settings.update({ firstResponseOnly: false });
    run.note(`desks: importing ${size.contacts.toLocaleString('en')} contacts`);
    const contacts = Array.from({ length: size.contacts }, (_, index) => ({
      name: 'Pat',
      number: numberOf(index),
    }));
    const half = Math.ceil(size.contacts / 2);
    const campaignId = await world.campaign('Doors', 'US', contacts.slice(0, half));
    // These are all in the hands of one texter, who is at no desk.
    await world.campaign('Doors of others', 'US', contacts.slice(half));
    const place = await openDesks(world);
    const most = Math.max(...size.desks);
    const texterIds: string[] = [];
    for (let index = 0; index < most; index += 1) {
      const login = `texter${index}`;
      texterIds.push((await world.admin.account.create({ login, name: login, role: 'texter', password })).id);
    }
    await world.admin.campaign.assign({ id: campaignId, texterIds });
    await world.admin.handing.set({ campaignId, handing: { batch: 50 } });
    const look = (): Late => JSON.parse(readFileSync(report, 'utf8'));
    const lines: Line[] = [];
    let alone = { sent95: Number.NaN, seen95: Number.NaN };
    const people = new People(world, size);
    for (const count of size.desks) {
      run.note(`desks: ${count} for ${size.seconds} s`);
      await pause(2 * REPORT_EVERY);
      const before = look().bytes;
      const seen: Seen = {
        acknowledged: [],
        visible: [],
        gone: [],
        stopped: people.saidStop,
        listed: people.listed,
        sent: people.sent,
        inHand: people.inHand,
        bytes: 0,
        calls: 0,
        failed: new Map(),
      };
      const open = [];
      for (let index = 0; index < count; index += 1)
        open.push(await openDesk(place, { login: `texter${index}`, password }, campaignId, seen));
      // All windows open at once, which is not what is measured afterwards.
      const shownAt = performance.now();
      await Promise.all(open.map((desk) => desk.show()));
      const shown = performance.now() - shownAt;
      await pause(2 * REPORT_EVERY);
      const { bytes, cpu: spent } = look();
      const memory = bytes - before;
      const asked = seen.calls;
      process.kill(world.console.line.pid, 'SIGUSR2');
      const began = performance.now();
      for (const desk of open) desk.start(size.every);
      // In so short a measure it may be that nothing was seen yet.
      do await people.talk();
      while (seen.acknowledged.length === 0 || seen.visible.length === 0);
      for (const desk of open) desk.close();
      const seconds = (performance.now() - began) / 1000;
      await pause(2 * REPORT_EVERY);
      const late = look();
      const acknowledged = inOrder(seen.acknowledged);
      const visible = inOrder(seen.visible);
      const [sent95, seen95] = [at(acknowledged, 0.95), at(visible, 0.95)];
      if (count === size.desks[0]) alone = { sent95, seen95 };
      const three = (values: readonly number[]) =>
        [0.5, 0.95, 0.99].map((part) => at(values, part).toFixed(0)).join(' / ');
      run.note(
        `desks: ${count}: acknowledged ${three(acknowledged)} ms of ${acknowledged.length}, visible ${three(visible)} ms of ${visible.length}, gone after STOP ${three(inOrder(seen.gone))} ms of ${seen.gone.length}; ` +
          `event loop late ${late.p50.toFixed(0)} / ${late.p95.toFixed(0)} / ${late.p99.toFixed(0)} ms; ` +
          `${(memory / count / 1024).toFixed(0)} KiB and ${(seen.bytes / count / seconds / 1024).toFixed(1)} KiB/s a desk; ${((seen.calls - asked) / seconds).toFixed(0)} calls/s; all windows open in ${shown.toFixed(0)} ms; console ${((late.cpu - spent) / seconds / 10).toFixed(0)} % of a processor; refused: ${[...seen.failed].map(([code, n]) => `${n} ${code}`).join(', ') || 'none'}`,
      );
      const name = `desks: ${count}`;
      lines.push(
        beside(
          `${name}: a send is acknowledged, 95 of 100, against ${GOAL.acknowledged} ms`,
          'ms',
          sent95,
          GOAL.acknowledged,
        ),
        beside(
          `${name}: a reply is visible, 95 of 100, against ${GOAL.visible} ms`,
          'ms',
          seen95,
          GOAL.visible,
        ),
        beside(
          `${name}: memory of the console for a desk, against 1 MB`,
          'bytes',
          Math.max(1, memory / count),
          GOAL.memory,
        ),
      );
      // Few of one desk's contacts ask to stop while their reply waits.
      if (seen.gone.length > 0)
        lines.push(
          beside(
            `${name}: a STOP is gone from the list, 95 of 100, against ${GOAL.gone} ms`,
            'ms',
            at(inOrder(seen.gone), 0.95),
            GOAL.gone,
          ),
        );
      if (count === most && count > 1)
        lines.push(
          beside(
            `${name}: a send is acknowledged, 95 of 100, against one desk`,
            'ms',
            sent95,
            alone.sent95,
            GOAL.times,
          ),
          beside(
            `${name}: a reply is visible, 95 of 100, against one desk`,
            'ms',
            seen95,
            alone.seen95,
            GOAL.times,
          ),
        );
    }
    lines.push(await people.held(run));
    return lines;
  } finally {
    delete process.env.NODE_OPTIONS;
    delete process.env.HEED_BENCH_REPORT;
    await world.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function openDesks(world: World): Promise<DeskPlace> {
  const port = await freePort();
  const origin = `https://127.0.0.1:${port}`;
  await world.admin.desks.change({
    on: true,
    way: 'heed-certificate',
    port,
    url: origin,
    certFile: '',
    keyFile: '',
    proxy: '',
  });
  const place = { port, origin, ca: null };
  const { connect } = await import('node:tls');
  const ca = await new Promise<string>((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', rejectUnauthorized: false }, () => {
      const der = socket.getPeerCertificate(true).raw.toString('base64');
      socket.destroy();
      resolve(`-----BEGIN CERTIFICATE-----\n${der}\n-----END CERTIFICATE-----\n`);
    });
    socket.once('error', reject);
  });
  await get({ ...place, ca });
  return { ...place, ca };
}

/** Milliseconds that a STOP takes on its way to the console, in which a text may still leave. */
const ON_ITS_WAY = 1000;

/**
 * The contacts, who say something at a steady pace. Of those who reply half were texted by a desk, and the
 * others are another texter's; of those who ask to stop a quarter are just about to be texted, and a quarter
 * wait for an answer.
 */
class People {
  readonly sent = new Set<string>();
  readonly inHand = new Set<string>();
  readonly listed = new Set<string>();
  /** When each said STOP, by our clock. */
  readonly saidStop = new Map<string, number>();
  /** The same by the simulator's clock; infinite while it is told. */
  readonly #stopped = new Map<string, number>();
  readonly #world: World;
  readonly #size: Size;
  #others: number;

  constructor(world: World, size: Size) {
    this.#world = world;
    this.#size = size;
    this.#others = size.contacts;
  }

  #oneOf(numbers: ReadonlySet<string>): string {
    const who = [...numbers].filter((number) => !this.#stopped.has(number));
    const one = who[Math.floor(Math.random() * who.length)];
    if (one !== undefined && Math.random() < 0.5) return one;
    // From the end of the list, which is that of another texter.
    this.#others -= 1;
    return numberOf(this.#others);
  }

  async talk(): Promise<void> {
    const { seconds, replies, stops } = this.#size;
    const until = Date.now() + seconds * 1000;
    const says = async (perSecond: number, say: () => Promise<unknown>) => {
      for (let next = Date.now(); Date.now() < until; next += 1000 / perSecond) {
        say().catch(() => undefined);
        await pause(Math.max(0, next + 1000 / perSecond - Date.now()));
      }
    };
    const said = async (from: string, body: string): Promise<number> => {
      const answer = await fetch(`${this.#world.simulator.line.control}/replies`, {
        method: 'POST',
        body: JSON.stringify({ from, to: OURS, body }),
      });
      return ((await answer.json()) as { at: number }).at;
    };
    await Promise.all([
      says(replies, () => said(this.#oneOf(this.sent), `It is ${Date.now()}`)),
      says(stops, async () => {
        const number = this.#oneOf(Math.random() < 0.5 ? this.inHand : this.listed);
        this.#stopped.set(number, Number.POSITIVE_INFINITY);
        this.saidStop.set(number, Date.now());
        this.#stopped.set(number, await said(number, 'STOP'));
      }),
    ]);
  }

  /** Nothing lost, nothing doubled, nothing sent after STOP, by the simulator's own record. */
  async held(run: Run): Promise<Line> {
    let wrong = { lost: 0, doubled: 0, afterStop: 0 };
    for (let tries = 0; tries < 30; tries += 1) {
      wrong = { lost: 0, doubled: 0, afterStop: 0 };
      for (const number of new Set([...this.sent, ...this.#stopped.keys()])) {
        const texts = await this.#world.received(number);
        const first = texts.filter(({ body, sentBy }) => sentBy === 'account' && body.startsWith('Hi '));
        const stopped = this.#stopped.get(number);
        if (first.length > 1) wrong.doubled += 1;
        if (first.length === 0 && this.sent.has(number) && !this.#stopped.has(number)) wrong.lost += 1;
        // A moment that a STOP takes on its way, in which a text may leave.
        if (stopped !== undefined && first.some((text) => text.at > stopped + ON_ITS_WAY))
          wrong.afterStop += 1;
      }
      if (wrong.lost === 0) break;
      await pause(2000);
    }
    const { lost, doubled, afterStop } = wrong;
    run.note(
      `desks: of ${this.sent.size} sent: ${lost} lost, ${doubled} doubled, ${afterStop} sent after STOP`,
    );
    return beside(
      'desks: texts sent, against those that arrived once and not after STOP',
      'texts',
      this.sent.size,
      this.sent.size - lost - doubled - afterStop,
    );
  }
}

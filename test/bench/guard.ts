import { join } from 'node:path';
import { guardConversation, guardMessage } from '../../main/core/outbox/facts.ts';
import { isOptedOut } from '../../main/core/people/optedOut.ts';
import { all, statement } from '../../main/core/store/statement.ts';
import { NOON, writer } from '../helpers/core.ts';
import * as seed from '../helpers/seed.ts';
import { compare, type Line, type Run } from './measure.ts';
import { preparer, type Recorder, record } from './recorder.ts';
import { type BenchCore, bulk, inFolder, numberOf, openBench } from './stores.ts';

const sizes = {
  full: { optOuts: 1_000_000, lookUps: 20_000, conversations: 2000, rounds: 15 },
  quick: { optOuts: 2000, lookUps: 200, conversations: 20, rounds: 3 },
};
type Size = (typeof sizes)['full'];

/** An opt-out for each of the numbers. */
export function seedOptOuts(core: BenchCore, numbers: readonly string[]): void {
  bulk(writer(core), ['opt_out'], () => {
    const insert = statement(
      writer(core),
      `INSERT INTO opt_out (id, subject, number, cause, automatic, reason, said_at, received_at, at)
       VALUES (?, ?, ?, 'import', 1, '', ?, ?, ?)`,
    );
    for (const number of numbers)
      insert.run(core.ports.ids.next(), core.subject(number), number, NOON, NOON, NOON);
  });
}

/** A conversation of a launched campaign with each of the numbers, with a reply that waits to leave. */
export function seedWaiting(core: BenchCore, numbers: readonly string[]): void {
  const connectionId = seed.connection(core, { profile: 'provider-1' });
  const senderNumberId = seed.senderNumber(core, { connectionId, number: '+12025550100' });
  const campaignId = seed.campaign(core);
  bulk(writer(core), ['conversation', 'message'], () => {
    for (const number of numbers) {
      const conversationId = seed.conversation(core, { campaignId, number, senderNumberId });
      const body = 'Thanks!';
      const direction = 'out';
      seed.message(core, { conversationId, number, senderNumberId, body, direction, state: 'queued' });
    }
  });
}

/** `count` different numbers below `below` in a scattered order; half of them even. */
export function spread(count: number, below: number): number[] {
  return Array.from({ length: count }, (_, i) => (i * 7919 + 1) % below).map((n, i) => n - (n % 2) + (i % 2));
}

async function lookUp(core: BenchCore, size: Size): Promise<Line> {
  const subjects = spread(size.lookUps, size.optOuts * 2).map((index) => core.subject(numberOf(index)));
  const bare = writer(core).prepare('SELECT 1 FROM opt_out WHERE subject = ? AND reversed = 0');
  const hits = subjects.filter((subject) => isOptedOut(core.db, subject)).length;
  if (hits !== subjects.length / 2) throw new Error(`Half of the look-ups should hit, not ${hits}.`);
  return compare({
    name: `guard: opt-out look-up among ${size.optOuts.toLocaleString('en')}, against a bare prepared get`,
    unit: 'ns/op',
    goal: 1.5,
    operations: subjects.length,
    rounds: size.rounds,
    product: () => {
      for (const subject of subjects) isOptedOut(core.db, subject);
    },
    baseline: () => {
      for (const subject of subjects) bare.get(subject);
    },
  });
}

type Waiting = { readonly id: string; readonly conversation_id: string; readonly subject: string };

/** Times the whole guard against the same reads without it, and the look-up against a bare one. */
async function wholeGuard(
  core: BenchCore,
  watched: BenchCore,
  recorder: Recorder,
  size: Size,
): Promise<Line[]> {
  const rows = all<Waiting>(core.db, 'SELECT id, conversation_id, subject FROM message');
  const on = preparer(writer(core));
  const asMessage = (on_: BenchCore, row: Waiting) =>
    guardMessage(on_, { id: row.id, kind: 'reply', notAfter: null }, NOON);
  const asConversation = (on_: BenchCore, row: Waiting) =>
    guardConversation(on_, row.conversation_id, 'reply', NOON);
  const look = writer(core).prepare('SELECT 1 FROM opt_out WHERE subject = ? AND reversed = 0');
  const passed = rows.filter((row) => asMessage(core, row).pass).length;
  if (passed !== rows.length / 2) throw new Error(`Half of the texts should pass the guard, not ${passed}.`);
  const lines: Line[] = [];
  for (const [what, ask] of [
    ['dispatching', asMessage],
    ['composing', asConversation],
  ] as const) {
    recorder.take();
    for (const row of rows) ask(watched, row);
    const reads = on(recorder.take().reads);
    const common = { unit: 'ns/op', operations: rows.length, rounds: size.rounds } as const;
    const product = () => {
      for (const row of rows) ask(core, row);
    };
    const sameReads = () => {
      for (const [read, values] of reads) read.get(...values);
    };
    lines.push(
      await compare({
        ...common,
        name: `guard: whole, when ${what}, against a bare prepared get of the same facts`,
        goal: 1.5,
        product,
        baseline: sameReads,
      }),
    );
    if (ask === asConversation) continue;
    lines.push(
      await compare({
        ...common,
        name: `guard: whole, when ${what}, against a bare prepared get of the opt-out alone`,
        goal: 10,
        product,
        baseline: () => {
          for (const row of rows) look.get(row.subject);
        },
      }),
    );
  }
  return lines;
}

/** What the guard costs where a million people have asked to stop. */
export function guard(run: Run): Promise<Line[]> {
  const size = run.quick ? sizes.quick : sizes.full;
  return inFolder(async (folder) => {
    const storeDir = join(folder, 'store');
    run.note(`guard: making ${size.optOuts.toLocaleString('en')} opt-outs`);
    const seeding = openBench(storeDir);
    // Only even numbers are opted out, so every other look-up finds none.
    seedOptOuts(
      seeding,
      Array.from({ length: size.optOuts }, (_, i) => numberOf(2 * i)),
    );
    seedWaiting(seeding, spread(size.conversations, size.optOuts * 2).map(numberOf));
    seeding.close();
    const recorders: Recorder[] = [];
    const watched = openBench(storeDir, (db) => recorders.push(record(db)));
    const core = openBench(storeDir);
    try {
      const [recorder] = recorders;
      if (!recorder) throw new Error('The connection was not watched.');
      run.note('guard: measuring');
      return [await lookUp(core, size), ...(await wholeGuard(core, watched, recorder, size))];
    } finally {
      watched.close();
      core.close();
    }
  });
}

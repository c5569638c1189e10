import { join } from 'node:path';
import { receive as receiveBatch, type Source } from '../../main/core/inbox/receive.ts';
import type { InboundMessage } from '../../main/core/providers/provider.ts';
import { one } from '../../main/core/store/statement.ts';
import type { Writer } from '../../main/core/store/types.ts';
import { NOON, writer } from '../helpers/core.ts';
import * as seed from '../helpers/seed.ts';
import { compare, type Line, type Run } from './measure.ts';
import { type Prepared, preparer, type Recorder, record } from './recorder.ts';
import { type BenchCore, bulk, copyStore, inFolder, numberOf, openBench } from './stores.ts';

const sizes = {
  full: { contacts: 20_000, rounds: 20 },
  quick: { contacts: 900, rounds: 2 },
};
/** How many batches one timed turn has, by the texts in a batch: a turn must take long enough to be timed. */
const BATCHES = { 1: 20, 100: 1 } as const;
type BatchSize = keyof typeof BATCHES;

const OURS = '+12025550100';
const MINUTE = 60_000;

/** What people answer to a campaign; none of it asks to stop. */
const ANSWERS = [
  'Yes',
  'Sure, I can be there at 7. Where do we meet?',
  'no thanks',
  'Who is this?',
  'I already voted by mail last week 🙂',
  'Can you send me the link again please',
  'Maybe. I have to ask my wife first, she has the car that day',
  'What does the candidate say about the new bus line on Main Street? My mother depends on it to get to the clinic.',
  'ok',
  'Count me in!',
];
const STOPS = ['STOP', 'Stop', 'stop.', 'STOP!', 'Unsubscribe'];

/** Contacts who got the initial message a minute ago. Returns who sent it. */
function seedContacts(core: BenchCore, count: number): string {
  const connectionId = seed.connection(core, { profile: 'provider-1' });
  const senderNumberId = seed.senderNumber(core, { connectionId, number: OURS });
  const campaignId = seed.campaign(core);
  const body = 'Hi Pat, this is Sam of Our organisation. Can you help on Saturday? Reply STOP to opt out.';
  // Triggers on texts look up other texts; without these indexes each would read the whole table.
  bulk(writer(core), ['conversation'], () => {
    for (let i = 0; i < count; i += 1) {
      const number = numberOf(i);
      const conversationId = seed.conversation(core, {
        campaignId,
        number,
        senderNumberId,
        sortAt: NOON - MINUTE,
      });
      const sent = { direction: 'out', kind: 'initial', at: NOON - MINUTE } as const;
      seed.message(core, { conversationId, number, senderNumberId, body, ...sent });
    }
  });
  return connectionId;
}

/**
 * Three copies of one store: the product writes the first, the baseline the second, and on the third the
 * product is watched.
 */
type Bench = {
  readonly product: BenchCore;
  readonly bare: BenchCore;
  readonly watched: BenchCore;
  readonly recorder: Recorder;
  readonly source: Source;
  readonly rounds: number;
  /** Every contact answers once. */
  nextContact(): string;
};

async function receiving(
  bench: Bench,
  size: BatchSize,
  what: string,
  texts: readonly string[],
): Promise<Line> {
  const { product, bare, watched, recorder, source, rounds } = bench;
  const prepareCalls = preparer(writer(bare));
  const inTransaction = writer(bare).transaction((calls: readonly Prepared[]) => {
    for (const [statement, values] of calls) statement.run(...values);
  });
  let batches: InboundMessage[][] = [];
  let writes: Prepared[][] = [];
  const take = (core: BenchCore, inbound: InboundMessage[]) =>
    receiveBatch(core, source, { inbound, statuses: [], providerTexts: [] });
  return compare({
    name: `receive: ${size === 1 ? 'one' : size} ${what} a transaction, against a bare one with the same rows`,
    unit: 'µs/text',
    goal: 2,
    operations: BATCHES[size] * size,
    rounds,
    prepare: () => {
      batches = Array.from({ length: BATCHES[size] }, () =>
        Array.from({ length: size }, (_, i) => textFrom(bench.nextContact(), texts[i % texts.length] ?? '')),
      );
      writes = batches.map((inbound) => {
        recorder.take();
        take(watched, inbound);
        return prepareCalls(recorder.take().writes);
      });
    },
    product: () => {
      for (const inbound of batches) take(product, inbound);
    },
    baseline: () => {
      for (const calls of writes) inTransaction.immediate(calls);
    },
  });
}

function textFrom(contact: string, body: string): InboundMessage {
  return { providerId: `in-${contact}`, from: contact, to: OURS, body, providerTime: NOON - 1000 };
}

/** A baseline that wrote other rows would prove nothing. */
function checkSame(a: BenchCore, b: BenchCore): void {
  for (const table of ['message', 'opt_out', 'ledger', 'action', 'conversation']) {
    const [left, right] = [a, b].map(
      (core) => one<{ n: number }>(core.db, `SELECT count(*) AS n FROM ${table}`)?.n,
    );
    if (left !== right) throw new Error(`The baseline wrote other rows to ${table}: ${right} for ${left}.`);
  }
  const optedOut = one<{ n: number }>(a.db, 'SELECT count(*) AS n FROM opt_out')?.n;
  if (!optedOut) throw new Error('No STOP was honoured.');
}

/**
 * What it costs to take texts in, beyond writing their rows. No screen is open, as on a console without a
 * window, so nothing is cached for one.
 */
export function receive(run: Run): Promise<Line[]> {
  const { contacts, rounds } = run.quick ? sizes.quick : sizes.full;
  return inFolder(async (folder) => {
    run.note(`receive: making ${contacts.toLocaleString('en')} conversations`);
    const seeding = openBench(join(folder, 'seed'));
    const connectionId = seedContacts(seeding, contacts);
    seeding.close();
    const recorders: Recorder[] = [];
    const open = (name: string, watch?: (db: Writer) => void) => {
      copyStore(join(folder, 'seed'), join(folder, name));
      return openBench(join(folder, name), watch);
    };
    const product = open('product');
    const bare = open('bare');
    const watched = open('watched', (db) => recorders.push(record(db)));
    writer(watched).pragma('synchronous = OFF');
    try {
      const [recorder] = recorders;
      if (!recorder) throw new Error('The connection was not watched.');
      let contact = -1;
      const nextContact = () => {
        contact += 1;
        if (contact >= contacts) throw new Error('There are too few contacts for so many rounds.');
        return numberOf(contact);
      };
      const source: Source = { connectionId, adapter: { classify: () => 'failed', vendor: 'bandwidth' } };
      const bench = { product, bare, watched, recorder, source, rounds, nextContact };
      run.note('receive: measuring');
      const lines: Line[] = [];
      for (const size of [1, 100] as const) {
        lines.push(await receiving(bench, size, size === 1 ? 'reply' : 'replies', ANSWERS));
        lines.push(await receiving(bench, size, size === 1 ? 'STOP' : 'STOPs', STOPS));
      }
      checkSame(product, bare);
      return lines;
    } finally {
      for (const core of [product, bare, watched]) core.close();
    }
  });
}

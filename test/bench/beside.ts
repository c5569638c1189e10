import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { guardMessage } from '../../main/core/outbox/facts.ts';
import { isOptedOut } from '../../main/core/people/optedOut.ts';
import { all } from '../../main/core/store/statement.ts';
import { NOON } from '../helpers/core.ts';
import { type Client, installed, withPostgres } from './beside/postgres.ts';
import * as spoke from './beside/spoke.ts';
import { csvOf, numbersOf, writeContacts } from './contactFile.ts';
import { seedOptOuts, seedWaiting, spread } from './guard.ts';
import { importInto } from './importInto.ts';
import { compare, type Line, type Run } from './measure.ts';
import { copyStore, inFolder, numberOf, openBench } from './stores.ts';

const sizes = {
  full: { optOuts: [300_000, 1_000_000], texts: 2000, rows: 100_000, rounds: 7 },
  quick: { optOuts: [12_000, 24_000], texts: 20, rows: 500, rounds: 1 },
};

/** Where the numbers of opt-outs begin: among them are 5 in 100 of the numbers of a contact file. */
const FIRST = 1_100_000;
const inWords = (count: number) => count.toLocaleString('en');

/** Every other number from the first on. */
const optedOut = (count: number) => Array.from({ length: count }, (_, i) => numberOf(FIRST + 2 * i));

type Texts = { readonly folder: string; readonly optOuts: number; readonly texts: number; rounds: number };

/** Whether one text may leave: one row is looked for on both sides, then all that Heed asks. */
async function ofTexts(client: Client, { folder, optOuts, texts, rounds }: Texts): Promise<Line[]> {
  const storeDir = join(folder, String(optOuts));
  const numbers = spread(texts, optOuts * 2).map((index) => numberOf(FIRST + index));
  const seeding = openBench(storeDir);
  seedOptOuts(seeding, optedOut(optOuts));
  seedWaiting(seeding, numbers);
  seeding.close();
  await spoke.fillOptOuts(client, optedOut(optOuts));
  const core = openBench(storeDir);
  try {
    const waiting = all<{ id: string }>(core.db, 'SELECT id FROM message');
    const passes = ({ id }: { id: string }) =>
      guardMessage(core, { id, kind: 'reply', notAfter: null }, NOON).pass;
    const known = (number: string) => isOptedOut(core.db, core.subject(number));
    const theirs = async () => {
      let found = 0;
      for (const number of numbers) if (await spoke.isOptedOut(client, number)) found += 1;
      return found;
    };
    const stopped = [
      numbers.filter(known).length,
      waiting.filter((row) => !passes(row)).length,
      await theirs(),
    ];
    if (stopped.some((count) => count !== texts / 2))
      throw new Error(`Half of the texts should be stopped, not ${stopped.join(', ')}.`);
    const common = { unit: 'µs/text', goal: 1, operations: texts, rounds, baseline: theirs } as const;
    const among = `among ${inWords(optOuts)} opt-outs, against Spoke’s check in PostgreSQL`;
    return [
      await compare({
        ...common,
        name: `beside: opt-out look-up by number ${among}`,
        product: () => {
          for (const number of numbers) known(number);
        },
      }),
      await compare({
        ...common,
        name: `beside: whole guard of a text ${among}`,
        product: () => {
          for (const row of waiting) passes(row);
        },
      }),
    ];
  } finally {
    core.close();
  }
}

/** The rows of a contact file as Spoke’s loader has them when it begins to write. */
function contactsOf(rows: number): spoke.Contact[] {
  const numbers = numbersOf(rows);
  const lines: string[][] = parse(csvOf(rows), { from_line: 2 });
  return lines.map(([first_name = '', last_name = '', , zip = '', external_id = '', Notes = ''], index) => ({
    ...{ first_name, last_name, zip, external_id },
    cell: numbers[index] ?? '',
    custom_fields: JSON.stringify({ Notes }),
  }));
}

type Load = { readonly folder: string; readonly optOuts: number; readonly rows: number; rounds: number };

/** Heed’s import reads and checks its file within its time; Spoke’s rows have been read before. */
async function ofContacts(client: Client, { folder, optOuts, rows, rounds }: Load): Promise<Line> {
  const csv = join(folder, 'contacts.csv');
  writeContacts(csv, rows);
  const contacts = contactsOf(rows);
  const out = new Set(optedOut(optOuts));
  await spoke.fillOptOuts(client, [...out]);
  const left = contacts.filter(({ cell }) => !out.has(cell)).length;
  let open = openBench(join(folder, 'unused'));
  try {
    return await compare({
      name: `beside: ${inWords(rows)} contacts from CSV past ${inWords(optOuts)} opt-outs, against Spoke’s insert and scrub`,
      ...{ unit: 'ms/file', goal: 1, operations: 1, rounds, warmUp: false },
      prepare: async (round) => {
        open.close();
        const storeDir = join(folder, `import-${round}`);
        copyStore(join(folder, String(optOuts)), storeDir);
        open = openBench(storeDir);
        await spoke.forgetContacts(client);
      },
      product: () => importInto(open, csv, left),
      baseline: async () => {
        const kept = await spoke.loadContacts(client, contacts);
        if (kept !== left) throw new Error(`Spoke’s way kept ${kept} contacts of ${left}.`);
      },
    });
  } finally {
    open.close();
  }
}

/** Heed beside what people use: Spoke, on a PostgreSQL of its own, as durable, not encrypted. */
export async function besideSpoke(run: Run): Promise<Line[]> {
  const { optOuts, texts, rows, rounds } = run.quick ? sizes.quick : sizes.full;
  const found = await installed();
  if (typeof found === 'string') {
    run.note(`beside: nothing measured; ${found}`);
    return [];
  }
  return inFolder((folder) =>
    withPostgres(found, folder, async (client) => {
      await spoke.makeTables(client);
      const lines: Line[] = [];
      for (const count of optOuts) {
        run.note(`beside: measuring with ${inWords(count)} opt-outs`);
        lines.push(...(await ofTexts(client, { folder, optOuts: count, texts, rounds })));
      }
      run.note(`beside: importing ${inWords(rows)} contacts`);
      lines.push(await ofContacts(client, { folder, optOuts: Math.min(...optOuts), rows, rounds }));
      return lines;
    }),
  );
}

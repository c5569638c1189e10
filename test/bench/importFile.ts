import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startContactImport } from '../../main/core/campaigns/contactImport.ts';
import type { Mapping } from '../../shared/contract/lists.ts';
import * as seed from '../helpers/seed.ts';
import { bareImport, COLUMNS } from './bareImport.ts';
import { compare, type Line, type Run } from './measure.ts';
import { type BenchCore, inFolder, openBench } from './stores.ts';

const sizes = { full: { rows: 100_000, rounds: 5 }, quick: { rows: 500, rounds: 1 } };

export const MAPPING: Mapping = {
  number: 2,
  firstName: 0,
  lastName: 1,
  externalId: 4,
  fields: { postcode: 3, Notes: 5 },
};
const FIRST = ['Ana', 'Ben', 'Chloé', 'Dev', 'Efua', 'Finn', 'Grace', 'Hugo', 'Íñigo', 'Jin'];
const LAST = [
  "O'Neil",
  'García',
  'Smith',
  'Nguyen',
  'Müller',
  'Okafor',
  'Patel',
  'Ivanova',
  'Jones',
  'de la Cruz',
];
const AREAS = [202, 212, 213, 305, 312, 404, 415, 512, 602, 617];

const digits = (value: number, length: number) => String(value).padStart(length, '0');

/**
 * Each row has another number, written in one of four ways; each tenth has a note that needs quotation
 * marks.
 */
export function csvOf(rows: number): string {
  const lines = Array.from({ length: rows }, (_, i) => {
    const [area, line] = [AREAS[i % AREAS.length] ?? 0, digits(Math.floor(i / AREAS.length), 4)];
    const phone = [
      `(${area}) 555-${line}`,
      `${area}-555-${line}`,
      `+1${area}555${line}`,
      `${area}555${line}`,
    ][i % 4];
    const note = i % 10 === 3 ? '"Prefers evenings, not ""early"""' : '';
    const name = `${FIRST[i % 7]},${LAST[i % 9]}`;
    return `${name},${phone},${digits((i * 37) % 100_000, 5)},${100_000 + i},${note}`;
  });
  return `${COLUMNS.join(',')}\n${lines.join('\n')}\n`;
}

/** One import into a store of its own, by the job that the screen starts. */
async function importInto(core: BenchCore, path: string, rows: number): Promise<void> {
  const campaignId = seed.campaign(core, { region: 'US', state: 'draft' });
  const job = await startContactImport(core, {
    campaignId,
    source: { path },
    mapping: MAPPING,
    accountId: null,
  }).done;
  if (job.result?.imported !== rows) throw new Error(`The import kept not all rows: ${JSON.stringify(job)}`);
}

/** What importing contacts costs, beyond writing the cells of the file as they are. */
export function importFile(run: Run): Promise<Line[]> {
  const { rows, rounds } = run.quick ? sizes.quick : sizes.full;
  return inFolder(async (folder) => {
    const csv = join(folder, 'contacts.csv');
    writeFileSync(csv, csvOf(rows));
    const bare = bareImport(csv, rows);
    run.note(`import: measuring against ${bare.name}`);
    let core: BenchCore | null = null;
    let bareFile = '';
    try {
      return [
        await compare({
          name: `import: ${rows.toLocaleString('en')} contacts from CSV, against ${bare.name}`,
          unit: 'ms/file',
          goal: 3,
          operations: 1,
          rounds,
          warmUp: false,
          prepare: (round) => {
            core?.close();
            core = openBench(join(folder, `store-${round}`));
            bareFile = join(folder, `bare-${round}.db`);
            bare.prepare(bareFile);
          },
          product: () => core && importInto(core, csv, rows),
          baseline: () => bare.run(bareFile),
        }),
      ];
    } finally {
      closeLast(core);
    }
  });
}

function closeLast(core: BenchCore | null): void {
  core?.close();
}

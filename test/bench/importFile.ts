import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { optOut } from '../../main/core/optOuts/optOut.ts';
import { startOptOutImport } from '../../main/core/optOuts/optOutImport.ts';
import { NOTHING } from '../../shared/text/stored.ts';
import { bareImport } from './bareImport.ts';
import { insertSorted, type MadeRows, madeRows } from './bareInserts.ts';
import { MAPPING, numbersOf, writeContacts } from './contactFile.ts';
import { importInto } from './importInto.ts';
import { ImportReport } from './importReport.ts';
import { beside, type Line, type Run } from './measure.ts';
import { type BenchCore, inFolder, openBench } from './stores.ts';

const sizes = {
  full: { rows: 100_000, many: 1_000_000, optOuts: 10_000, rounds: 5 },
  quick: { rows: 500, many: 1000, optOuts: 100, rounds: 1 },
};
/** The goal, in megabytes over idle. */
const MEMORY = 300;

const inWords = (count: number) => count.toLocaleString('en');

async function timed(work: () => unknown): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

/** What importing contacts costs, beyond keeping the same rows, and beyond writing the file’s cells. */
async function againstBare(run: Run, folder: string, csv: string): Promise<Line[]> {
  const { rows, rounds } = run.quick ? sizes.quick : sizes.full;
  const bare = bareImport(csv, rows);
  run.note(`import: measuring against ${bare.name}`);
  const times = { product: [] as number[], inserts: [] as number[], command: [] as number[] };
  let made: MadeRows | null = null;
  for (let round = 0; round < rounds; round += 1) {
    const [ours, theirs] = ['ours', 'bare'].map((name) => openBench(join(folder, `${name}-${round}`)));
    const file = join(folder, `bare-${round}.db`);
    bare.prepare(file);
    if (!ours || !theirs) continue;
    try {
      times.product.push(await timed(() => importInto(ours, csv, rows)));
      const found: MadeRows = made ?? madeRows(ours, rows);
      made = found;
      times.inserts.push(await timed(() => insertSorted(theirs, found)));
      times.command.push(await timed(() => bare.run(file)));
    } finally {
      ours.close();
      theirs.close();
    }
  }
  const what = `import: ${inWords(rows)} contacts from CSV, against`;
  return [
    beside(`${what} bare sorted inserts`, 'ms/file', times.product, times.inserts, 1.5),
    beside(`${what} ${bare.name}`, 'ms/file', times.product, times.command, 4),
  ];
}

/** A process of its own for each import, since memory that was used once is seldom given back. */
function inProcess(folder: string, csv: string, rows: number): ImportReport {
  const child = fileURLToPath(new URL('./importReport.ts', import.meta.url));
  const told = execFileSync(process.execPath, [child, folder, csv, String(rows)], { encoding: 'utf8' });
  return ImportReport.parse(JSON.parse(told));
}

async function ofManySizes(run: Run, folder: string, csv: string): Promise<Line[]> {
  const { rows, many, rounds } = run.quick ? sizes.quick : sizes.full;
  const large = join(folder, 'many.csv');
  writeContacts(large, many);
  const reports = { few: [] as ImportReport[], many: [] as ImportReport[] };
  for (let round = 0; round < rounds; round += 1) {
    run.note(`import: ${inWords(many)} contacts, ${round + 1} of ${rounds}`);
    reports.few.push(inProcess(join(folder, `few-${round}`), csv, rows));
    reports.many.push(inProcess(join(folder, `many-${round}`), large, many));
  }
  const of = (all: readonly ImportReport[], name: keyof ImportReport) => all.map((each) => each[name]);
  const against = `${inWords(many)} contacts against ${inWords(rows)}`;
  return [
    beside(`import: ${against}`, 'ms/file', of(reports.many, 'took'), of(reports.few, 'took'), 11),
    beside(`import: ${inWords(many)} contacts, memory over idle`, 'MB', of(reports.many, 'memory'), MEMORY),
  ];
}

/** Numbers of a list, opted out in transactions of a hundred, without a file. */
function optOutEach(core: BenchCore, numbers: readonly string[]): void {
  for (let from = 0; from < numbers.length; from += 100)
    core.write((tx) => {
      for (const number of numbers.slice(from, from + 100))
        optOut(core, tx, {
          subject: core.subject(number),
          number,
          cause: 'import',
          actorId: null,
          reason: NOTHING,
          rule: 'import',
          matched: '',
          conversationId: null,
          messageId: null,
          senderNumberId: null,
          importId: null,
          saidAt: tx.now,
          receivedAt: tx.now,
        });
    });
}

/** What a list of opt-outs costs beyond opting each number out. */
async function ofOptOuts(run: Run, folder: string): Promise<Line> {
  const { optOuts, rounds } = run.quick ? sizes.quick : sizes.full;
  const csv = join(folder, 'opt-outs.csv');
  writeContacts(csv, optOuts);
  const numbers = numbersOf(optOuts);
  const times = { product: [] as number[], bare: [] as number[] };
  for (let round = 0; round < rounds; round += 1) {
    const [ours, theirs] = ['out', 'bare-out'].map((name) => openBench(join(folder, `${name}-${round}`)));
    if (!ours || !theirs) continue;
    try {
      const asked = { source: { path: csv }, column: MAPPING.number, accountId: null };
      times.product.push(
        await timed(async () => {
          const { result } = await startOptOutImport(ours, asked).done;
          if (result?.numbers !== optOuts) throw new Error(`Opted out: ${JSON.stringify(result)}`);
        }),
      );
      times.bare.push(await timed(() => optOutEach(theirs, numbers)));
    } finally {
      ours.close();
      theirs.close();
    }
  }
  const what = `import: ${inWords(optOuts)} opt-outs from CSV, against opting each out`;
  return beside(what, 'ms/file', times.product, times.bare, 1.5);
}

export function importFile(run: Run): Promise<Line[]> {
  const { rows } = run.quick ? sizes.quick : sizes.full;
  return inFolder(async (folder) => {
    const csv = join(folder, 'contacts.csv');
    writeContacts(csv, rows);
    return [
      ...(await againstBare(run, folder, csv)),
      ...(await ofManySizes(run, folder, csv)),
      await ofOptOuts(run, folder),
    ];
  });
}

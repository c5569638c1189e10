import { join } from 'node:path';
import { laySnapshot, takeSnapshot } from '../../../main/core/consoles/snapshot.ts';
import { beginCapture } from '../../../main/core/store/capture/capture.ts';
import { watchedTables } from '../../../main/core/store/capture/watched.ts';
import { columnsOf } from '../../../main/core/store/columns.ts';
import { one } from '../../../main/core/store/statement.ts';
import type { Reader } from '../../../main/core/store/types.ts';
import { writer } from '../../helpers/core.ts';
import { beside, type Line, type Run } from '../measure.ts';
import { type BenchCore, copyStore, KEY, openBench } from '../stores.ts';
import { type Log, SEALING } from './world.ts';

const countIn = (db: Reader) =>
  watchedTables(db).reduce(
    (sum, { table }) => sum + (one<{ n: number }>(db, `SELECT count(*) AS n FROM "${table}"`)?.n ?? 0),
    0,
  );

/** Rows of one transaction, as in a piece of a snapshot. */
const PART = 20_000;

/** The same rows into the same tables, with their indexes and triggers, and nothing else. */
function bareCopy(from: string, to: BenchCore): void {
  const db = writer(to);
  db.exec(`ATTACH '${from}' AS source KEY "x'${KEY}'"`);
  db.pragma('foreign_keys = OFF');
  for (const { table } of watchedTables(db)) {
    const names = columnsOf(db, table)
      .map(({ name }) => `"${name}"`)
      .join(', ');
    const rows = one<{ n: number }>(db, `SELECT count(*) AS n FROM source."${table}"`)?.n ?? 0;
    const insert = db.prepare(
      `INSERT INTO main."${table}" (${names}) SELECT ${names} FROM source."${table}" LIMIT ? OFFSET ?`,
    );
    for (let at = 0; at < rows; at += PART) insert.run(PART, at);
  }
  db.exec('DETACH source');
}

/** How long a new console takes until it has the large store, beside the same rows put in as they are. */
export async function joining(run: Run, folder: string, [first, second]: readonly Log[]): Promise<Line[]> {
  if (!first || !second) throw new Error('Two lines to the log are needed.');
  const large = await run.large();
  const at = join(folder, 'laid');
  copyStore(large.storeDir, at);
  const laying = openBench(at);
  laying.write((tx) => beginCapture(tx.db));
  const rows = countIn(laying.db);
  run.note(`consoles: laying down ${rows.toLocaleString('en')} rows`);
  await laySnapshot({ core: laying, log: first, sealing: SEALING, console: 'a' }, 0);
  laying.close();
  const [times, bare]: [number[], number[]] = [[], []];
  for (let round = 0; round < (run.quick ? 1 : 3); round += 1) {
    run.note(`consoles: joining, ${round + 1}`);
    const joined = openBench(join(folder, `joined-${round}`));
    const copied = openBench(join(folder, `copied-${round}`));
    try {
      let begun = performance.now();
      const signal = new AbortController().signal;
      await takeSnapshot({ core: joined, log: second, sealing: SEALING, console: 'b' }, () => {}, signal);
      times.push((performance.now() - begun) / rows);
      begun = performance.now();
      bareCopy(join(at, 'heed.db'), copied);
      bare.push((performance.now() - begun) / rows);
      for (const { db } of [joined, copied])
        if (Math.abs(countIn(db) - rows) > 20) throw new Error('It has not all rows.');
    } finally {
      joined.close();
      copied.close();
    }
  }
  const micro = (values: number[]) => values.map((ms) => ms * 1000);
  const name = `consoles: joining with ${large.conversations.toLocaleString('en')} conversations, against the same rows put in bare`;
  return [beside(name, 'µs/row', micro(times), micro(bare), 3)];
}

import { writeSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { createCheckpoints } from '../../main/core/store/checkpoints.ts';
import { setMeta } from '../../main/core/store/meta.ts';
import { openStore } from '../../main/core/store/open.ts';

/** Writes into a store without an end, while its log is copied again and again; says what was committed. */
type Action = { readonly dir: string; readonly key: string; readonly first: number };

const { dir, key, first }: Action = JSON.parse(process.argv[2] ?? '{}');
const db = openStore(dir, key);
const checkpoints = createCheckpoints(
  db,
  key,
  (error) => {
    throw error;
  },
  { copyAt: 20, longAt: 60, few: 20, fewest: 8, longest: 200 },
);
for (let row = first; ; row += 1) {
  db.transaction(() => {
    setMeta(db, `row-${row}`, String(row).repeat(2000));
    setMeta(db, `turn-${row % 50}`, String(row).repeat(1000));
    setMeta(db, 'last', String(row));
  }).immediate();
  // Told at once, as an answer to a STOP is.
  writeSync(1, `${row}\n`);
  checkpoints.wrote();
  await nextTurn();
}

import { recomputeState } from '../../../main/core/conversations/conversationRecord.ts';
import { all } from '../../../main/core/store/statement.ts';
import { writer } from '../../helpers/core.ts';
import type { BenchCore } from '../stores.ts';

const SAMPLE = 500;

/** Thrown so that what a check wrote is taken back. */
const undone = new Error('undone');

/**
 * Holds a sample of conversations against what the product computes from their texts. Throws where a row that
 * was written straight is not what the product would have written.
 */
export function check(core: BenchCore): void {
  const db = writer(core);
  const sample = all<{ id: string }>(
    db,
    `SELECT id FROM conversation WHERE state <> 'closed' AND rowid % max(1, (SELECT max(rowid) FROM conversation) / ${SAMPLE}) = 0`,
  ).map(({ id }) => id);
  const ids = JSON.stringify(sample);
  const states = () =>
    JSON.stringify(
      all(
        db,
        'SELECT id, state FROM conversation WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id',
        ids,
      ),
    );
  const before = states();
  let after = '';
  try {
    core.write((tx) => {
      for (const id of sample) recomputeState(tx, id);
      after = states();
      throw undone;
    });
  } catch (error) {
    if (error !== undone) throw error;
  }
  if (before !== after) throw new Error('The large store has states that do not follow from its texts.');
  const rows = (sql: string) => all(db, sql).length;
  if (rows("SELECT 1 FROM pragma_foreign_key_check('message') LIMIT 1") > 0)
    throw new Error('The large store has texts of nobody.');
}

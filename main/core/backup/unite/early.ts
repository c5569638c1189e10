import { earlyRow, keepEarly } from '../../people/unionRecord.ts';
import { one } from '../../store/statement.ts';
import { notePicture, subjectOf } from './cameIn.ts';
import { keyText, shapeOf } from './shape.ts';
import type { Row } from './source.ts';
import type { Union } from './union.ts';
import { joined } from './versions.ts';

const exists = (union: Union, table: string, column: string, value: unknown) =>
  one(union.tx.db, `SELECT 1 FROM "${table}" WHERE "${column}" = ?`, value) !== undefined;

/**
 * A row may refer to another that has not come yet, was lost, or was taken away. The reference is empty
 * meanwhile, or, where it must not be, the row is not there yet. From a console that tells its changes the
 * other row will come, so the row is kept aside for then; from a copy nothing more comes.
 */
export function withoutOrphans(
  union: Union,
  table: string,
  row: Record<string, unknown>,
): Record<string, unknown> | null {
  const shape = shapeOf(union, table);
  const { ...whole } = row;
  let taken = true;
  for (const { column, table: parent, to } of shape.parents) {
    const value = row[column];
    if (value === null || value === undefined || exists(union, parent, to, value)) continue;
    if (union.mode === 'changes') keepAside(union, table, whole, parent, String(value));
    const mayBeEmpty =
      shape.columns.find(({ name }) => name === column)?.nullable === true &&
      !(union.rules[table]?.needs ?? []).includes(column);
    if (mayBeEmpty) row[column] = null;
    else taken = false;
  }
  return taken ? row : null;
}

function keepAside(union: Union, table: string, row: Row, lacks: string, lacksId: string): void {
  const { db } = union.tx;
  const place = { lacks, lacks_id: lacksId, kind: table, id: keyText(shapeOf(union, table).keys, row) };
  const before = earlyRow(db, place);
  const waits = before === null ? row : (JSON.parse(before) as Row);
  notePicture(union, waits);
  const kept = before === null ? row : joined(union, table, waits, row);
  const subject = subjectOf(union, row);
  // Whoever was erased is erased from what waits as well.
  if (subject !== null) union.touched.add(subject);
  keepEarly(db, { ...place, row: JSON.stringify(kept), subject });
}

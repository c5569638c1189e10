import { countAsFirst } from '../../conversations/messageRecord.ts';
import { removedUpTo, setRemoved } from '../../people/unionRecord.ts';
import { REMOVABLE } from '../../store/schema/united.ts';
import { touch } from './cameIn.ts';
import { find, keyOf, remove, rowsWith, update } from './rows.ts';
import { keyText, type Reference, referencesTo, shapeOf } from './shape.ts';
import type { Row } from './source.ts';
import type { Union } from './union.ts';

/** The rows that refer to one which is given another id. */

/** Removes a row of ours without a note that somebody took it away. */
export function drop(union: Union, table: string, row: Row): void {
  const { db } = union.tx;
  const noted = REMOVABLE[table];
  const id = noted === undefined ? null : keyText(noted, row);
  const before = id === null ? null : removedUpTo(db, table, id);
  remove(union, table, keyOf(union, table, row));
  if (id !== null) setRemoved(db, table, id, before);
}

type Child = Pick<Reference, 'table' | 'column'>;
type Ids = { readonly goes: string; readonly stays: string };
/** Rows that refer to the id that goes: those taken out whole, and those that wait without a reference. */
export type Children = {
  readonly out: readonly { readonly table: string; readonly row: Row }[];
  readonly kept: readonly (Child & { readonly keys: readonly Row[] })[];
};

/** Whatever refers to a table, also where the schema has no foreign key for it. */
function childrenOf(union: Union, table: string): Child[] {
  const children: Child[] = referencesTo(union, table);
  if (table === 'opt_out')
    children.push({ table: 'message', column: 'opt_out_id' }, { table: 'reversal_of', column: 'opt_out_id' });
  return children;
}

/** Rows of this console alone, which no union brings, refer to the id that stays at once. */
function moveOwn(union: Union, table: string, child: Child, { goes, stays }: Ids): void {
  update(union, child.table, { [child.column]: goes }, { [child.column]: stays }, true);
  if (find(union, table, { id: goes })) remove(union, child.table, { [child.column]: goes });
}

/** Whether rows are known by this reference, so that they are taken out and in again where it changes. */
const isKnownBy = (union: Union, { table, column }: Child) => {
  const natural = union.rules[table]?.natural ?? [];
  return shapeOf(union, table).keys.includes(column) || natural.some((columns) => columns.includes(column));
};

/** Frees the id that goes of all that refers to it. */
export function detach(union: Union, table: string, ids: Ids): Children {
  const { goes } = ids;
  const out: { table: string; row: Row }[] = [];
  const kept: (Child & { keys: readonly Row[] })[] = [];
  for (const child of childrenOf(union, table)) {
    if (!(child.table in union.rules)) {
      moveOwn(union, table, child, ids);
      continue;
    }
    const { columns } = shapeOf(union, child.table);
    const refers = { [child.column]: goes };
    const rows = rowsWith(union, child.table, refers);
    for (const row of rows) touch(union, child.table, row);
    if (isKnownBy(union, child)) {
      for (const row of rows) {
        out.push({ table: child.table, row });
        drop(union, child.table, row);
      }
      continue;
    }
    // What is indexed with the row is taken out while that is still there.
    if (columns.find(({ name }) => name === child.column)?.nullable)
      update(union, child.table, refers, { [child.column]: null });
    kept.push({
      ...child,
      keys: rows.map((row) => keyOf(union, child.table, row)),
    });
  }
  // When each account last wrote, which its texts say anew as they come in again.
  if (table === 'account') remove(union, 'last_text', { author_id: goes });
  return { out, kept };
}

/** Has the rows that were kept refer to the id that stays. */
export function attach(union: Union, kept: Children['kept'], stays: string): void {
  for (const { table, column, keys } of kept)
    for (const key of keys) {
      // A conversation can have one first text, so this one is a reply until `settleFirsts` has decided.
      if (table === 'message' && column === 'conversation_id') countAsFirst(union.tx, String(key.id), false);
      update(union, table, key, { [column]: stays });
    }
}

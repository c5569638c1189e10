import { forgetView } from '../../conversations/savedViews.ts';
import { recountLists, removeList } from '../../lists/savedListRecord.ts';
import type { Tx } from '../../store/context.ts';
import { all, one } from '../../store/statement.ts';
import type { Reader } from '../../store/types.ts';
import { bringTable, changesOf, newer, type Union } from './copy.ts';

/** What people remove for good leaves no row, so the ledger is asked what was removed. */
const REMOVE = { 'list-removed': removeList, 'view-removed': forgetView } as const;
type Kind = keyof typeof REMOVE;

/** Ids of saved lists and saved views that were removed, with the kind of their ledger entry. */
export function removedIds(db: Reader): Map<string, Kind> {
  const rows = all<{ id: string; kind: Kind }>(
    db,
    `SELECT coalesce(payload ->> 'list', evidence_id) AS id, kind FROM ledger
     WHERE kind IN ('list-removed', 'view-removed')`,
  );
  return new Map(rows.map(({ id, kind }) => [id, kind]));
}

/**
 * Removes what only the other store knew to be removed, after its entries came in. `before`: what ours knew,
 * which stays where a restore has brought it back since.
 */
export function removeAgain(tx: Tx, before: ReadonlyMap<string, Kind>): void {
  for (const [id, kind] of removedIds(tx.db)) if (!before.has(id)) REMOVE[kind](tx, id);
}

/**
 * A list is made whole and does not change, so what either has is kept, but for one that was deleted here:
 * only a restore brings that back.
 */
export function bringLists(union: Union, restoring: boolean): void {
  const removed = removedIds(union.tx.db);
  bringTable(union, 'saved_list', {
    onInsert: (row) => (!restoring && removed.has(String(row.id)) ? null : row),
  });
  bringTable(union, 'saved_list_member');
  recountLists(union.tx);
}

/** Filters under a name: the newer counts, and what was removed here comes back only by a restore. */
export function bringViews(union: Union, restoring: boolean): void {
  const { db } = union.tx;
  const removed = removedIds(db);
  bringTable(union, 'saved_view', {
    match: ({ account_id, list, name }) =>
      one<{ id: string }>(
        db,
        'SELECT id FROM saved_view WHERE account_id = ? AND list = ? AND name = ?',
        account_id,
        list,
        name,
      )?.id ?? null,
    onInsert: (row) => (!restoring && removed.has(String(row.id)) ? null : row),
    onConflict: restoring ? changesOf : newer,
  });
}

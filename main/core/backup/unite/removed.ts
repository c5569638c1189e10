import { forgetView } from '../../conversations/savedViews.ts';
import { removeList } from '../../lists/savedListRecord.ts';
import type { Tx } from '../../store/context.ts';
import { all } from '../../store/statement.ts';
import type { Reader } from '../../store/types.ts';

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

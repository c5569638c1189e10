import { OptOutFilter, type SavedFilter } from '../../../shared/contract/optOuts.ts';
import { t } from '../../../shared/text/say.ts';
import { CoreError } from '../base/errors.ts';
import { append } from '../ledger/append.ts';
import type { Core, Tx } from '../store/context.ts';
import { all, one, run } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';

type Row = { readonly id: string; readonly name: string; readonly filter: string };

/** As many as one can see without much scrolling. */
const MOST = 50;

const filterOf = (row: Row): SavedFilter => ({
  id: row.id,
  name: row.name,
  // A later version's filter may have conditions that this one does not know; the others still count.
  filter: OptOutFilter.safeParse(JSON.parse(row.filter)).data ?? {},
});

/** A person's own filters, by name. */
export function savedFilters(db: Reader, accountId: string): SavedFilter[] {
  return all<Row>(
    db,
    'SELECT id, name, filter FROM saved_filter WHERE account_id = ? ORDER BY name',
    accountId,
  ).map(filterOf);
}

/**
 * Saves a filter under a name; one of the same name is replaced. @throws CoreError CONFLICT when there are
 * too many
 */
export function saveFilter(
  core: Core,
  tx: Tx,
  accountId: string,
  input: { readonly name: string; readonly filter: OptOutFilter },
): SavedFilter {
  const own = savedFilters(tx.db, accountId);
  const same = own.find((each) => each.name.toLowerCase() === input.name.toLowerCase());
  if (!same && own.length >= MOST) throw new CoreError('CONFLICT', t('core:filter.most', { most: MOST }));
  const id = same?.id ?? tx.id();
  run(
    tx.db,
    `INSERT INTO saved_filter (id, account_id, name, filter, created_at, rev) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (account_id, name) DO UPDATE SET filter = excluded.filter, name = excluded.name, rev = excluded.rev`,
    id,
    accountId,
    input.name,
    JSON.stringify(input.filter),
    tx.now,
    tx.rev(),
  );
  append(core, tx, { kind: 'filter-saved', actorId: accountId, evidenceId: id });
  return { id, ...input };
}

/** @throws CoreError NOT_FOUND, also for another person's */
export function removeFilter(core: Core, tx: Tx, accountId: string, id: string): void {
  const row = one(tx.db, 'SELECT 1 FROM saved_filter WHERE id = ? AND account_id = ?', id, accountId);
  if (!row) throw new CoreError('NOT_FOUND', t('core:filter.gone'));
  forgetFilter(tx, id);
  append(core, tx, { kind: 'filter-removed', actorId: accountId, evidenceId: id });
}

/** Removes anybody's filter. */
export function forgetFilter(tx: Tx, id: string): void {
  run(tx.db, 'DELETE FROM saved_filter WHERE id = ?', id);
}

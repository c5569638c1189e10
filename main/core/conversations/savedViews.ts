import {
  SavedView,
  VIEW_FILTERS,
  type ViewedList,
  type ViewToSave,
} from '../../../shared/contract/conversations/savedViews.ts';
import { t } from '../../../shared/text/say.ts';
import type { Viewer } from '../access/visible.ts';
import { CoreError } from '../base/errors.ts';
import { append } from '../ledger/append.ts';
import type { Core, Tx } from '../store/context.ts';
import { all, one, run, sql } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';

/**
 * The only writer of the table `saved_view`: filters of a list under a name, of one person or shared with all
 * admins and supervisors.
 */

type Row = {
  readonly id: string;
  readonly name: string;
  readonly filter: string;
  readonly shared: number;
  readonly account_id: string;
  readonly by: string;
};

/** How many views one person may keep for a list: as many as fit on a screen. */
const MOST = 50;

/** One's own, and those that others share, by name. */
export function savedViews(db: Reader, viewer: Viewer, list: ViewedList): SavedView[] {
  return all<Row>(
    db,
    sql`SELECT v.id, v.name, v.filter, v.shared, v.account_id, a.name AS by FROM saved_view v JOIN account a ON a.id = v.account_id
      WHERE v.list = ${list} AND (v.account_id = ${viewer.id} OR v.shared = 1) ORDER BY v.name, v.id`,
  ).map((row) =>
    SavedView.parse({
      id: row.id,
      name: row.name,
      list,
      // A view that a later version wrote may have fields that this one does not know; the known ones still
      // apply.
      filter: VIEW_FILTERS[list].safeParse(JSON.parse(row.filter)).data ?? {},
      shared: row.shared === 1,
      by: row.by,
      mayRemove: mayRemove(viewer, row),
    }),
  );
}

const mayRemove = (viewer: Viewer, row: Pick<Row, 'account_id' | 'shared'>): boolean =>
  row.account_id === viewer.id || (row.shared === 1 && viewer.role === 'admin');

/**
 * Saves a filter under a name and replaces one's own view of that name. @throws CoreError CONFLICT when
 * there are too many
 */
export function saveView(core: Core, tx: Tx, viewer: Viewer, input: ViewToSave): SavedView {
  const own = all<Pick<Row, 'id' | 'name'>>(
    tx.db,
    sql`SELECT id, name FROM saved_view WHERE list = ${input.list} AND account_id = ${viewer.id}`,
  );
  const same = own.find((each) => each.name.toLowerCase() === input.name.toLowerCase());
  if (!same && own.length >= MOST) throw new CoreError('CONFLICT', t('core:savedView.most', { most: MOST }));
  const id = same?.id ?? tx.id();
  run(
    tx.db,
    sql`INSERT INTO saved_view (id, account_id, list, name, filter, shared, created_at, rev)
      VALUES (${id}, ${viewer.id}, ${input.list}, ${input.name}, ${JSON.stringify(input.filter)}, ${input.shared ? 1 : 0},
        ${tx.now}, ${tx.rev()})
      ON CONFLICT (account_id, list, name) DO UPDATE SET filter = excluded.filter, name = excluded.name,
        shared = excluded.shared, rev = excluded.rev`,
  );
  append(core, tx, {
    kind: 'view-saved',
    actorId: viewer.id,
    evidenceId: id,
    payload: { list: input.list, shared: input.shared },
  });
  tx.touch('settings');
  const by = one<{ name: string }>(tx.db, sql`SELECT name FROM account WHERE id = ${viewer.id}`)?.name ?? '';
  return { id, ...input, by, mayRemove: true };
}

/**
 * Removes one's own view, or as an admin a shared one. @throws CoreError NOT_FOUND, also for another person's
 * own; FORBIDDEN for one that another person shares
 */
export function removeView(core: Core, tx: Tx, viewer: Viewer, id: string): void {
  const row = one<Pick<Row, 'account_id' | 'shared'>>(
    tx.db,
    sql`SELECT account_id, shared FROM saved_view WHERE id = ${id}`,
  );
  if (!row || (row.account_id !== viewer.id && row.shared === 0))
    throw new CoreError('NOT_FOUND', t('core:savedView.gone'));
  if (!mayRemove(viewer, row)) throw new CoreError('FORBIDDEN', t('core:savedView.shared'));
  forgetView(tx, id);
  append(core, tx, { kind: 'view-removed', actorId: viewer.id, evidenceId: id });
  tx.touch('settings');
}

/** Removes a view, whosever it is. */
export function forgetView(tx: Tx, id: string): void {
  run(tx.db, sql`DELETE FROM saved_view WHERE id = ${id}`);
}

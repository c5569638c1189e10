import { listed, type Viewer, visibleNumber } from '../access/visible.ts';
import { all } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';

/**
 * How urgent an open action is: 0 for a plain STOP that a person must honour, 1 for words that read like one,
 * 2 for all others. `alias` names the action.
 */
export const urgency = (alias: string): string => `(CASE
  WHEN ${alias}.kind = 'opt-out-by-hand' THEN 0
  WHEN ${alias}.kind = 'likely-opt-out' AND (${alias}.rule GLOB 'keyword*' OR ${alias}.rule GLOB 'provider-signal*') THEN 0
  WHEN ${alias}.kind = 'likely-opt-out' THEN 1 ELSE 2 END)`;

/**
 * 0 for a plain STOP, 1 for all else: the first column by which lists of actions are sorted. The indexes of
 * store/schema/actions.ts hold this expression, so neither may change without the other.
 */
export const stopFirst = (alias: string): string => `(CASE
  WHEN ${alias}.kind = 'opt-out-by-hand' THEN 0
  WHEN ${alias}.kind = 'likely-opt-out' AND (${alias}.rule GLOB 'keyword*' OR ${alias}.rule GLOB 'provider-signal*') THEN 0 ELSE 1 END)`;

/**
 * Whether a request to stop waits for a person in conversation `c`, as a column: a plain STOP, or words that
 * read like one and hold nobody since auto opt-outs are off.
 */
export const STOP_WAITS = `EXISTS (SELECT 1 FROM action u WHERE u.conversation_id = c.id AND u.state = 'open'
  AND (${urgency('u')} = 0 OR ${urgency('u')} = 1 AND u.holds = 0))`;

/** If there are more than this, they stand in the list like all others. */
const FIRST = 2000;

/** Rows of `conversation` in which a plain STOP waits, each once, as far as the viewer may see them. */
export function rowsWithStop(db: Reader, viewer: Viewer): number[] {
  const seen = listed(viewer);
  const number = visibleNumber(viewer, 'a');
  // A texter's own stand apart, so that neither hidden ones nor those in which none waits take time.
  const own = viewer.role === 'texter';
  const from = own
    ? `stop_waiting s INDEXED BY stop_waiting_texter CROSS JOIN conversation c ON c.id = s.conversation_id
         CROSS JOIN action a INDEXED BY action_conversation ON a.conversation_id = c.id`
    : 'action a INDEXED BY action_urgent CROSS JOIN conversation c ON c.id = a.conversation_id';
  const mine = own ? { sql: 's.texter_id = ?', values: [viewer.id] } : { sql: 'TRUE', values: [] };
  return all<{ row: number }>(
    db,
    `SELECT DISTINCT c.seq AS row FROM ${from}
     WHERE ${mine.sql} AND a.state = 'open' AND ${stopFirst('a')} = 0 AND ${seen.sql} AND ${number.sql} LIMIT ${FIRST}`,
    ...mine.values,
    ...seen.values,
    ...number.values,
  ).map(({ row }) => row);
}

/** How many plain STOPs wait for a person, and how many of them are overdue; for those who may see all. */
export function countStops(db: Reader, now: number): { waiting: number; overdue: number } {
  const [row] = all<{ waiting: number; overdue: number | null }>(
    db,
    `SELECT count(*) AS waiting, sum(a.due_at <= ?) AS overdue FROM action a INDEXED BY action_urgent
     WHERE a.state = 'open' AND ${stopFirst('a')} = 0`,
    now,
  );
  return { waiting: row?.waiting ?? 0, overdue: row?.overdue ?? 0 };
}

import type { ConversationFilter } from '../../../shared/contract/conversations.ts';
import type { Viewer } from '../access/visible.ts';
import { one } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';

/** The marks (store/schema/marks.ts) of what a filter asks for. */
function asked(viewer: Viewer, filter: ConversationFilter): string[] {
  const ways = [filter.failed === true ? 'failed' : null, filter.tagId ?? null];
  if (viewer.role !== 'texter') {
    const { textState, refusal } = filter;
    ways.push(
      textState === 'failed' || textState === 'unknown' ? `text:${textState}` : null,
      filter.outcome === 'failed' ? 'text:failed' : null,
      filter.textedBy === 'none' ? 'texted-by:none' : null,
      filter.softRefusal === true ? 'unwilling' : null,
      refusal === undefined ? null : `refusal:${refusal}`,
    );
  }
  return ways.filter((way) => way !== null);
}

/** Up to this many with a mark are looked through, whatever else is asked of them. */
const FEW = 2000;

/** How many have a mark, counted up to one more than are few. */
function countOf(db: Reader, viewer: Viewer, mark: string): number {
  const own = viewer.role === 'texter';
  const sql = `SELECT count(*) AS n FROM (SELECT 1 FROM conversation_mark k
    INDEXED BY ${own ? 'conversation_mark_own' : 'conversation_mark_all'}
    WHERE ${own ? 'k.reader_id = ? AND ' : ''} k.mark = ? LIMIT ${FEW + 1})`;
  return one<{ n: number }>(db, sql, ...(own ? [viewer.id] : []), mark)?.n ?? 0;
}

/** Parts of a filter for which there are indexes in list order, so that a walk meets few that do not fit. */
const NARROW = ['campaignId', 'texterId', 'state', 'optCause', 'optedOut', 'automatic', 'onHold'] as const;

/**
 * The mark along which a list is read, in its order; null: it is walked otherwise. The one that fewest have;
 * where many have it, only if nothing else is asked.
 */
export function markOf(db: Reader, viewer: Viewer, filter: ConversationFilter): string | null {
  const ways = asked(viewer, filter).map((mark) => ({ mark, n: countOf(db, viewer, mark) }));
  const [least] = ways.toSorted((a, b) => a.n - b.n);
  if (least === undefined) return null;
  const more = ways.length > 1 || NARROW.some((part) => filter[part] !== undefined);
  return least.n > FEW && more ? null : least.mark;
}

import type { ConversationFilter } from '../../../shared/contract/conversations.ts';
import { ANY_QUESTION, readAnswerText } from '../../../shared/results/answerFilter.ts';
import type { Viewer } from '../access/visible.ts';
import { all, one } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';

/**
 * Marks (store/schema/marks.ts) of which each conversation that a filter finds has at least one, and none of
 * which it has two. A list is then read along the marks, in its order.
 */
export type Marks = readonly string[];

/** So many marks are read beside each other. */
const MOST = 40;

/** Marks of the answer that a filter asks for; null: it asks for none, or for what is no mark. */
function ofAnswer(db: Reader, { answer, campaignId }: ConversationFilter): Marks | null {
  if (answer === undefined) return null;
  const { question, choice, without } = readAnswerText(answer);
  if (without || question === ANY_QUESTION) return null;
  const found = all<{ id: string }>(
    db,
    `WITH asked AS (SELECT id FROM question WHERE code = ? AND (? IS NULL OR campaign_id = ?))
     SELECT o.id FROM choice o JOIN asked q ON q.id = o.question_id WHERE ? IS NULL OR o.code = ?
     UNION ALL SELECT id FROM asked WHERE ? IS NULL LIMIT ${MOST + 1}`,
    question,
    campaignId ?? null,
    campaignId ?? null,
    choice ?? null,
    choice ?? null,
    choice ?? null,
  ).map(({ id }) => id);
  return found.length > MOST ? null : found;
}

/** What a filter asks for that is marked, each as its marks. */
function asked(db: Reader, viewer: Viewer, filter: ConversationFilter): Marks[] {
  const ways: (Marks | null)[] = [
    filter.failed === true ? ['failed'] : null,
    filter.tagId === undefined ? null : [filter.tagId],
    ofAnswer(db, filter),
  ];
  if (viewer.role !== 'texter') {
    const { textState, refusal } = filter;
    ways.push(
      textState === 'failed' || textState === 'unknown' ? [`text:${textState}`] : null,
      filter.outcome === 'failed' ? ['text:failed'] : null,
      filter.textedBy === 'none' ? ['texted-by:none'] : null,
      filter.softRefusal === true ? ['unwilling'] : null,
      refusal === undefined ? null : [`refusal:${refusal}`],
    );
  }
  return ways.filter((way) => way !== null);
}

/** Up to this many with a mark are looked through, whatever else is asked of them. */
const FEW = 2000;

/** How many have one of the marks, counted up to one more than are few. */
function countOf(db: Reader, viewer: Viewer, marks: Marks): number {
  const own = viewer.role === 'texter';
  const sql = `SELECT count(*) AS n FROM (SELECT 1 FROM json_each(?) j CROSS JOIN conversation_mark k
    INDEXED BY ${own ? 'conversation_mark_own' : 'conversation_mark_all'}
    ON k.mark = j.value ${own ? 'AND k.reader_id = ?' : ''} LIMIT ${FEW + 1})`;
  return one<{ n: number }>(db, sql, JSON.stringify(marks), ...(own ? [viewer.id] : []))?.n ?? 0;
}

/** Parts of a filter for which there are indexes in list order, so that a walk meets few that do not fit. */
const NARROW = ['campaignId', 'texterId', 'state', 'optCause', 'optedOut', 'automatic', 'onHold'] as const;

/**
 * The marks along which a list is read; null: it is walked otherwise. Those of which there are fewest; where
 * there are many of each, only if nothing else is asked.
 */
export function marksOf(db: Reader, viewer: Viewer, filter: ConversationFilter): Marks | null {
  const ways = asked(db, viewer, filter).map((marks) => ({ marks, n: countOf(db, viewer, marks) }));
  const [least] = ways.toSorted((a, b) => a.n - b.n);
  if (least === undefined) return null;
  const more = ways.length > 1 || NARROW.some((part) => filter[part] !== undefined);
  return least.n > FEW && more ? null : least.marks;
}

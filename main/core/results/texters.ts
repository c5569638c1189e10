import type { ResultsFilter, TexterResult } from '../../../shared/contract/results.ts';
import { readSpan, type Span } from '../../../shared/schema/range.ts';
import { and, type Condition } from '../access/visible.ts';
import { campaignOf } from '../conversations/campaignRecord.ts';
import { all } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';
import { accountNames } from './contacts.ts';
import { saidDuring, TEXTS_IN_ORDER } from './texts.ts';
import { fitting, IN_ORDER, stretches, within } from './walk.ts';

type Sums = { -readonly [Key in Exclude<keyof TexterResult, 'texterId' | 'name'>]: TexterResult[Key] };

const LEFT = "('sent', 'delivered', 'failed', 'unknown')";

const timed = (column: string, span: Span | null): Condition =>
  span === null
    ? { sql: 'TRUE', values: [] }
    : { sql: `${column} >= ? AND ${column} < ?`, values: [span.from, span.to] };

/** What people did with the contacts of one stretch: a row for each person and kind of work. */
function workIn(db: Reader, filter: ResultsFilter, span: Span | null, contacts: Condition) {
  const left = and(contacts, saidDuring(filter));
  const answered = and(contacts, timed('r.recorded_at', span));
  const stopped = and(contacts, timed('o.at', span));
  return {
    own: all<{ id: string; contacts: number; waiting: number }>(
      db,
      `SELECT c.texter_id AS id, count(*) AS contacts, sum(c.state = 'to-answer') AS waiting FROM ${IN_ORDER}
       WHERE ${contacts.sql} AND c.texter_id IS NOT NULL GROUP BY 1`,
      ...contacts.values,
    ),
    texts: all<{
      id: string;
      first: number;
      count: number;
      segments: number;
      firstAt: number;
      lastAt: number;
    }>(
      db,
      `SELECT m.author_id AS id, sum(m.kind = 'initial') AS first, count(*) AS count, sum(coalesce(m.segments, 0)) AS segments,
         min(m.at) AS firstAt, max(m.at) AS lastAt
       FROM ${TEXTS_IN_ORDER} WHERE ${left.sql} AND m.direction = 'out' AND m.kind IN ('initial', 'reply')
         AND m.automatic IS NULL AND m.author_id IS NOT NULL AND m.state IN ${LEFT} GROUP BY 1`,
      ...left.values,
    ),
    answers: all<{ id: string; count: number }>(
      db,
      `SELECT r.recorded_by AS id, count(*) AS count FROM ${IN_ORDER}
         CROSS JOIN answer r INDEXED BY answer_conversation ON r.conversation_id = c.id
       WHERE ${answered.sql} AND r.ended_at IS NULL AND r.recorded_by IS NOT NULL GROUP BY 1`,
      ...answered.values,
    ),
    optOuts: all<{ id: string; count: number }>(
      db,
      `SELECT o.actor_id AS id, count(*) AS count FROM ${IN_ORDER}
         CROSS JOIN opt_out o INDEXED BY opt_out_conversation ON o.conversation_id = c.id
       WHERE ${stopped.sql} AND o.reversed = 0 AND o.automatic = 0 AND o.actor_id IS NOT NULL GROUP BY 1`,
      ...stopped.values,
    ),
  };
}

const earlier = (a: number | null, b: number) => (a === null ? b : Math.min(a, b));
const later = (a: number | null, b: number) => (a === null ? b : Math.max(a, b));

/**
 * What each person did in a campaign, sorted by name. People who did nothing and have no contacts are left
 * out. `texterId` asks for one person; the rest of the filter for the contacts that the work was done with.
 * @throws CoreError NOT_FOUND
 */
export async function texterResults(
  db: Reader,
  campaignId: string,
  { texterId, ...filter }: ResultsFilter,
): Promise<TexterResult[]> {
  campaignOf(db, campaignId);
  const span = filter.during === undefined ? null : readSpan(filter.during);
  const people = new Map<string, Sums>();
  const of = (id: string): Sums => {
    const sums = people.get(id) ?? {
      contacts: 0,
      waiting: 0,
      firstTexts: 0,
      replies: 0,
      segments: 0,
      answers: 0,
      optOuts: 0,
      firstAt: null,
      lastAt: null,
    };
    people.set(id, sums);
    return sums;
  };
  const fits = fitting(filter, { campaignId });
  for await (const stretch of stretches(db, campaignId)) {
    const work = workIn(db, filter, span, and(within(stretch), fits));
    for (const { id, contacts, waiting } of work.own) {
      const sums = of(id);
      sums.contacts += contacts;
      sums.waiting += waiting;
    }
    for (const { id, first, count, segments, firstAt, lastAt } of work.texts) {
      const sums = of(id);
      sums.firstTexts += first;
      sums.replies += count - first;
      sums.segments += segments;
      sums.firstAt = earlier(sums.firstAt, firstAt);
      sums.lastAt = later(sums.lastAt, lastAt);
    }
    for (const { id, count } of work.answers) of(id).answers += count;
    for (const { id, count } of work.optOuts) of(id).optOuts += count;
  }
  const names = accountNames(db);
  return [...people]
    .filter(([id]) => texterId === undefined || id === texterId)
    .map(([id, sums]) => ({ texterId: id, name: names.get(id) ?? '', ...sums }))
    .toSorted((a, b) => a.name.localeCompare(b.name) || (a.texterId < b.texterId ? -1 : 1));
}

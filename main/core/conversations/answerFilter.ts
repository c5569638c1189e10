import type { ConversationFilter } from '../../../shared/contract/conversations.ts';
import { ANY_QUESTION, readAnswerText } from '../../../shared/results/answerFilter.ts';
import { and, type Condition, type Viewer } from '../access/visible.ts';
import { all } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';

const ALWAYS: Condition = { sql: 'TRUE', values: [] };

type Asked = Pick<ConversationFilter, 'answer' | 'campaignId'>;

/** The answers `w` in force that a filter asks for. */
function asked({ answer = '', campaignId }: Asked): Condition {
  const { question, choice, value } = readAnswerText(answer);
  const any = question === ANY_QUESTION;
  const which = and(
    any ? ALWAYS : { sql: 'q.code = ?', values: [question] },
    campaignId === undefined ? ALWAYS : { sql: 'q.campaign_id = ?', values: [campaignId] },
  );
  const of = {
    sql: `w.question_id IN (SELECT q.id FROM question q WHERE ${which.sql})`,
    values: which.values,
  };
  const parts: Condition[] = [{ sql: 'w.ended_at IS NULL', values: [] }, of];
  if (choice !== undefined) {
    const sql =
      'w.choice_id IN (SELECT o.id FROM choice o WHERE o.question_id = w.question_id AND o.code = ?)';
    parts.push({ sql, values: [choice] });
  }
  if (value !== undefined) parts.push({ sql: 'w.value = ?', values: [value] });
  return and(...parts);
}

/** A condition on conversation `c` for the answer that a filter asks for; none where it asks for none. */
export function answeredSo(filter: Asked): Condition[] {
  if (filter.answer === undefined) return [];
  const { sql, values } = asked(filter);
  const not = readAnswerText(filter.answer).without ? 'NOT ' : '';
  return [
    {
      sql: `${not}EXISTS (SELECT 1 FROM answer w INDEXED BY answer_conversation WHERE w.conversation_id = c.id AND ${sql} LIMIT 1)`,
      values,
    },
  ];
}

/**
 * Up to this number of rows it is faster to fetch and sort them than to walk in list order past all that do
 * not fit. Whoever sees fewer conversations meets one that fits sooner.
 */
const FEW = { all: 4000, own: 2000 };

/** What stands in answer_reader for an answer that a filter asks for, or more. */
function marksOf({ answer = '', campaignId }: Asked): Condition {
  const { question, choice } = readAnswerText(answer);
  const [code, campaign, chosen] = [question, campaignId ?? null, choice ?? null];
  return {
    sql: `WITH asked AS (SELECT id FROM question WHERE code = ? AND (? IS NULL OR campaign_id = ?))
      SELECT o.id FROM choice o JOIN asked q ON q.id = o.question_id WHERE ? IS NULL OR o.code = ?
      UNION ALL SELECT id FROM asked WHERE ? IS NULL`,
    values: [code, campaign, campaign, chosen, chosen, chosen],
  };
}

/** Conversations with an answer that a filter asks for; of a texter, their own, perhaps some more. */
function answeredWith(viewer: Viewer, filter: Asked): Condition {
  if (viewer.role !== 'texter') {
    const { sql, values } = asked(filter);
    return {
      sql: `SELECT w.conversation_id AS id FROM answer w INDEXED BY answer_in_force WHERE ${sql}`,
      values,
    };
  }
  const own = 'SELECT r.conversation_id AS id FROM answer_reader r WHERE r.reader_id = ?';
  if (readAnswerText(filter.answer ?? '').question === ANY_QUESTION) return { sql: own, values: [viewer.id] };
  const { sql, values } = marksOf(filter);
  return { sql: `${own} AND r.mark IN (${sql})`, values: [viewer.id, ...values] };
}

/**
 * Row numbers of the conversations with the answer that a filter asks for, where they are few: an index alone
 * tells. Else null: a walk in list order soon meets a page of them, as it does of those without an answer.
 */
export function fewByAnswer(db: Reader, viewer: Viewer, filter: Asked): number[] | null {
  if (filter.answer === undefined || readAnswerText(filter.answer).without) return null;
  const { sql, values } = answeredWith(viewer, filter);
  const few = viewer.role === 'texter' ? FEW.own : FEW.all;
  const ids = all<{ id: string }>(db, `${sql} LIMIT ${few + 1}`, ...values).map(({ id }) => id);
  if (ids.length > few) return null;
  const rows = all<{ row: number }>(
    db,
    'SELECT DISTINCT c.seq AS row FROM json_each(?) p CROSS JOIN conversation c ON c.id = p.value',
    JSON.stringify(ids),
  );
  return rows.map(({ row }) => row);
}

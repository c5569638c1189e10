import type { ConversationFilter } from '../../../shared/contract/conversations.ts';
import { ANY_QUESTION, readAnswerText } from '../../../shared/results/answerFilter.ts';
import { and, type Condition } from '../access/visible.ts';
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
 * not fit.
 */
const FEW = 4000;

/**
 * Row numbers of the conversations with the answer, or else the tag, that a filter asks for, where they are
 * few. Else null: a walk in list order soon meets a page of them, as it does of those without an answer.
 */
export function fewByAnswerOrTag(
  db: Reader,
  filter: Asked & { readonly tagId?: string | undefined },
): number[] | null {
  const { answer, tagId } = filter;
  if (answer !== undefined && !readAnswerText(answer).without) {
    const { sql, values } = asked(filter);
    return fewOf(db, {
      sql: `SELECT w.conversation_id AS id FROM answer w INDEXED BY answer_in_force WHERE ${sql}`,
      values,
    });
  }
  if (tagId === undefined) return null;
  const sql =
    'SELECT g.conversation_id AS id FROM conversation_tag g INDEXED BY conversation_tag_tag WHERE g.tag_id = ?';
  return fewOf(db, { sql, values: [tagId] });
}

/** The conversations that a query names, unless there are many: an index alone tells. */
function fewOf(db: Reader, { sql, values }: Condition): number[] | null {
  const ids = all<{ id: string }>(db, `${sql} LIMIT ${FEW + 1}`, ...values).map(({ id }) => id);
  if (ids.length > FEW) return null;
  const rows = all<{ row: number }>(
    db,
    'SELECT DISTINCT c.seq AS row FROM json_each(?) p CROSS JOIN conversation c ON c.id = p.value',
    JSON.stringify(ids),
  );
  return rows.map(({ row }) => row);
}

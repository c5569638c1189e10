import type { ConversationFilter } from '../../../shared/contract/conversations.ts';
import { ANY_QUESTION, readAnswerText } from '../../../shared/results/answerFilter.ts';
import { and, type Condition } from '../access/visible.ts';

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

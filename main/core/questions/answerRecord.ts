import type { Tx } from '../store/context.ts';
import { all, one, run, type Sql, sql } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';

/**
 * The only writer of the table `answer`. Its rows are facts: one is added where somebody records an answer,
 * and ended where it is corrected or taken back; nothing else of it changes, and none is deleted. A question
 * of the kind many may have several in force, any other one; where a union brings two, the later counts.
 */

/** An answer that is a choice, or a number or words. */
export type NewAnswer = {
  readonly conversationId: string;
  readonly questionId: string;
  readonly choiceId: string | null;
  readonly value: string | null;
  readonly by: string;
};

export type AnswerRow = {
  readonly id: string;
  readonly question_id: string;
  readonly choice_id: string | null;
  readonly value: string | null;
  readonly by: string | null;
  readonly recorded_at: number;
  readonly ended_at: number | null;
  readonly ended_by: string | null;
  readonly ended_why: 'corrected' | 'taken-back' | 'only-one' | null;
};

/** Every answer of a conversation in the order of recording; `by` and `ended_by` are names. */
export function answerRows(db: Reader, conversationId: string): AnswerRow[] {
  return all<AnswerRow>(
    db,
    sql`SELECT r.id, r.question_id, r.choice_id, r.value, a.name AS "by", r.recorded_at, r.ended_at, e.name AS ended_by,
        r.ended_why
      FROM answer r LEFT JOIN account a ON a.id = r.recorded_by LEFT JOIN account e ON e.id = r.ended_by
      WHERE r.conversation_id = ${conversationId} ORDER BY r.recorded_at, r.id`,
  );
}

/** Whether anybody ever answered a question. */
export function wasAnswered(db: Reader, questionId: string): boolean {
  return one(db, sql`SELECT 1 FROM answer WHERE question_id = ${questionId} LIMIT 1`) !== undefined;
}

/** In how many conversations of a campaign each question has an answer in force, by the question's id. */
export function countAnswered(db: Reader, campaignId: string): Map<string, number> {
  const rows = all<{ id: string; count: number }>(
    db,
    sql`SELECT q.id, (SELECT count(DISTINCT r.conversation_id) FROM answer r INDEXED BY answer_in_force
        WHERE r.question_id = q.id AND r.ended_at IS NULL) AS count
      FROM question q WHERE q.campaign_id = ${campaignId}`,
  );
  return new Map(rows.map(({ id, count }) => [id, count]));
}

/** How many contacts have each choice of a question in force, by the choice's id. */
export function countChoices(db: Reader, questionId: string): Map<string, number> {
  const rows = all<{ id: string; n: number }>(
    db,
    sql`SELECT choice_id AS id, count(*) AS n FROM answer INDEXED BY answer_in_force
      WHERE question_id = ${questionId} AND choice_id IS NOT NULL AND ended_at IS NULL GROUP BY choice_id`,
  );
  return new Map(rows.map(({ id, n }) => [id, n]));
}

/** How many contacts have each number, or each words, in force; without those of people who were erased. */
export function countValues(db: Reader, questionId: string): { value: string; n: number }[] {
  return all<{ value: string; n: number }>(
    db,
    sql`SELECT value, count(*) AS n FROM answer INDEXED BY answer_in_force
      WHERE question_id = ${questionId} AND choice_id IS NULL AND value <> '' AND ended_at IS NULL GROUP BY value`,
  );
}

/** Returns its id. */
export function addAnswer(tx: Tx, { conversationId, questionId, choiceId, value, by }: NewAnswer): string {
  const id = tx.id();
  run(
    tx.db,
    sql`INSERT INTO answer (id, conversation_id, question_id, choice_id, value, recorded_by, recorded_at)
      VALUES (${id}, ${conversationId}, ${questionId}, ${choiceId}, ${value}, ${by}, ${tx.now})`,
  );
  return id;
}

/** Ends an answer that is in force. */
export function endAnswer(tx: Tx, id: string, by: string, why: 'corrected' | 'taken-back'): void {
  run(
    tx.db,
    sql`UPDATE answer SET ended_at = ${tx.now}, ended_by = ${by}, ended_why = ${why}
      WHERE id = ${id} AND ended_at IS NULL`,
  );
}

/**
 * After a union: where a question of another kind than many has two answers in one conversation that nobody
 * ended, the later counts, and the next later one ends the earlier; all stay in the history. Of the kind many
 * the same holds for one choice.
 */
export function settleAnswers(tx: Tx, conversationId: string): void {
  const next = (what: Sql) => sql`(SELECT ${what} FROM answer l JOIN question q ON q.id = l.question_id
    WHERE l.conversation_id = answer.conversation_id AND l.question_id = answer.question_id
      AND (q.kind <> 'many' OR l.choice_id IS answer.choice_id)
      AND (l.recorded_at, l.id) > (answer.recorded_at, answer.id) ORDER BY l.recorded_at, l.id LIMIT 1)`;
  run(
    tx.db,
    sql`UPDATE answer SET ended_at = ${next(sql`l.recorded_at`)}, ended_by = ${next(sql`l.recorded_by`)},
        ended_why = iif(${next(sql`1`)} IS NULL, NULL, 'only-one')
      WHERE conversation_id = ${conversationId} AND (ended_at IS NULL OR ended_why = 'only-one')`,
  );
}

/** For an erased person: removes numbers and words; choices stay for figures. */
export function scrubAnswers(tx: Tx, subject: string): void {
  run(
    tx.db,
    sql`UPDATE answer SET value = '' WHERE value <> ''
      AND conversation_id IN (SELECT id FROM conversation WHERE subject = ${subject})`,
  );
}

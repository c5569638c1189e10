import type { Choice, Question } from '../../../shared/questions/script.ts';
import { timeOf } from '../store/clock.ts';
import type { Tx } from '../store/context.ts';
import { all, run, sql } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';

/**
 * The only writer of the tables `question` and `choice`. A question is identified in its campaign by its
 * code, a choice in its question: saving under a code that exists changes that row, retired or not. What is
 * no longer saved is retired and keeps its answers; rows are deleted only with their draft.
 */

export type QuestionRow = {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly text: string;
  readonly kind: Question['kind'];
  readonly reply: string;
  readonly next: string;
  readonly position: number;
  readonly retired_at: number | null;
};

export type ChoiceRow = {
  readonly id: string;
  readonly question_id: string;
  readonly code: string;
  readonly label: string;
  readonly key: string;
  readonly reply: string;
  readonly next: string | null;
  readonly position: number;
  readonly retired_at: number | null;
};

/** A campaign's questions in order, with those that are no longer asked. */
export function questionRows(db: Reader, campaignId: string): QuestionRow[] {
  return all<QuestionRow>(
    db,
    sql`SELECT id, code, name, text, kind, reply, next, position, retired_at FROM question
      WHERE campaign_id = ${campaignId} ORDER BY position, code`,
  );
}

/** Their choices in order, with those that are no longer offered. */
export function choiceRows(db: Reader, campaignId: string): ChoiceRow[] {
  return all<ChoiceRow>(
    db,
    sql`SELECT c.id, c.question_id, c.code, c.label, c.key, c.reply, c.next, c.position, c.retired_at
      FROM question q JOIN choice c ON c.question_id = q.id
      WHERE q.campaign_id = ${campaignId} ORDER BY c.position, c.code`,
  );
}

/** Whether a row already has these values; then it is left alone, with its revision. */
function says(row: object, wanted: Readonly<Record<string, unknown>>): boolean {
  const has = new Map(Object.entries(row));
  return Object.entries(wanted).every(([name, value]) => has.get(name) === value);
}

function writeQuestion(
  tx: Tx,
  campaignId: string,
  row: QuestionRow | undefined,
  wanted: Question,
  position: number,
) {
  const { code, name, text, kind, reply, next } = wanted;
  if (row === undefined) {
    const id = tx.id();
    run(
      tx.db,
      sql`INSERT INTO question (id, campaign_id, code, name, text, kind, reply, next, position, rev)
        VALUES (${id}, ${campaignId}, ${code}, ${name}, ${text}, ${kind}, ${reply}, ${next}, ${position}, ${tx.rev()})`,
    );
    return id;
  }
  if (!says(row, { name, text, kind, reply, next, position, retired_at: null })) {
    run(
      tx.db,
      sql`UPDATE question SET name = ${name}, text = ${text}, kind = ${kind}, reply = ${reply}, next = ${next},
          position = ${position}, retired_at = NULL, rev = ${tx.rev()} WHERE id = ${row.id}`,
    );
  }
  return row.id;
}

function writeChoice(
  tx: Tx,
  questionId: string,
  row: ChoiceRow | undefined,
  wanted: Choice,
  position: number,
) {
  const { code, label, key, reply, next } = wanted;
  if (row === undefined) {
    run(
      tx.db,
      sql`INSERT INTO choice (id, question_id, code, label, key, reply, next, position, rev)
        VALUES (${tx.id()}, ${questionId}, ${code}, ${label}, ${key}, ${reply}, ${next}, ${position}, ${tx.rev()})`,
    );
  } else if (!says(row, { label, key, reply, next, position, retired_at: null })) {
    run(
      tx.db,
      sql`UPDATE choice SET label = ${label}, key = ${key}, reply = ${reply}, next = ${next}, position = ${position},
          retired_at = NULL, rev = ${tx.rev()} WHERE id = ${row.id}`,
    );
  }
}

/** Makes a campaign ask these questions, in this order, and no others. */
export function writeQuestions(tx: Tx, campaignId: string, questions: readonly Question[]): void {
  const rows = new Map(questionRows(tx.db, campaignId).map((row) => [row.code, row]));
  const choices = choiceRows(tx.db, campaignId);
  questions.forEach((question, position) => {
    const id = writeQuestion(tx, campaignId, rows.get(question.code), question, position);
    rows.delete(question.code);
    const left = new Map(choices.filter((row) => row.question_id === id).map((row) => [row.code, row]));
    question.choices.forEach((choice, index) => {
      writeChoice(tx, id, left.get(choice.code), choice, index);
      left.delete(choice.code);
    });
    for (const row of left.values()) if (row.retired_at === null) retireChoice(tx, row.id);
  });
  for (const row of rows.values()) if (row.retired_at === null) retireQuestion(tx, row.id);
  markSaved(tx, campaignId);
}

/** All rows of what a campaign asks have one revision, by which a union knows what was saved together. */
function markSaved(tx: Tx, campaignId: string): void {
  const rev = tx.rev();
  run(tx.db, sql`UPDATE question SET rev = ${rev} WHERE campaign_id = ${campaignId}`);
  run(
    tx.db,
    sql`UPDATE choice SET rev = ${rev} WHERE question_id IN (SELECT id FROM question WHERE campaign_id = ${campaignId})`,
  );
}

/**
 * After a union: what a campaign asks is what was saved last. Earlier questions are retired since then, and
 * so are earlier choices of questions that are asked; a retired question keeps its choices, since it may be
 * used again. What whoever saved it had retired stays as it is.
 */
export function retireOlder(tx: Tx, campaignId: string, newest: string, since: number): void {
  const rows = all<Older>(
    tx.db,
    sql`SELECT 'question' AS kind, id, retired_at, rev, 1 AS asked FROM question
        WHERE campaign_id = ${campaignId} AND rev < ${newest}
      UNION ALL SELECT 'choice', c.id, c.retired_at, c.rev, q.rev = ${newest} FROM question q JOIN choice c ON c.question_id = q.id
        WHERE q.campaign_id = ${campaignId} AND c.rev < ${newest}`,
  );
  for (const { kind, id, retired_at, rev, asked } of rows) {
    const wanted = asked === 1 ? since : null;
    if (retired_at === wanted || (retired_at !== null && retired_at <= timeOf(rev))) continue;
    if (kind === 'question') run(tx.db, sql`UPDATE question SET retired_at = ${wanted} WHERE id = ${id}`);
    else run(tx.db, sql`UPDATE choice SET retired_at = ${wanted} WHERE id = ${id}`);
  }
}
type Older = {
  readonly kind: 'question' | 'choice';
  readonly id: string;
  readonly retired_at: number | null;
  readonly rev: string;
  readonly asked: number;
};

/** Stops asking a question. */
function retireQuestion(tx: Tx, id: string): void {
  run(tx.db, sql`UPDATE question SET retired_at = ${tx.now}, rev = ${tx.rev()} WHERE id = ${id}`);
}

/** Stops offering a choice. */
function retireChoice(tx: Tx, id: string): void {
  run(tx.db, sql`UPDATE choice SET retired_at = ${tx.now}, rev = ${tx.rev()} WHERE id = ${id}`);
}

/** Deletes a draft's questions, which nobody has answered. */
export function removeQuestions(tx: Tx, campaignId: string): void {
  run(
    tx.db,
    sql`DELETE FROM choice WHERE question_id IN (SELECT id FROM question WHERE campaign_id = ${campaignId})`,
  );
  run(tx.db, sql`DELETE FROM question WHERE campaign_id = ${campaignId}`);
}

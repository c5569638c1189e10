import { createHash } from 'node:crypto';
import type { QuestionScript } from '../../../shared/contract/questions.ts';
import { type Issue, problemsOf } from '../../../shared/questions/check.ts';
import { joined, missingIn } from '../../../shared/questions/codes.ts';
import { MOST_QUESTIONS, type Question } from '../../../shared/questions/script.ts';
import { t } from '../../../shared/text/say.ts';
import { CoreError, InputError } from '../base/errors.ts';
import { campaignOf } from '../conversations/campaignRecord.ts';
import { append } from '../ledger/append.ts';
import type { Core, Tx } from '../store/context.ts';
import type { Reader } from '../store/types.ts';
import { countAnswered, wasAnswered } from './answerRecord.ts';
import {
  type ChoiceRow,
  choiceRows,
  type QuestionRow,
  questionRows,
  writeQuestions,
} from './questionRecord.ts';

function asQuestion(row: QuestionRow, choices: readonly ChoiceRow[]): Question {
  const { code, name, text, kind, reply, next } = row;
  const own = choices.filter((choice) => choice.question_id === row.id && choice.retired_at === null);
  return {
    code,
    name,
    text,
    kind,
    reply,
    next,
    choices: own.map((choice) => ({
      code: choice.code,
      label: choice.label,
      key: choice.key,
      reply: choice.reply,
      next: choice.next,
    })),
  };
}

/** The questions that a campaign asks, in order, and all rows behind them. */
export function scriptOf(db: Reader, campaignId: string) {
  const rows = questionRows(db, campaignId);
  const choices = rows.length === 0 ? [] : choiceRows(db, campaignId);
  const asked = rows.filter(({ retired_at }) => retired_at === null);
  return { rows, choices, questions: asked.map((row) => asQuestion(row, choices)) };
}

/** The revision by which a caller who saves names what they had read. */
function revisionOf(questions: readonly Question[]): string {
  return createHash('sha256').update(JSON.stringify(questions)).digest('base64url').slice(0, 22);
}

/** What a campaign asks, and what is no longer asked but was answered. @throws CoreError NOT_FOUND */
export function readScript(db: Reader, campaignId: string): QuestionScript {
  campaignOf(db, campaignId);
  const { rows, choices, questions } = scriptOf(db, campaignId);
  const counts = rows.length === 0 ? new Map<string, number>() : countAnswered(db, campaignId);
  const answered = rows.map(({ id, code }) => [code, counts.get(id) ?? 0] as const);
  return {
    revision: revisionOf(questions),
    questions,
    retired: rows
      .filter(({ id, retired_at }) => retired_at !== null && (counts.get(id) ?? 0) > 0)
      .map((row) => asQuestion(row, choices)),
    answered: Object.fromEntries(answered.filter(([, count]) => count > 0)),
  };
}

/**
 * Problems that only the store knows: answers of one kind cannot become answers of another, except that one
 * of many can become any of many.
 */
function kindProblems(db: Reader, rows: readonly QuestionRow[], questions: readonly Question[]): Issue[] {
  return questions.flatMap(({ code, kind }, at) => {
    const row = rows.find((each) => each.code === code);
    if (row === undefined || row.kind === kind || (row.kind === 'one' && kind === 'many')) return [];
    return wasAnswered(db, row.id)
      ? [{ path: [at, 'kind'], message: t('questions:wrong.kindAnswered') }]
      : [];
  });
}

/** Everything that prevents these questions from being saved. @throws CoreError NOT_FOUND */
export function scriptProblems(db: Reader, campaignId: string, questions: readonly Question[]): Issue[] {
  campaignOf(db, campaignId);
  return [...problemsOf(questions), ...kindProblems(db, questionRows(db, campaignId), questions)];
}

/**
 * Makes a campaign ask these questions. `revision`: of what the caller had read. `field`: where the questions
 * are in the caller's input. @throws CoreError NOT_FOUND; CONFLICT where somebody has changed them meanwhile;
 * InputError with the place of each problem
 */
export function saveScript(
  core: Core,
  tx: Tx,
  actorId: string,
  input: { readonly campaignId: string; readonly revision: string; readonly questions: readonly Question[] },
  field: readonly string[] = ['questions'],
): void {
  const { campaignId, questions } = input;
  const problems = scriptProblems(tx.db, campaignId, questions);
  const now = scriptOf(tx.db, campaignId).questions;
  if (revisionOf(now) !== input.revision) throw new CoreError('CONFLICT', t('core:questions.changed'));
  if (problems.length > 0) {
    throw new InputError(problems.map(({ path, message }) => ({ path: [...field, ...path], message })));
  }
  writeQuestions(tx, campaignId, questions);
  const codes = new Set(questions.map(({ code }) => code));
  append(core, tx, {
    kind: 'questions-changed',
    actorId,
    payload: {
      campaign: campaignId,
      questions: questions.length,
      retired: now.filter(({ code }) => !codes.has(code)).length,
    },
  });
  tx.touch('campaigns');
  tx.touch('conversations');
}

/**
 * Adds another campaign's questions behind the existing ones, without those that are asked already, so that a
 * call that comes twice adds them once. @throws like saveScript; CONFLICT where nothing is left to add
 */
export function copyScript(
  core: Core,
  tx: Tx,
  actorId: string,
  input: { readonly campaignId: string; readonly revision: string; readonly from: string },
): void {
  campaignOf(tx.db, input.from);
  campaignOf(tx.db, input.campaignId);
  const added = scriptOf(tx.db, input.from).questions;
  if (added.length === 0) throw new CoreError('CONFLICT', t('core:questions.nothingToCopy'));
  const there = scriptOf(tx.db, input.campaignId);
  const missing = missingIn(there.questions, added);
  if (missing.length === 0) throw new CoreError('CONFLICT', t('core:questions.allThere'));
  const questions = joined(
    there.questions,
    missing,
    there.rows.map(({ code }) => code),
  );
  if (questions.length > MOST_QUESTIONS) {
    throw new CoreError('CONFLICT', t('core:questions.most', { most: MOST_QUESTIONS }));
  }
  saveScript(core, tx, actorId, { ...input, questions });
}

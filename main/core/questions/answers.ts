import type { AnswerRecord, ContactQuestions } from '../../../shared/contract/questions.ts';
import type { Question } from '../../../shared/questions/script.ts';
import { type Answers, type Given, walk } from '../../../shared/questions/walk.ts';
import type { OptState } from '../../../shared/schema/words.ts';
import { t } from '../../../shared/text/say.ts';
import { answerField } from '../../../shared/text/template.ts';
import type { Viewer } from '../access/visible.ts';
import { CoreError, InputError } from '../base/errors.ts';
import { campaignOf } from '../conversations/campaignRecord.ts';
import { mustNotBeErased, readConversation } from '../conversations/conversation.ts';
import type { Tx } from '../store/context.ts';
import type { Reader } from '../store/types.ts';
import { tellOfAnswer } from '../webhooksOut/answers.ts';
import { type AnswerRow, addAnswer, answerRows, endAnswer } from './answerRecord.ts';
import type { ChoiceRow, QuestionRow } from './questionRecord.ts';
import { scriptOf } from './script.ts';

type Place = { readonly id: string; readonly campaign_id: string; readonly opt_state: OptState };

/**
 * Texters do not see the conversation now, and after an opt-in would read what was recorded meanwhile
 * (design, rule 10).
 */
const isHidden = ({ opt_state }: Pick<Place, 'opt_state'>): boolean => opt_state === 'automatic';

/** @throws CoreError CONFLICT */
function mustNotBeHidden(row: Pick<Place, 'opt_state'>): void {
  if (isHidden(row)) throw new CoreError('CONFLICT', t('core:questions.optedOut'));
}

/** Answers in force by question. Of all kinds but many, the latest counts if there are two. */
function inForce(rows: readonly QuestionRow[], answers: readonly AnswerRow[]): Map<QuestionRow, AnswerRow[]> {
  const found = rows.map((row): [QuestionRow, AnswerRow[]] => {
    const own = answers.filter(({ question_id, ended_at }) => question_id === row.id && ended_at === null);
    return [row, row.kind === 'many' ? own : own.slice(-1)];
  });
  return new Map(found.filter(([, own]) => own.length > 0));
}

function givenOf(own: readonly AnswerRow[], choices: readonly ChoiceRow[]): Given {
  const codes = choices.filter(({ id }) => own.some(({ choice_id }) => choice_id === id));
  return { choices: codes.map(({ code }) => code), value: own[0]?.value ?? null };
}

/**
 * What a contact answered and what to ask now; nothing is asked while texters cannot see the conversation.
 * The caller has checked that the viewer may see it. `merged` fills in a reply for this contact.
 */
export function contactQuestions(
  db: Reader,
  { id, campaign_id, ...place }: Place,
  merged: (reply: string) => string,
): ContactQuestions {
  const { rows, choices, questions: all } = scriptOf(db, campaign_id);
  const questions = isHidden(place) ? [] : all;
  if (rows.length === 0) return { current: null, script: [], answers: [] };
  const answers = inForce(rows, answerRows(db, id));
  const given: Answers = new Map([...answers].map(([row, own]) => [row.code, givenOf(own, choices)]));
  const asked = [...answers].toSorted(
    ([a], [b]) => Number(a.retired_at !== null) - Number(b.retired_at !== null),
  );
  return {
    current: walk(questions, given).current?.code ?? null,
    script: questions.map((question) => ({
      ...question,
      reply: merged(question.reply),
      choices: question.choices.map((choice) => ({ ...choice, reply: merged(choice.reply) })),
    })),
    answers: asked.map(([row, own]) => ({
      question: row.code,
      name: row.name,
      text: row.text,
      kind: row.kind,
      choices: choices
        .filter((choice) => own.some(({ choice_id }) => choice_id === choice.id))
        .map(({ code, label }) => ({ code, label })),
      value: own[0]?.value ?? null,
      by: own.at(-1)?.by ?? null,
      at: Math.max(...own.map(({ recorded_at }) => recorded_at)),
      asked: row.retired_at === null,
    })),
  };
}

/**
 * What a contact answered, for templates: `answer:CODE` of the question to the labels of the choices, the
 * number or the words. Also of questions that are no longer asked.
 */
export function answerFields(db: Reader, { id, campaign_id }: Place): Record<string, string> {
  const answers = answerRows(db, id);
  if (answers.length === 0) return {};
  const { rows, choices } = scriptOf(db, campaign_id);
  return Object.fromEntries(
    [...inForce(rows, answers)].map(([{ code }, own]) => {
      const labels = choices.filter((choice) => own.some(({ choice_id }) => choice_id === choice.id));
      const words = labels.map(({ label }) => label).join(', ') || (own[0]?.value ?? '');
      return [answerField(code), words];
    }),
  );
}

export type AnswerInput = {
  readonly conversationId: string;
  readonly question: string;
  readonly choices?: readonly string[] | undefined;
  readonly value?: string | number | undefined;
};

const wrong = (field: 'question' | 'choices' | 'value', message: string) =>
  new InputError([{ path: [field], message }]);

/** The ids of the chosen, each once. @throws InputError */
function chosenIds(input: AnswerInput, question: Question, choices: readonly ChoiceRow[]): string[] {
  if (input.value !== undefined) throw wrong('value', t('questions:answer.choose'));
  const codes = new Set(input.choices);
  if (codes.size === 0) throw wrong('choices', t('questions:answer.choose'));
  if (question.kind === 'one' && codes.size > 1) throw wrong('choices', t('questions:answer.onlyOne'));
  return [...codes].map((code) => {
    const row = choices.find((choice) => choice.code === code && choice.retired_at === null);
    if (row === undefined) throw wrong('choices', t('questions:answer.noChoice', { code }));
    return row.id;
  });
}

/** The value in the form of the store. @throws InputError */
function storedValue({ choices, value }: AnswerInput, { kind }: Question): string {
  if (choices !== undefined) throw wrong('choices', t('questions:answer.noChoices'));
  if (kind === 'number') {
    if (typeof value === 'number') return String(value);
    throw wrong('value', t('questions:answer.number'));
  }
  if (typeof value === 'string') return value;
  throw wrong('value', t('questions:answer.words'));
}

/**
 * Records what a contact answered, or corrects it: what no longer holds ends and stays in the history. An
 * answer in force that is the same stays. Nothing is sent. @throws CoreError NOT_FOUND for a conversation
 * that the viewer may not see; CONFLICT in a draft, for an erased person, and where an opt-out hides the
 * conversation from texters; InputError
 */
export function recordAnswer(tx: Tx, viewer: Viewer, input: AnswerInput): void {
  const row = readConversation(tx.db, viewer, input.conversationId);
  mustNotBeErased(row);
  mustNotBeHidden(row);
  // A test runs from its beginning.
  if (row.is_test === 0 && campaignOf(tx.db, row.campaign_id).state === 'draft')
    throw new CoreError('CONFLICT', t('core:questions.draft'));
  const script = scriptOf(tx.db, row.campaign_id);
  const place = script.rows.find(({ code, retired_at }) => code === input.question && retired_at === null);
  const question = script.questions.find(({ code }) => code === input.question);
  if (place === undefined || question === undefined) {
    throw wrong('question', t('questions:answer.noQuestion', { code: input.question }));
  }
  const own = script.choices.filter(({ question_id }) => question_id === place.id);
  const given =
    question.kind === 'one' || question.kind === 'many'
      ? chosenIds(input, question, own).map((choiceId) => ({ choiceId, value: null }))
      : [{ choiceId: null, value: storedValue(input, question) }];
  const before = answerRows(tx.db, row.id).filter(
    ({ question_id, ended_at }) => question_id === place.id && ended_at === null,
  );
  const same = (answer: AnswerRow) => (each: (typeof given)[number]) =>
    each.choiceId === answer.choice_id && each.value === answer.value;
  const ended = before.filter((answer) => !given.some(same(answer)));
  const added = given.filter((each) => !before.some((answer) => same(answer)(each)));
  for (const { id } of ended) endAnswer(tx, id, viewer.id, 'corrected');
  const ids = added.map((each) =>
    addAnswer(tx, { conversationId: row.id, questionId: place.id, ...each, by: viewer.id }),
  );
  const changed = ids.at(-1) ?? ended.at(-1)?.id;
  if (changed !== undefined)
    tellOfAnswer(tx, changed, before.length === 0 ? 'answer-recorded' : 'answer-corrected');
  tx.touch('conversations', row.subject);
}

/**
 * Takes an answer back, also to a question that is no longer asked; its history stays. @throws CoreError
 * NOT_FOUND; CONFLICT where an opt-out hides the conversation from texters; InputError for a question that
 * the campaign does not have
 */
export function clearAnswer(tx: Tx, viewer: Viewer, conversationId: string, code: string): void {
  const row = readConversation(tx.db, viewer, conversationId);
  mustNotBeHidden(row);
  const place = scriptOf(tx.db, row.campaign_id).rows.find((each) => each.code === code);
  if (place === undefined) throw wrong('question', t('questions:answer.noQuestion', { code }));
  const ended = answerRows(tx.db, row.id).filter(
    ({ question_id, ended_at }) => question_id === place.id && ended_at === null,
  );
  for (const { id } of ended) endAnswer(tx, id, viewer.id, 'taken-back');
  const last = ended.at(-1);
  if (last !== undefined) tellOfAnswer(tx, last.id, 'answer-taken-back');
  tx.touch('conversations', row.subject);
}

/** Every answer ever recorded in a conversation. @throws CoreError NOT_FOUND */
export function answerHistory(db: Reader, viewer: Viewer, conversationId: string): AnswerRecord[] {
  const row = readConversation(db, viewer, conversationId);
  const { rows, choices } = scriptOf(db, row.campaign_id);
  return answerRows(db, row.id).flatMap((answer) => {
    const question = rows.find(({ id }) => id === answer.question_id);
    if (question === undefined) return [];
    const choice = choices.find(({ id }) => id === answer.choice_id);
    return [
      {
        question: question.code,
        name: question.name,
        choice: choice === undefined ? null : { code: choice.code, label: choice.label },
        value: answer.value,
        by: answer.by,
        at: answer.recorded_at,
        ended:
          answer.ended_at === null
            ? null
            : { by: answer.ended_by, at: answer.ended_at, why: answer.ended_why ?? 'corrected' },
      },
    ];
  });
}

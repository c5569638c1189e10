import type { Who } from '../../../shared/contract/campaigns/who.ts';
import type { ClosedAs, Region } from '../../../shared/schema/words.ts';
import { t } from '../../../shared/text/say.ts';
import { keep, type Stored, written } from '../../../shared/text/stored.ts';
import type { Condition } from '../access/visible.ts';
import { InputError } from '../base/errors.ts';
import { campaignOf } from '../conversations/campaignRecord.ts';
import { type ChoiceRow, choiceRows, type QuestionRow, questionRows } from '../questions/questionRecord.ts';
import type { Reader } from '../store/types.ts';

/** Some of a campaign's contacts: a condition for queries, and words for people. */
export type Chosen = {
  readonly campaignId: string;
  readonly name: string;
  readonly region: Region;
  /** About conversation `c` and its facts `f`, which may be missing. */
  readonly condition: Condition;
  /** As a stored sentence without a full stop. */
  readonly words: Stored;
};

const ALL: Condition = { sql: 'TRUE', values: [] };
const ANSWERED = `SELECT 1 FROM answer r INDEXED BY answer_conversation
  WHERE r.conversation_id = c.id AND r.question_id = ? AND r.ended_at IS NULL`;

const CLOSED_AS: Readonly<Record<ClosedAs, Stored>> = {
  done: keep('kept:who.done'),
  refused: keep('kept:who.refused'),
  'wrong-number': keep('kept:who.wrongNumber'),
};

const listed = (parts: readonly Stored[]): Stored =>
  parts.reduce((first, second) => keep('kept:who.or', { first, second }));

/**
 * The contacts that `who` means, also those who answered a question that is no longer asked. `field`: where
 * it stands in the caller's input. @throws CoreError NOT_FOUND for the campaign; InputError for a question
 * or an answer that it does not have
 */
export function chosenFrom(db: Reader, campaignId: string, who: Who, field: readonly string[]): Chosen {
  const { name, region } = campaignOf(db, campaignId);
  return { campaignId, name, region, ...meant(db, campaignId, who, field) };
}

function meant(
  db: Reader,
  campaignId: string,
  who: Who,
  field: readonly string[],
): Pick<Chosen, 'condition' | 'words'> {
  switch (who.by) {
    case 'everybody':
      return { condition: ALL, words: keep('kept:who.everybody') };
    case 'no-reply':
      return {
        condition: { sql: 'f.texted_at IS NOT NULL AND f.replied_at IS NULL', values: [] },
        words: keep('kept:who.noReply'),
      };
    case 'not-texted':
      return { condition: { sql: 'f.texted_at IS NULL', values: [] }, words: keep('kept:who.notTexted') };
    case 'closed-as': {
      const closedAs = listed(who.closedAs.map((each) => CLOSED_AS[each]));
      return {
        condition: {
          sql: 'c.outcome IN (SELECT value FROM json_each(?))',
          values: [JSON.stringify(who.closedAs)],
        },
        words: keep('kept:who.closedAs', { closedAs }),
      };
    }
    case 'no-answer': {
      const question = questionOf(db, campaignId, who.question, field);
      return {
        condition: { sql: `f.texted_at IS NOT NULL AND NOT EXISTS (${ANSWERED})`, values: [question.id] },
        words: keep('kept:who.noAnswer', { question: written(question.name) }),
      };
    }
    case 'answer': {
      const question = questionOf(db, campaignId, who.question, field);
      if (who.choices === undefined)
        return {
          condition: { sql: `EXISTS (${ANSWERED})`, values: [question.id] },
          words: keep('kept:who.answered', { question: written(question.name) }),
        };
      const choices = choicesOf(db, campaignId, question, who.choices, field);
      return {
        condition: {
          sql: `EXISTS (${ANSWERED} AND r.choice_id IN (SELECT value FROM json_each(?)))`,
          values: [question.id, JSON.stringify(choices.map(({ id }) => id))],
        },
        words: keep('kept:who.answer', {
          question: written(question.name),
          answers: listed(choices.map(({ label }) => written(label))),
        }),
      };
    }
  }
}

function questionOf(db: Reader, campaignId: string, code: string, field: readonly string[]): QuestionRow {
  const found = questionRows(db, campaignId).find((row) => row.code === code);
  if (found) return found;
  throw new InputError([
    { path: [...field, 'question'], message: t('core:questions.noSuch', { question: code }) },
  ]);
}

function choicesOf(
  db: Reader,
  campaignId: string,
  { id }: QuestionRow,
  codes: readonly string[],
  field: readonly string[],
): ChoiceRow[] {
  const own = choiceRows(db, campaignId).filter(({ question_id }) => question_id === id);
  return [...new Set(codes)].map((code, at) => {
    const found = own.find((choice) => choice.code === code);
    if (found) return found;
    throw new InputError([
      { path: [...field, 'choices', at], message: t('core:questions.noSuchChoice', { choice: code }) },
    ]);
  });
}

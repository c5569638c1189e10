import { z } from 'zod';
import { says } from '../text/says.ts';

/**
 * A filter by what contacts answered, as one word for a query string: `vote` has an answer to the question
 * vote, `vote:yes` this choice, `seats=3` this number or these words, `!vote` no answer; `*` and `!*` stand
 * for any question.
 */
export type AnswerAsked = {
  /** The question's code. */
  readonly question: string;
  /** The choice's code. */
  readonly choice?: string;
  readonly value?: string;
  /** Only contacts without an answer. */
  readonly without?: true;
};

/** In place of a code: any question. */
export const ANY_QUESTION = '*';

const SHAPE = /^(!?)(\*|[a-z0-9-]{1,40})(?::([a-z0-9-]{1,40})|=(.{1,500}))?$/su;

export const AnswerText = z
  .string()
  .max(600)
  .regex(SHAPE, says('api:answerFilter'))
  .describe(
    'What they answered, by codes: `vote` anything, `vote:yes` this choice, `seats=3` this value, `!vote` nothing; `*` for any question',
  );

/** @throws RangeError for an invalid text; input was parsed by AnswerText before */
export function readAnswerText(text: string): AnswerAsked {
  const [, not, question, choice, value] = SHAPE.exec(text) ?? [];
  if (question === undefined) throw new RangeError('This asks for no answer.');
  return {
    question,
    ...(choice === undefined ? {} : { choice }),
    ...(value === undefined ? {} : { value }),
    ...(not === '!' ? { without: true as const } : {}),
  };
}

/** The opposite of `readAnswerText`. */
export function answerText({ question, choice, value, without }: AnswerAsked): string {
  if (without) return `!${question}`;
  if (choice !== undefined) return `${question}:${choice}`;
  return value === undefined ? question : `${question}=${value}`;
}

import { z } from 'zod';
import { t } from '../text/say.ts';
import { says } from '../text/says.ts';

/**
 * A campaign's questions in the form of files, contract and screen. A question and a choice are identified by
 * a `code` that stays while their words change: answers, exported files and `next` name it.
 */

/** Where the script leads: to the following question, or to its end. No question may have these codes. */
export const FOLLOWING = 'following';
export const END = 'end';

/** Whether no question may have this code: places, and names that every object of JavaScript has. */
export const isReserved = (code: string): boolean => code === FOLLOWING || code === END || code in {};

/** Keys that do something else in the messenger. */
export const TAKEN_KEYS: readonly string[] = ['j', 'k', 'r'];

export const MOST_QUESTIONS = 40;
const MOST_CHOICES = 20;

/** Words without control characters, which no screen shows and some programs stop at; lines stay. */
export const withoutControls = (words: string): string => words.replace(/(?![\t\n\r])\p{Cc}/gu, '');

/**
 * Whether there is anything to see in words that are not empty: blanks of any kind and joiners are nothing.
 */
export const canBeSeen = (words: string): boolean => words === '' || /[^\p{C}\p{Z}\p{M}\s]/u.test(words);

const text = (longest: number) =>
  z
    .string()
    .overwrite(withoutControls)
    .trim()
    .max(longest, says('api:atMost', { count: longest }));

export const Code = z
  .string()
  .max(40, says('api:atMost', { count: 40 }))
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, says('questions:wrong.code'))
  .refine((code) => !isReserved(code), says('questions:wrong.codeReserved'));

const Next = z.union([z.literal(FOLLOWING), z.literal(END), Code], says('questions:wrong.next'));

/** one: one choice; many: any of the choices; number: a number; text: a few words. */
export const QuestionKind = z.enum(['one', 'many', 'number', 'text']);
export type QuestionKind = z.infer<typeof QuestionKind>;

export const Choice = z.strictObject({
  code: Code.describe('Stays while the words change; unique in its question'),
  label: text(60).min(1, says('questions:wrong.label')).refine(canBeSeen, says('questions:wrong.label')),
  key: z
    .string()
    .trim()
    .toLowerCase()
    .max(1, says('questions:wrong.key'))
    .regex(/^[a-z]$/, says('questions:wrong.key'))
    .refine((key) => !TAKEN_KEYS.includes(key), says('questions:wrong.keyTaken'))
    .describe('The letter that records it in the messenger; unique in its question'),
  reply: text(1600)
    .default('')
    .describe('Offered to the texter; may hold merge fields. Empty: the question’s'),
  next: Next.nullable().default(null).describe('Null: where the question says'),
});
export type Choice = z.infer<typeof Choice>;

export const Question = z.strictObject({
  code: Code.describe('Stays while the words change; unique in its campaign'),
  name: text(60)
    .min(1, says('questions:wrong.name'))
    .refine(canBeSeen, says('questions:wrong.name'))
    .describe('Short; names its column in results'),
  text: text(300)
    .min(1, says('questions:wrong.text'))
    .refine(canBeSeen, says('questions:wrong.text'))
    .describe('What the texter reads'),
  kind: QuestionKind,
  reply: text(1600).default('').describe('Offered where the choice has none of its own'),
  next: Next.default(FOLLOWING).describe(
    'Code of the question that comes next, "following" for the next one in order, or "end"',
  ),
  choices: z
    .array(Choice)
    .max(MOST_CHOICES, says('api:atOnce', { most: MOST_CHOICES }))
    .default([])
    .describe('Of the kinds one and many'),
});
export type Question = z.infer<typeof Question>;

export const Questions = z
  .array(Question)
  .max(MOST_QUESTIONS, says('api:atOnce', { most: MOST_QUESTIONS }))
  .describe('In order: the first one is asked first');

const VERSION = 1;

/** Whether a version of a file is one that only a newer Heed knows. */
export const isNewer = (version: unknown): boolean => typeof version === 'number' && version > VERSION;

/** A script in a file. */
export const QuestionFile = z.strictObject({
  kind: z.literal('heed-questions', says('questions:wrong.file')),
  version: z.literal(VERSION, {
    error: ({ input }) => t(isNewer(input) ? 'questions:wrong.version' : 'questions:wrong.damaged'),
  }),
  questions: Questions,
});
export type QuestionFile = z.infer<typeof QuestionFile>;

/** A script in the form of `QuestionFile`. */
export function questionFile(questions: readonly Question[]): QuestionFile {
  return { kind: 'heed-questions', version: 1, questions: [...questions] };
}

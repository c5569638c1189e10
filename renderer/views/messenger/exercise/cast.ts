import type { ClosedAs } from '../../../../shared/schema/words.ts';

/**
 * What a made-up person is there to teach. `asks`: in words of their own, and Heed holds them. `hints`: the
 * same in words that Heed does not find, so the trainee has to.
 */
export const KINDS = [
  'yes',
  'question',
  'stop',
  'anger',
  'wrong',
  'asks',
  'language',
  'no',
  'hints',
  'silence',
] as const;
export type Kind = (typeof KINDS)[number];

/** What a trainee does with somebody who has answered. */
export type Deed = 'reply' | 'record' | 'opt-out' | `close-${ClosedAs}`;

/** The words of a lesson stand in `exercise:lesson`. */
export type LessonCode =
  | 'answered'
  | 'askedToStop'
  | 'calmed'
  | 'closed'
  | 'closeInstead'
  | 'closedRequest'
  | 'kind'
  | 'language'
  | 'marked'
  | 'notAsked'
  | 'notWrong'
  | 'recorded'
  | 'unanswered'
  | 'wrongNumber'
  | 'wrongNotOut';

export type Taught = { readonly lesson: LessonCode; readonly good: boolean };

type Person = {
  readonly name: string;
  /** Of the ranges for fiction. */
  readonly number: string;
  /** Seconds from the first text to their answer; null: they never answer. */
  readonly answersAfter: number | null;
  /** Seconds from a reply to their second answer; null: none. */
  readonly secondAfter: number | null;
  /** Where nothing is said here, `USUAL` holds. */
  readonly teaches: Readonly<Partial<Record<Deed, Taught>>>;
};

const good = (lesson: LessonCode): Taught => ({ lesson, good: true });
const not = (lesson: LessonCode): Taught => ({ lesson, good: false });

const USUAL: Readonly<Record<Deed, Taught>> = {
  reply: good('answered'),
  record: good('recorded'),
  'opt-out': not('notAsked'),
  'close-done': good('closed'),
  'close-refused': good('closed'),
  'close-wrong-number': not('notWrong'),
};
/** Somebody who waits for a word. */
const ASKING = { 'close-done': not('unanswered'), 'close-refused': not('unanswered') } as const;
/** Closing ends a conversation; only an opt-out keeps everybody from texting that number. */
const REQUEST = {
  'opt-out': good('marked'),
  'close-done': not('closedRequest'),
  'close-refused': not('closedRequest'),
  'close-wrong-number': not('closedRequest'),
} as const;

/** In the order of the list. */
export const CAST: Readonly<Record<Kind, Person>> = {
  yes: { name: 'Rosa Delgado', number: '+12165550101', answersAfter: 4, secondAfter: null, teaches: {} },
  question: {
    name: 'Imani Brooks',
    number: '+12165550102',
    answersAfter: 7,
    secondAfter: 6,
    teaches: ASKING,
  },
  stop: {
    name: 'Dolores Whitfield',
    number: '+12165550103',
    answersAfter: 9,
    secondAfter: null,
    teaches: {},
  },
  anger: {
    name: 'Gus Petrakis',
    number: '+12165550104',
    answersAfter: 12,
    secondAfter: 7,
    teaches: { reply: good('kind'), 'opt-out': good('calmed') },
  },
  wrong: {
    name: 'Marcus Webb',
    number: '+12165550105',
    answersAfter: 8,
    secondAfter: null,
    teaches: {
      reply: not('closeInstead'),
      record: not('closeInstead'),
      'opt-out': not('wrongNotOut'),
      'close-done': not('closeInstead'),
      'close-refused': not('closeInstead'),
      'close-wrong-number': good('wrongNumber'),
    },
  },
  asks: {
    name: 'Theo Lindqvist',
    number: '+12165550106',
    answersAfter: 10,
    secondAfter: null,
    teaches: REQUEST,
  },
  language: {
    name: 'Lucía Paredes',
    number: '+12165550107',
    answersAfter: 13,
    secondAfter: null,
    teaches: { ...ASKING, reply: good('language') },
  },
  no: { name: 'Ben Okafor', number: '+12165550108', answersAfter: 6, secondAfter: null, teaches: {} },
  hints: {
    name: 'Paula Kerr',
    number: '+12165550109',
    answersAfter: 11,
    secondAfter: 6,
    teaches: { ...REQUEST, reply: not('askedToStop') },
  },
  silence: {
    name: 'Hank Moreau',
    number: '+12165550110',
    answersAfter: null,
    secondAfter: null,
    teaches: {},
  },
};

/** What a deed with somebody teaches, who has answered or not. */
export function taught(kind: Kind, deed: Deed, hasAnswered: boolean): Taught {
  return (hasAnswered ? CAST[kind].teaches[deed] : undefined) ?? USUAL[deed];
}

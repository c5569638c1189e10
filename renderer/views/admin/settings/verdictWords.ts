import type { Verdict } from '../../../../shared/contract/settings.ts';
import type { Decision, Profile } from '../../../../shared/schema/words.ts';

export type Trial = {
  readonly text: string;
  readonly profile: Profile;
  readonly autoOptOut: boolean;
  readonly response: 'first' | 'later';
};

export type VerdictWords = {
  readonly tone: 'stop' | 'hold' | 'ok' | 'neutral';
  readonly tag: string;
  readonly sentence: string;
};

/** A verdict for somebody who has not read the rules. */
export function verdictInWords({ decision }: Verdict, trial: Trial): VerdictWords {
  const words = WORDS[decision];
  return { ...words, sentence: words.sentence(trial) };
}

const WORDS: Readonly<
  Record<Decision, Omit<VerdictWords, 'sentence'> & { sentence: (trial: Trial) => string }>
> = {
  'opt-out': {
    tone: 'stop',
    tag: 'Opted out',
    sentence: ({ profile }) =>
      profile === 'provider-2'
        ? 'Opted out for the whole organisation. Where the provider knows the word it blocks the sender number and answers; otherwise Heed confirms.'
        : 'Opted out for the whole organisation, and your confirmation is sent.',
  },
  hold: {
    tone: 'hold',
    tag: 'On hold',
    sentence: () =>
      'Nothing more is sent in this conversation until someone decides what they meant. After 10 business days without a decision it becomes an opt-out.',
  },
  action: {
    tone: 'hold',
    tag: 'A person must act',
    sentence: ({ profile }) =>
      profile === 'provider-2'
        ? 'Heed opens an action and stops nothing by itself. The provider may have blocked the sender number.'
        : 'Heed opens an action and stops nothing by itself. Texts can go on until someone opts them out.',
  },
  'wrong-number': {
    tone: 'neutral',
    tag: 'Wrong number',
    sentence: () => 'Heed suggests closing the conversation as a wrong number. This is no opt-out.',
  },
  resume: {
    tone: 'neutral',
    tag: 'Asks to resume',
    sentence: ({ profile }) =>
      profile === 'provider-2'
        ? 'The provider lifts its block on START and UNSTOP. An opt-out stays until an admin reverses it.'
        : 'If they had opted out, an admin is asked to decide. An opt-out is never reversed by itself.',
  },
  none: { tone: 'ok', tag: 'A normal reply', sentence: () => 'It goes to the texter. Nothing else happens.' },
};

const RULES: Readonly<Record<string, string>> = {
  keyword: 'The whole text is a keyword',
  'keyword-later': 'The whole text is a keyword, but it is not the first reply',
  'provider-signal': 'The provider said so',
  resume: 'The whole text is a word that asks to resume',
  'extra-phrase': 'One of your own phrases',
  reaction: 'A reaction that quotes our own text',
  none: 'No rule matches',
};

/** The rule's stable name as words; an unknown one is shown with blanks for its hyphens. */
export function ruleInWords(rule: string): string {
  const known = RULES[rule];
  if (known) return known;
  const [family, name = ''] = rule.split(':', 2);
  return name === '' ? readable(rule) : `${readable(family ?? '')}: ${readable(name)}`;
}

function readable(name: string): string {
  const spaced = name.replaceAll('-', ' ').trim();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

/** Cuts a text around the words that matched, regardless of case; null where they are not literally in it. */
export function cutAround(text: string, matched: string): readonly [string, string, string] | null {
  const at = matched === '' ? -1 : text.toLowerCase().indexOf(matched.toLowerCase());
  if (at < 0) return null;
  return [text.slice(0, at), text.slice(at, at + matched.length), text.slice(at + matched.length)];
}

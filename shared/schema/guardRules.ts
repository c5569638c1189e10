import { z } from 'zod';

type RuleFacts = {
  /**
   * What the rule is about. For the question why a person cannot be texted, rules about the person come
   * first, in the order of this table, then the hour, then all others.
   */
  readonly about: 'person' | 'hour' | 'other';
  /**
   * A person has to decide first, so nothing new is queued behind it. Texts that other rules stop leave later
   * by themselves.
   */
  readonly needsDecision: boolean;
  /**
   * It reveals an opt-out or its block at the provider, so texters do not hear of it where the opt-out was
   * automatic.
   */
  readonly tellsOfOptOut: boolean;
  /** The fact about the number that says more: who noted it and when. */
  readonly known: 'noTexts' | 'wrong' | null;
};

const OTHER = { about: 'other', needsDecision: false, tellsOfOptOut: false, known: null } as const;

/**
 * A new rule is a name and a line here, its words in each language, and the place in `rules/guard.ts` that
 * returns it.
 */
const TABLE = {
  'opted-out': { about: 'person', needsDecision: false, tellsOfOptOut: true, known: null },
  'on-hold': { about: 'person', needsDecision: true, tellsOfOptOut: false, known: null },
  'stop-waiting': { about: 'person', needsDecision: true, tellsOfOptOut: false, known: null },
  'invalid-number': { about: 'person', needsDecision: false, tellsOfOptOut: false, known: 'noTexts' },
  'provider-block': { about: 'person', needsDecision: false, tellsOfOptOut: true, known: null },
  'wrong-number': { about: 'person', needsDecision: false, tellsOfOptOut: false, known: 'wrong' },
  'quiet-hours': { ...OTHER, about: 'hour' },
  'texted-often': OTHER,
  'before-start': OTHER,
  'planned-pause': OTHER,
  'after-end': OTHER,
  'campaign-not-running': { ...OTHER, needsDecision: true },
  /** The guard itself ended in an error, so nothing leaves; no text is ever marked with it. */
  undecided: { ...OTHER, needsDecision: true },
  'conversation-closed': OTHER,
  'sending-off': OTHER,
  'sender-retired': OTHER,
  'inbound-stale': OTHER,
  'duplicate-initial': OTHER,
  'confirmation-late': OTHER,
  'answer-late': OTHER,
} as const satisfies Readonly<Record<string, RuleFacts>>;

/** The rule that stopped a text. Its words are in `locales/…/guard.ts`. */
export type GuardRule = keyof typeof TABLE;
export const GuardRule = z.enum(Object.keys(TABLE) as [GuardRule, ...GuardRule[]]);
export const GUARD_RULES: Readonly<Record<GuardRule, RuleFacts>> = TABLE;

/**
 * Rules whose end is known, so that a text that waits for them is asked about at that time alone. The index
 * `message_waiting` leaves them out and is found by its condition word for word, so both are made of this.
 */
export const TIMED_RULES = "('quiet-hours', 'texted-often', 'before-start', 'planned-pause')";

/** A rule's place among the answers to why a person cannot be texted: the lowest is given. */
export function rankOf(rule: GuardRule): number {
  const { about } = GUARD_RULES[rule];
  const among = GuardRule.options.length;
  return about === 'person' ? GuardRule.options.indexOf(rule) : about === 'hour' ? among : among + 1;
}

/** Rules of which texters do not hear where an opt-out was automatic. */
export const RULES_OF_OPT_OUTS = GuardRule.options.filter((rule) => GUARD_RULES[rule].tellsOfOptOut);

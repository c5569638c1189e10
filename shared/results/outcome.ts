import { z } from 'zod';

/**
 * What became of a contact in a campaign, in one word. In the order in which they count: the first one that
 * is true is the outcome.
 */
export const ContactOutcome = z.enum([
  'opted-out',
  'deceased',
  'wrong-number',
  'on-hold',
  'refused',
  'answered',
  'replied',
  'failed',
  'no-reply',
  'not-texted',
]);
export type ContactOutcome = z.infer<typeof ContactOutcome>;

/** The facts on which a contact's outcome depends. */
export type ContactFacts = {
  /** The number is opted out, for whatever cause. */
  readonly optedOut: boolean;
  /** How a person closed the conversation; null: in another way, or it is open. */
  readonly closedAs: 'wrong-number' | 'refused' | null;
  /** It was closed because the contact has died. */
  readonly died: boolean;
  /** Nothing is sent to the number until a person decides. */
  readonly onHold: boolean;
  /** An answer to one of the campaign's questions is in force. */
  readonly answered: boolean;
  readonly replied: boolean;
  /** The first text: it never left, it left, or it failed. */
  readonly text: 'none' | 'left' | 'failed';
};

/** A contact's outcome; defined only here. */
export function outcomeOf(facts: ContactFacts): ContactOutcome {
  if (facts.optedOut) return 'opted-out';
  if (facts.closedAs === 'wrong-number') return facts.died ? 'deceased' : 'wrong-number';
  if (facts.onHold) return 'on-hold';
  if (facts.closedAs === 'refused') return 'refused';
  if (facts.answered) return 'answered';
  if (facts.replied) return 'replied';
  if (facts.text === 'failed') return 'failed';
  return facts.text === 'left' ? 'no-reply' : 'not-texted';
}

/** Outcomes of people who must not be texted, who are left out of lists of people to text. */
const LEAVE_ALONE: ReadonlySet<ContactOutcome> = new Set([
  'opted-out',
  'deceased',
  'wrong-number',
  'on-hold',
]);

/**
 * Whether a contact may stand in a list of people to text. `takesTexts`: the provider has not said that the
 * number is dead, a landline or unreachable, nor a person, in whichever campaign, that it is wrong for this
 * contact. The guard decides about each text nevertheless.
 */
export function mayBeTexted(outcome: ContactOutcome, takesTexts: boolean): boolean {
  return takesTexts && !LEAVE_ALONE.has(outcome);
}

/** Whether a campaign reached a contact; shares of answers are of these. */
export function wasReached({ answered, replied, text }: ContactFacts): boolean {
  return answered || replied || text !== 'none';
}

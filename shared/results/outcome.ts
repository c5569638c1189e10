import { z } from 'zod';

/**
 * What became of a contact in a campaign, in one word. In the order in which they count: of what is true of a
 * contact, the first one names it.
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

/** All that the outcome of a contact hangs on. */
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
  /** Of the first text: it never left, it left, or it failed. */
  readonly text: 'none' | 'left' | 'failed';
};

/** The one definition of the outcome of a contact. */
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

/** Outcomes of people who are not to be texted: whoever makes a list of people to text leaves them out. */
const LEAVE_ALONE: ReadonlySet<ContactOutcome> = new Set([
  'opted-out',
  'deceased',
  'wrong-number',
  'on-hold',
]);

/**
 * Whether a contact may stand in a list of people to text. `takesTexts`: the provider has not said that the
 * number is dead, a landline or out of reach. The guard decides at each text all the same.
 */
export function mayBeTexted(outcome: ContactOutcome, takesTexts: boolean): boolean {
  return takesTexts && !LEAVE_ALONE.has(outcome);
}

/** Whether anything passed between a campaign and a contact: what shares of answers are of. */
export function wasReached({ answered, replied, text }: ContactFacts): boolean {
  return answered || replied || text !== 'none';
}

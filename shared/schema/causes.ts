import { z } from 'zod';
import type { ReviewSign } from './review.ts';

/** Why a number is opted out. `CAUSES` says how causes differ; their words are in `locales/…/causes.ts`. */
export const OptOutCause = z.enum([
  'auto-keyword',
  'provider-signal',
  'provider-refused',
  'carrier-refused',
  'manual',
  'import',
  'review',
]);
export type OptOutCause = z.infer<typeof OptOutCause>;

/** What follows from a cause. */
type CauseFacts = {
  /** Who wanted it; `deadline`: nobody, the time for a decision ran out. */
  readonly by: 'contact' | 'provider' | 'person' | 'import' | 'deadline';
  /** No person made it, so texters never see it (design, rule 10). */
  readonly automatic: boolean;
  /** Whether one confirmation may be sent (design, rule 5). */
  readonly confirmed: boolean;
  /** Whether the person who made it may undo it within seconds. */
  readonly undone: boolean;
  /** Whether its line names the person who made it (`shared/text/causeText.ts`). */
  readonly namesPerson: boolean;
  /** The colour of its mark in lists. */
  readonly tone: 'stop' | 'neutral';
  /**
   * Its sign of risk in the review: the sign that each opt-out of this cause has, `words` where an unusual
   * wording is one, `person` where the detector did not find what the person read.
   */
  readonly risk: Extract<ReviewSign, 'timeout' | 'no-words'> | 'words' | 'person';
};

/** Neither our provider nor the carrier delivers our texts. */
const REFUSED = {
  by: 'provider',
  automatic: true,
  confirmed: false,
  undone: false,
  namesPerson: false,
  tone: 'stop',
  risk: 'no-words',
} as const;

/** A new cause is a name and a line here, and its words in each language. */
export const CAUSES = {
  'auto-keyword': {
    by: 'contact',
    automatic: true,
    confirmed: true,
    undone: false,
    namesPerson: false,
    tone: 'stop',
    risk: 'words',
  },
  'provider-signal': {
    by: 'contact',
    automatic: true,
    confirmed: true,
    undone: false,
    namesPerson: false,
    tone: 'stop',
    risk: 'no-words',
  },
  'provider-refused': REFUSED,
  'carrier-refused': REFUSED,
  manual: {
    by: 'person',
    automatic: false,
    confirmed: true,
    undone: true,
    namesPerson: true,
    tone: 'neutral',
    risk: 'person',
  },
  import: {
    by: 'import',
    automatic: false,
    confirmed: false,
    undone: false,
    namesPerson: false,
    tone: 'neutral',
    risk: 'person',
  },
  review: {
    by: 'deadline',
    automatic: true,
    confirmed: false,
    undone: false,
    namesPerson: true,
    tone: 'neutral',
    risk: 'timeout',
  },
} as const satisfies Readonly<Record<OptOutCause, CauseFacts>>;

type Having<K extends keyof CauseFacts, V> = {
  [C in OptOutCause]: (typeof CAUSES)[C][K] extends V ? C : never;
}[OptOutCause];

/** Causes by who wanted the opt-out. */
export type CauseBy<By extends CauseFacts['by']> = Having<'by', By>;
/** Causes whose line may name a person. */
export type PersonalCause = Having<'namesPerson', true>;

export function namesPerson(cause: OptOutCause): cause is PersonalCause {
  return CAUSES[cause].namesPerson;
}

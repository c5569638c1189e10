import type { Word } from './words.ts';

/** What the model is made of. */

export const MINUTE = 60_000;
export const DAY = 24 * 60 * MINUTE;
export type TextState = 'queued' | 'sending' | 'sent' | 'unknown' | 'stopped' | 'failed';
export type Text = {
  readonly body: string;
  readonly contact: number;
  readonly which: number;
  readonly kind: 'initial' | 'reply' | 'confirmation';
  readonly notAfter: number | null;
  /** The opt-out that a confirmation confirms. */
  readonly optOut: OptOut | null;
  state: TextState;
  /**
   * Its author was told that a request to stop waits, and confirmed; no longer so once the person asks
   * again.
   */
  despiteStop: boolean;
  /** How often it may reach the contact: once, and once more each time a person sends it again. */
  sends: number;
  /** How often the provider took it, whether or not Heed got the answer. */
  took: number;
  /** When it last had to wait. */
  waitedAt: number | null;
  /** Until then its author can take it back, so it does not leave. UTC milliseconds. */
  heldUntil: number;
  leftAt: number;
  /** A picture goes with it. */
  picture: boolean;
};
/** When a campaign begins, pauses and ends by itself. UTC milliseconds. */
export type Planned = {
  readonly startsAt: number | null;
  readonly endsAt: number | null;
  readonly pause: readonly [from: number, until: number] | null;
};
export type OptOut = { readonly automatic: boolean; reversed: boolean };
/** `said`: the reply that opened it, and when it was written as far as Heed can know. */
export type Action = {
  readonly since: number;
  readonly holds: boolean;
  readonly said?: { readonly text: Said; readonly at: number } | undefined;
  /** It is about a picture without words, and the contact has written nothing else since. */
  readonly picture?: boolean;
};
export type Person = {
  optOuts: OptOut[];
  blocks: ('none' | 'inferred' | 'confirmed')[];
  /** The conversation was closed as a wrong number. */
  closed: boolean[];
  /** In a campaign that is no test somebody else answered there: nobody begins with this person again. */
  wrong: boolean;
};
export type Said = {
  /** The provider's. */
  readonly id: string;
  readonly contact: number;
  readonly which: number;
  readonly word: Word;
  readonly at: number;
  known: boolean;
  gap: boolean;
};

export type Ended = 'accepted' | 'refused' | 'retry' | 'unclear';
/** A request to send, as it went over the network. `took`: the provider did take the text. */
export type Wire = {
  readonly body: string;
  readonly contact: number;
  readonly pictures: number;
  ended: Ended;
  took: boolean;
};

import type { Decided, DecidedKind } from '../../../../shared/contract/consoles/together.ts';
import type { Entry, Span } from './entries.ts';
import type { Said } from './things.ts';

/** What was done at the console that was away, and at the others, which did not know of each other. */
export type Sides = { readonly there: readonly Span[]; readonly elsewhere: readonly Span[] };

/** What one side did to a thing: everything it said, and its last entry. */
export type Act = { readonly said: readonly Said[]; readonly last: Entry };

/** A thing that both sides had changed, and which of them counts. */
export type Decision = {
  readonly kind: DecidedKind;
  /** Which thing: an id, a subject, the name of a setting. */
  readonly id: string;
  readonly rule: Decided['rule'];
  readonly counts: Act;
  readonly other: Act;
};

/** So many of a kind are told; a list that is longer says so. */
export const MOST = 200;

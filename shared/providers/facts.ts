import type { z } from 'zod';
import type { PictureKind, Region } from '../schema/words.ts';
import type { Fields } from './field.ts';

/**
 * What a provider does about opt-outs by itself (design, section 1). provider-1: nothing. provider-2: it acts
 * on a whole text, trimmed and in any case, that is one of its own words: `stop` blocks the pair of sender
 * number and contact, and the provider answers; `start` lifts the block; `help` is answered. It cannot be
 * told not to.
 */
export type OptOutBehaviour =
  | { readonly profile: 'provider-1' }
  | {
      readonly profile: 'provider-2';
      readonly stop: readonly string[];
      readonly start: readonly string[];
      readonly help: readonly string[];
    };

/** The settings of a connection: each field in the form for REST and in the form for the adapter. */
export type ProviderSettings = {
  readonly fields: Fields;
  readonly given: z.ZodObject;
  readonly kept: z.ZodObject;
};

/** What Heed knows of a real provider outside of its adapter. */
export type VendorFacts = ProviderSettings & {
  readonly optOuts: OptOutBehaviour;
  /** Regions whose campaigns its numbers serve, the most usual first. */
  readonly regions: readonly [Region, ...Region[]];
  /** Pictures that it carries to the regions of its campaigns; null: none. */
  readonly pictures: { readonly kinds: readonly PictureKind[]; readonly mostBytes: number } | null;
  /** Whether Heed fetches replies, or the provider must call this computer. */
  readonly inbound: 'poll' | 'webhook';
};

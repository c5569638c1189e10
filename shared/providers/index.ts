import { z } from 'zod';
import type { Profile, Region } from '../schema/words.ts';
import { bandwidth } from './bandwidth.ts';
import type { ProviderSettings, VendorFacts } from './facts.ts';
import { simulator } from './simulator.ts';
import { twilio } from './twilio.ts';

/**
 * The registry of providers. A provider is three things: the vendor (its wire format and settings), its
 * profile (what it does about opt-outs by itself), and the regions whose campaigns it serves. A connection
 * stores vendor and profile, and the regions follow; a campaign stores its region, and uses connections that
 * serve it; the rules know the opt-out behaviour only. How to add one: CONTRIBUTING.md.
 */
export const VENDORS = { bandwidth, twilio } as const satisfies Record<string, VendorFacts>;
export type VendorName = keyof typeof VENDORS;
export const VENDOR_NAMES = Object.keys(VENDORS) as VendorName[];

const PROVIDERS = { ...VENDORS, simulator } as const satisfies Record<string, ProviderSettings>;

/** A connection's provider: a vendor, or the simulator, which imitates one. */
export const ProviderName = z.enum(Object.keys(PROVIDERS) as (keyof typeof PROVIDERS)[]);
export type ProviderName = z.infer<typeof ProviderName>;

/** The usual vendor of a profile: the simulator imitates it, and a trial of the rules takes its words. */
const STANDS_FOR: Readonly<Record<Profile, VendorName>> = {
  'provider-1': 'bandwidth',
  'provider-2': 'twilio',
};

/** The part of a connection that says which provider it has. */
export type ConnectionKind = { readonly provider: ProviderName; readonly profile: Profile };

/** The provider that the screen offers first. */
export const [FIRST_PROVIDER = 'simulator'] = ProviderName.options;

const isVendor = (provider: ProviderName): provider is VendorName => provider !== 'simulator';

/** The vendor whose wire format a connection has; for the simulator's, the vendor that it imitates. */
export const vendorOf = ({ provider, profile }: ConnectionKind): VendorName =>
  isVendor(provider) ? provider : STANDS_FOR[profile];

/** The facts about the vendor of a connection. */
export const factsOf = (kind: ConnectionKind): VendorFacts => VENDORS[vendorOf(kind)];

/** The same of a row that was joined to a connection, which may have none. */
export type JoinedKind = { readonly [K in keyof ConnectionKind]: ConnectionKind[K] | null };

export const factsIfAny = ({ provider, profile }: JoinedKind): VendorFacts | undefined =>
  provider === null || profile === null ? undefined : factsOf({ provider, profile });

/** The profiles that a connection of this provider may have. */
export const profilesOf = (provider: ProviderName): readonly [Profile, ...Profile[]] =>
  isVendor(provider) ? [VENDORS[provider].optOuts.profile] : ['provider-1', 'provider-2'];

export const servesRegion = (kind: ConnectionKind, region: Region): boolean =>
  factsOf(kind).regions.includes(region);

/**
 * The usual vendor of a profile, where there is no connection: in trials, and for a text without a
 * connection.
 */
export const usualFor = (profile: Profile): VendorFacts => VENDORS[STANDS_FOR[profile]];

/** Vendors whose numbers serve the region, the most usual first. */
export const vendorsServing = (region: Region): VendorName[] =>
  VENDOR_NAMES.filter((vendor) => (VENDORS[vendor].regions as readonly Region[]).includes(region));

/** The profile of a region's most usual vendor, for what people are told about opt-outs there. */
export function profileOf(region: Region): Profile {
  const [vendor] = vendorsServing(region);
  if (vendor === undefined) throw new Error(`No provider serves ${region}.`);
  return VENDORS[vendor].optOuts.profile;
}

/** Each kind of connection with each region that it serves. */
export const SERVED: readonly (ConnectionKind & { readonly region: Region })[] = ProviderName.options.flatMap(
  (provider) =>
    profilesOf(provider).flatMap((profile) =>
      factsOf({ provider, profile }).regions.map((region) => ({ provider, profile, region })),
    ),
);

/**
 * Pictures that texts to a region may carry, whichever provider takes them; null where one of them carries
 * none.
 */
export function picturesTo(region: Region): VendorFacts['pictures'] {
  const carried = vendorsServing(region).map((vendor) => (VENDORS[vendor] as VendorFacts).pictures);
  const [first = null] = carried;
  if (first === null || carried.includes(null)) return null;
  const all = carried.flatMap((each) => each ?? []);
  return {
    kinds: first.kinds.filter((kind) => all.every(({ kinds }) => kinds.includes(kind))),
    mostBytes: Math.min(...all.map(({ mostBytes }) => mostBytes)),
  };
}

/** The settings of a provider's connections. */
export const settingsOf = (provider: ProviderName): ProviderSettings => PROVIDERS[provider];

/** Names of the settings that are stored behind the secret port and never shown again. */
export const secretFields = (provider: ProviderName): string[] =>
  Object.entries(settingsOf(provider).fields).flatMap(([key, { secret }]) => (secret ? [key] : []));

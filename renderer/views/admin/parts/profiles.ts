import type { Profile, ProviderName, Region } from '../../../../shared/schema/words.ts';

/** Regions and profiles as a volunteer reads them. */

export const REGION_NAMES: Readonly<Record<Region, string>> = { US: 'US', CA: 'Canada', GB: 'UK' };

export const PROFILE_NAMES: Readonly<Record<Profile, string>> = {
  'provider-1': 'Provider 1',
  'provider-2': 'Provider 2',
};

export const PROVIDER_NAMES: Readonly<Record<ProviderName, string>> = {
  bandwidth: 'Bandwidth',
  twilio: 'Twilio',
  simulator: 'Simulator',
};

/** Who serves where: "US and Canada". */
export const PROFILE_REGIONS: Readonly<Record<Profile, string>> = {
  'provider-1': 'US and Canada',
  'provider-2': 'UK',
};

/** One half sentence for a list: "Provider 2 handles STOP itself". */
export function profileInWords(profile: Profile): string {
  return profile === 'provider-2' ? 'Provider 2 handles STOP itself' : 'Provider 1 leaves STOP to Heed';
}

/** What a STOP leads to under a profile, with automatic opt-outs as they are set (design, section 2, the four rows). */
export function stopConsequence(profile: Profile, autoOptOut: boolean): string {
  if (profile === 'provider-1') {
    return autoOptOut
      ? 'Provider 1 does nothing about STOP. Heed opts the person out everywhere and sends them your confirmation. Nobody has to do anything.'
      : 'Provider 1 does nothing about STOP, and automatic opt-outs are off. Nobody is opted out until one of you does it by hand; Heed opens an action as a reminder.';
  }
  return autoOptOut
    ? 'Provider 2 blocks your sender number for that person and answers them itself. Heed opts the person out everywhere as well, without a second answer. Nobody has to do anything.'
    : 'Provider 2 blocks your sender number for that person and answers them itself. Automatic opt-outs are off, so texts from your other numbers could still reach them until one of you opts them out by hand.';
}

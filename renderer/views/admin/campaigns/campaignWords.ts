import type { Campaign } from '../../../../shared/contract/campaign.ts';
import type { CampaignState } from '../../../../shared/schema/words.ts';
import { counted } from './contacts/importWords.ts';

export const STATE_WORDS: Readonly<Record<CampaignState, string>> = {
  draft: 'draft',
  launched: 'running',
  paused: 'paused',
  closed: 'closed',
};

export const STATE_TONES = { draft: 'neutral', launched: 'ok', paused: 'hold', closed: 'neutral' } as const;

/** Contacts who got the first message or can no longer get it, of all contacts. */
export function started({ counts }: Campaign): { readonly done: number; readonly of: number } {
  return { done: Math.max(0, counts.contacts - counts.toSend), of: counts.contacts };
}

/** The one thing that a draft lacks most, or null. */
export function nextStep(campaign: Campaign): string | null {
  if (campaign.state !== 'draft') return null;
  if (campaign.counts.contacts === 0) return 'Next: import contacts';
  if (campaign.texterIds.length === 0) return 'Next: choose texters';
  return 'Next: launch';
}

/** "Ana, Sam and 3 more". */
export function texterNames(names: readonly string[]): string {
  if (names.length === 0) return 'No texters yet';
  if (names.length <= 3) return names.join(', ');
  return `${names.slice(0, 2).join(', ')} and ${counted(names.length - 2, 'more', 'more')}`;
}

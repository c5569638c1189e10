import type { SectionId } from '../../../shared/campaigns/preflight.ts';
import type { Campaign } from '../../../shared/contract/campaigns.ts';
import { t } from '../../../shared/text/say.ts';

/** Contacts who got the first text or can no longer get it, of all contacts. */
export function started({ counts }: Campaign): { readonly done: number; readonly of: number } {
  return { done: Math.max(0, counts.contacts - counts.toSend), of: counts.contacts };
}

/** The most important thing that a draft lacks, and the section for it; null: nothing. */
export function nextStep(campaign: Campaign): { readonly words: string; readonly section: SectionId } | null {
  if (campaign.state !== 'draft') return null;
  if (campaign.counts.contacts === 0)
    return { words: t('campaigns:card.next.contacts'), section: 'contacts' };
  if (campaign.texterIds.length === 0) return { words: t('campaigns:card.next.texters'), section: 'texters' };
  return { words: t('campaigns:card.next.launch'), section: 'launch' };
}

/** "Ana, Sam and 3 more". */
export function texterNames(names: readonly string[]): string {
  if (names.length === 0) return t('campaigns:card.noTexters');
  if (names.length <= 3) return names.join(', ');
  return t('campaigns:card.moreTexters', { names: names.slice(0, 2).join(', '), count: names.length - 2 });
}

import type { Campaign } from '../../../shared/contract/campaigns.ts';
import type { FactFilter } from '../../../shared/contract/conversations/conversationFacts.ts';
import type { ConversationFilter } from '../../../shared/contract/conversations.ts';
import { profileName } from '../../../shared/providers/words.ts';
import type { Question } from '../../../shared/questions/script.ts';
import { t } from '../../../shared/text/say.ts';
import { answerName } from '../results/answerName.ts';
import { daysName, factWords } from './factWords.ts';

export const tabs = ['all', 'opted-out', 'on-hold', 'actions'] as const;
export type Tab = (typeof tabs)[number];

/** What the filter menu sets, without the tab and the search box, which are always shown. */
export type Filter = Pick<
  ConversationFilter,
  'campaignId' | 'texterId' | 'state' | 'optCause' | 'automatic' | 'tagId' | 'failed' | 'outcome' | 'answer'
> &
  FactFilter & {
    /** When an action was opened; for the tab of actions alone. */
    readonly opened?: string | undefined;
  };

export type Named = { readonly id: string; readonly name: string };

export type Chip = {
  readonly key: keyof Filter;
  readonly text: string;
  readonly tone: 'stop' | 'neutral';
};

/** The filters in force as removable chips, the most specific to opt-outs first. */
export function chipsOf(
  filter: Filter,
  campaigns: readonly Pick<Campaign, 'id' | 'name' | 'profile'>[],
  texters: readonly Named[],
  tags: readonly Named[] = [],
  questions: readonly Question[] = [],
): readonly Chip[] {
  const chips: Chip[] = [];
  if (filter.automatic === true) {
    chips.push({ key: 'automatic', text: t('oversight:chip.automatic'), tone: 'stop' });
  }
  if (filter.optCause !== undefined) {
    chips.push({ key: 'optCause', text: t(`causes:${filter.optCause}.name`), tone: 'stop' });
  }
  const nameIn = (list: readonly Named[]) => (id: string) => list.find((each) => each.id === id)?.name;
  for (const [key, text] of factWords(filter, { texter: nameIn(texters), campaign: nameIn(campaigns) })) {
    chips.push({ key, text, tone: key.startsWith('optOut') ? 'stop' : 'neutral' });
  }
  if (filter.opened !== undefined) {
    chips.push({
      key: 'opened',
      text: t('oversight:chip.opened', { days: daysName(filter.opened) }),
      tone: 'neutral',
    });
  }
  if (filter.campaignId !== undefined) {
    const found = campaigns.find((each) => each.id === filter.campaignId);
    const text =
      found === undefined ? t('oversight:chip.campaign') : `${found.name} · ${profileName(found.profile)}`;
    chips.push({ key: 'campaignId', text, tone: 'neutral' });
  }
  if (filter.texterId !== undefined) {
    const found = texters.find((each) => each.id === filter.texterId);
    chips.push({ key: 'texterId', text: found?.name ?? t('oversight:chip.texter'), tone: 'neutral' });
  }
  if (filter.tagId !== undefined) {
    const found = tags.find((each) => each.id === filter.tagId);
    chips.push({ key: 'tagId', text: found?.name ?? t('oversight:chip.tag'), tone: 'neutral' });
  }
  if (filter.outcome !== undefined) {
    const tone = filter.outcome === 'opted-out' ? 'stop' : 'neutral';
    chips.push({ key: 'outcome', text: t(`results:outcome.${filter.outcome}`), tone });
  }
  if (filter.answer !== undefined)
    chips.push({ key: 'answer', text: answerName(questions, filter.answer), tone: 'neutral' });
  if (filter.failed) chips.push({ key: 'failed', text: t('oversight:mark.failed.title'), tone: 'neutral' });
  if (filter.state !== undefined) {
    chips.push({ key: 'state', text: t(`words:conversationState.${filter.state}`), tone: 'neutral' });
  }
  return chips;
}

/** The same filter without one of its parts. */
export function without(filter: Filter, key: keyof Filter): Filter {
  const { [key]: _gone, ...rest } = filter;
  return rest;
}

/** The input for the server. The tab of actions has a list of its own. */
export function listInput(tab: Tab, filter: Filter, search: string): ConversationFilter {
  const text = search.trim();
  return {
    ...without(filter, 'opened'),
    ...(tab === 'opted-out' ? { optedOut: true } : {}),
    ...(tab === 'on-hold' ? { onHold: true } : {}),
    ...(text === '' ? {} : { search: text }),
  };
}

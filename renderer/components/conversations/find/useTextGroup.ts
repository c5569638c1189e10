import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { create } from 'zustand';
import type { FoundText } from '../../../../shared/contract/messenger.ts';
import { formatNumber } from '../../../../shared/schema/phone.ts';
import type { Role } from '../../../../shared/schema/words.ts';
import { t } from '../../../../shared/text/say.ts';
import { api } from '../../../client.ts';
import { useMe } from '../../../hooks/useSession.ts';
import type { Found, FoundGroup } from './groups.ts';

/**
 * The last search, for the screen that shows all its results. Not in the address, and gone with the window.
 */
export const useTextWords = create<{ readonly words: string }>(() => ({ words: '' }));

/** The place of a text's conversation; null where it has none. */
export function placeOfText(role: Role, text: FoundText): Found['place'] | null {
  if (text.conversationId === null) return text.number === null ? null : ['lookup', text.number];
  return role === 'texter'
    ? ['texter', text.campaignId, text.state, text.conversationId]
    : ['conversations', 'all', text.conversationId];
}

export const nameOfText = (text: FoundText): string =>
  text.contactName || (text.number === null ? t('find:erasedName') : formatNumber(text.number));

/** Texts by their words; the server shows each role its own. */
export function useTextGroup(typed: string): FoundGroup {
  const { role } = useMe();
  const words = typed.trim();
  const enabled = words.length >= 2;
  useEffect(() => {
    if (enabled) useTextWords.setState({ words });
  }, [enabled, words]);
  const query = useQuery(
    api.messenger.search.queryOptions({
      input: { words: words.slice(0, 200), limit: 5 },
      enabled,
      placeholderData: keepPreviousData,
    }),
  );
  const found = enabled ? (query.data?.items ?? []) : [];
  const items = found.map((text) => ({
    id: `text-${text.messageId}`,
    title: text.parts.map((part) => part.text).join(''),
    detail: nameOfText(text),
    place: placeOfText(role, text) ?? ['texts'],
  }));
  const all = { id: 'texts-all', title: t('find:allTexts'), detail: t('find:goThere'), place: ['texts'] };
  return {
    title: t('find:group.texts'),
    items: items.length === 0 ? [] : [...items, all],
    pending: enabled && query.isFetching,
  };
}

import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Campaign } from '../../../shared/contract/campaigns.ts';
import type { ConversationFilter } from '../../../shared/contract/conversations.ts';
import { api } from '../../client.ts';
import type { Named } from './filter.ts';

/** Conversations a page at a time, as one array. Loaded pages stay while others load. */
export function useConversations(input: ConversationFilter) {
  const query = useInfiniteQuery(
    api.conversation.list.infiniteOptions({
      input: (cursor: string | undefined) => ({ ...input, limit: 100, ...(cursor ? { cursor } : {}) }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page) => page.nextCursor ?? undefined,
      placeholderData: keepPreviousData,
    }),
  );
  // A row may move from one page to the next between two fetches.
  const rows = useMemo(() => {
    const all = query.data?.pages.flatMap((page) => page.items) ?? [];
    return [...new Map(all.map((row) => [row.id, row])).values()];
  }, [query.data]);
  return { ...query, rows };
}

/**
 * How many conversations the list has. Once all of it is loaded that is its length; before, the server counts
 * up to a thousand.
 */
export function useTotal(input: ConversationFilter): { count: number; more: boolean } | undefined {
  const { rows, hasNextPage, isPending } = useConversations(input);
  const counted = useQuery(
    api.conversation.total.queryOptions({ input, enabled: hasNextPage, placeholderData: keepPreviousData }),
  ).data;
  if (isPending) return undefined;
  return hasNextPage ? counted : { count: rows.length, more: false };
}

export function useCounts(campaignId: string | undefined) {
  const input = campaignId === undefined ? {} : { campaignId };
  return useQuery(api.conversation.counts.queryOptions({ input, placeholderData: keepPreviousData })).data;
}

export function useThread(id: string | null) {
  return useQuery(api.conversation.get.queryOptions({ input: { id: id ?? '' }, enabled: id !== null }));
}

/** The person whom a question is about. */
export type Which = { readonly conversationId: string } | { readonly number: string };

export function useWhy(which: Which | null) {
  return useQuery(api.person.why.queryOptions({ input: which ?? {}, enabled: which !== null }));
}

export function useActions() {
  return useQuery(api.action.list.queryOptions({ input: {}, placeholderData: keepPreviousData }));
}

const nobody: readonly Named[] = [];

/** People who text or have texted, to filter by. For admins and supervisors. */
export function useTexters(): readonly Named[] {
  return useQuery(api.account.texters.queryOptions()).data ?? nobody;
}

const none: readonly Campaign[] = [];

/** All campaigns, archived ones too, since figures and facts about people name them. */
export function useCampaigns(): readonly Campaign[] {
  return useQuery(api.campaign.list.queryOptions({ input: { archived: 'with' } })).data ?? none;
}

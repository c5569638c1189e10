import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { api } from '../../client.ts';
import { useViewAs } from '../../state/viewing.ts';
import type { Tab } from './tabs.ts';
import { isHidden, setAway, useTexterState } from './texterState.ts';

const PAGE = 60;

/** A tab's conversations, page by page, without those that have just left it. */
export function useConversations(campaignId: string, tab: Tab, tagId: string | undefined, failed: boolean) {
  const viewAs = useViewAs();
  const query = useInfiniteQuery(
    api.conversation.list.infiniteOptions({
      input: (cursor: string | undefined) => ({
        campaignId,
        state: tab,
        limit: PAGE,
        ...viewAs,
        ...(tagId === undefined ? {} : { tagId }),
        ...(failed ? { failed } : {}),
        ...(cursor === undefined ? {} : { cursor }),
      }),
      initialPageParam: undefined,
      getNextPageParam: (last) => last.nextCursor ?? undefined,
    }),
  );
  const away = useTexterState((state) => state.away);
  const all = useMemo(() => distinct(query.data?.pages.flatMap(({ items }) => items) ?? []), [query.data]);

  // Once the server's own list agrees, the mark is no longer needed: a first text has left its list, or
  // somebody who was gone is one's own again.
  useEffect(() => {
    const listed = new Set(all.map(({ id }) => id));
    for (const [id, why] of useTexterState.getState().away) {
      const left = why === 'sending' && tab === 'to-send' && all.length > 0 && !listed.has(id);
      if (left || (why === 'gone' && listed.has(id))) setAway(id, null);
    }
  }, [all, tab]);

  const rows = useMemo(() => all.filter(({ id }) => !isHidden(away.get(id), tab)), [all, away, tab]);
  return {
    rows,
    /** How many the server still counts in this tab that have left it already. */
    hidden: all.length - rows.length,
    pending: query.isPending,
    error: query.error,
    retry: () => void query.refetch(),
    hasMore: query.hasNextPage,
    loadingMore: query.isFetchingNextPage,
    more: query.fetchNextPage,
  };
}

/** Each row once, since a row may move from one page to the next between two fetches. */
function distinct<T extends { readonly id: string }>(rows: readonly T[]): T[] {
  return [...new Map(rows.map((row) => [row.id, row])).values()];
}

import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { create } from 'zustand';
import { api } from '../../../client.ts';
import { go, useRoute } from '../../../state/route.ts';

export const TABS = ['queue', 'missed', 'asked', 'done'] as const;
export type Tab = (typeof TABS)[number];

export type Queue = { readonly which: 'sample' | 'open'; readonly order: 'risk' | 'newest' };

/** How the queue is looked at; outlives the view. */
const useQueue = create<Queue>(() => ({ which: 'sample', order: 'risk' }));

/** Where one is: #/review/TAB/ID, or the figures at #/review/agreement. */
export function usePlace() {
  const [, second, id = null] = useRoute();
  const tab: Tab = TABS.find((each) => each === second) ?? 'queue';
  return {
    tab,
    id,
    figures: second === 'agreement',
    queue: useQueue(),
    setQueue: (change: Partial<Queue>) => useQueue.setState(change),
    setTab: (next: Tab) => go(['review', next], 'replace'),
    select: (next: string | null) => go(['review', tab, next], 'replace'),
    openFigures: () => go(['review', 'agreement']),
  };
}
export type Place = ReturnType<typeof usePlace>;

const PAGE = 100;
const start = { initialPageParam: undefined as string | undefined, placeholderData: keepPreviousData };
const after = (cursor: string | undefined) => (cursor === undefined ? {} : { cursor });

/** Opt-outs to review, or those with a verdict, a page at a time. */
export function useOptOuts(which: 'sample' | 'open' | 'done', order: Queue['order'], enabled: boolean) {
  return useInfiniteQuery(
    api.review.queue.infiniteOptions({
      ...start,
      enabled,
      input: (cursor: string | undefined) => ({ which, order, limit: PAGE, ...after(cursor) }),
      getNextPageParam: (page) => page.nextCursor ?? undefined,
    }),
  );
}

/** Requests that texters did not act on, a page at a time. */
export function useMissed(enabled: boolean) {
  return useInfiniteQuery(
    api.review.missed.infiniteOptions({
      ...start,
      enabled,
      input: (cursor: string | undefined) => ({ limit: PAGE, ...after(cursor) }),
      getNextPageParam: (page) => page.nextCursor ?? undefined,
    }),
  );
}

export function useAsked(enabled: boolean) {
  return useQuery(api.review.asked.queryOptions({ enabled }));
}

export function useReviewCounts() {
  return useQuery(api.review.counts.queryOptions({ placeholderData: keepPreviousData })).data;
}

export function useSampling() {
  return useQuery(api.review.sampling.queryOptions()).data;
}

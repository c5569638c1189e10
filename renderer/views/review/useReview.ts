import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { create } from 'zustand';
import { api } from '../../client.ts';
import type { Filter } from '../../components/conversations/filter.ts';
import { go, useRoute } from '../../state/route.ts';

export const TABS = ['open', 'queue', 'missed', 'enquiries', 'done'] as const;
export type Tab = (typeof TABS)[number];

export type Queue = { readonly which: 'sample' | 'open'; readonly order: 'risk' | 'newest' };
export type ReviewFilter = Pick<Filter, 'campaignId' | 'texterId'>;

/** Which items and order are shown; kept outside of the view. */
const useQueue = create<Queue>(() => ({ which: 'sample', order: 'risk' }));
const useFilter = create<{ readonly filter: ReviewFilter }>(() => ({ filter: {} }));

type ReviewCounts = NonNullable<ReturnType<typeof useReviewCounts>>;

/** Most urgent first: who asked to stop, texters who wait for an answer, then what may be looked at. */
const BY_URGENCY = ['open', 'enquiries', 'missed', 'queue'] as const;

/** Where there is work; the list of what is to be decided where there is none. */
function tabWithWork({ decide, sample, missed, enquiries }: ReviewCounts): Tab {
  const waiting = { open: decide, queue: sample, missed, enquiries };
  return BY_URGENCY.find((tab) => waiting[tab] > 0) ?? 'open';
}

/** Leads whoever named no tab to one with work, once it is known which has some. */
export function useLanding({ named }: Place, counts: ReviewCounts | undefined): void {
  useEffect(() => {
    if (!named && counts !== undefined) setTab(tabWithWork(counts));
  }, [named, counts]);
}

/**
 * The place in the review: #/review/TAB/ID, the list of what is to be decided where no tab is named, or the
 * figures at #/review/agreement.
 */
export function usePlace() {
  const [, second, id = null] = useRoute();
  const tab: Tab = TABS.find((each) => each === second) ?? 'open';
  return {
    tab,
    id,
    /** Whether the address names a list. */
    named: second !== undefined,
    figures: second === 'agreement',
    queue: useQueue(),
    filter: useFilter().filter,
    setFilter: ({ campaignId, texterId }: ReviewFilter) =>
      useFilter.setState({
        filter: {
          ...(campaignId === undefined ? {} : { campaignId }),
          ...(texterId === undefined ? {} : { texterId }),
        },
      }),
    setQueue: (change: Partial<Queue>) => useQueue.setState(change),
    setTab,
    select: (next: string | null) => go(['review', tab, next], 'replace'),
    openFigures: () => go(['review', 'agreement']),
  };
}
export type Place = ReturnType<typeof usePlace>;

const setTab = (next: Tab) => go(['review', next], 'replace');

const PAGE = 100;
const start = { initialPageParam: undefined as string | undefined, placeholderData: keepPreviousData };
const after = (cursor: string | undefined) => (cursor === undefined ? {} : { cursor });

/** Opt-outs to review, or those with a verdict, a page at a time. */
export function useOptOuts(
  which: 'sample' | 'open' | 'done',
  order: Queue['order'],
  filter: ReviewFilter,
  enabled: boolean,
) {
  return useInfiniteQuery(
    api.review.queue.infiniteOptions({
      ...start,
      enabled,
      input: (cursor: string | undefined) => ({ ...filter, which, order, limit: PAGE, ...after(cursor) }),
      getNextPageParam: (page) => page.nextCursor ?? undefined,
    }),
  );
}

/** Requests that texters did not act on, a page at a time. */
export function useMissed(filter: ReviewFilter, enabled: boolean) {
  return useInfiniteQuery(
    api.review.missed.infiniteOptions({
      ...start,
      enabled,
      input: (cursor: string | undefined) => ({ ...filter, limit: PAGE, ...after(cursor) }),
      getNextPageParam: (page) => page.nextCursor ?? undefined,
    }),
  );
}

/** Open actions that supervisors decide, a plain STOP first, then the most overdue, a page at a time. */
export function useOpen(filter: ReviewFilter, enabled: boolean) {
  return useInfiniteQuery(
    api.action.page.infiniteOptions({
      ...start,
      enabled,
      input: (cursor: string | undefined) => ({ ...filter, supervised: true, limit: PAGE, ...after(cursor) }),
      getNextPageParam: (page) => page.nextCursor ?? undefined,
    }),
  );
}

export function useEnquiries(filter: ReviewFilter, enabled: boolean) {
  return useQuery(api.review.enquiries.queryOptions({ input: filter, enabled }));
}

export function useReviewCounts(filter: ReviewFilter) {
  return useQuery(api.review.counts.queryOptions({ input: filter, placeholderData: keepPreviousData })).data;
}

export function useSampling() {
  return useQuery(api.review.sampling.queryOptions()).data;
}

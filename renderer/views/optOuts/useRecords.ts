import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { OptOutFilter } from '../../../shared/contract/optOuts.ts';
import { api } from '../../client.ts';

/** Lines of the record a page at a time, as one array; `readAt` is when the oldest of the pages was read. */
export function useRecords(filter: OptOutFilter) {
  const query = useInfiniteQuery(
    api.optOut.list.infiniteOptions({
      input: (cursor: string | undefined) => ({ ...filter, limit: 100, ...(cursor ? { cursor } : {}) }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page) => page.nextCursor ?? undefined,
      placeholderData: keepPreviousData,
    }),
  );
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data]);
  const readAt = query.data?.pages.reduce((least, page) => Math.min(least, page.readAt), Infinity);
  return { ...query, rows, readAt };
}

export function useCounts(filter: OptOutFilter) {
  return useQuery(api.optOut.counts.queryOptions({ input: filter, placeholderData: keepPreviousData })).data;
}

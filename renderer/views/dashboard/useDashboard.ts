import { useThrottledValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { DashboardPeriod } from '../../../shared/contract/dashboard.ts';
import { api } from '../../client.ts';

/** While texts come and go all the time, charts move no more often than this. Milliseconds. */
const CALM = 3000;

/**
 * The dashboard, asked for again after changes. The counts, which every change notice renews, tell of them.
 */
export function useDashboard(period: DashboardPeriod, campaignId: string | undefined) {
  const only = campaignId === undefined ? {} : { campaignId };
  const board = useQuery(
    api.dashboard.read.queryOptions({ input: { period, ...only }, placeholderData: keepPreviousData }),
  );
  const changed = useQuery(api.conversation.counts.queryOptions({ input: {} })).dataUpdatedAt;
  const calm = useThrottledValue(changed, CALM);
  const seen = useRef(0);
  const { refetch } = board;
  useEffect(() => {
    if (calm === 0 || calm === seen.current) return;
    if (seen.current !== 0) void refetch();
    seen.current = calm;
  }, [calm, refetch]);
  return board;
}

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { api } from '../../client.ts';
import { useMe } from '../../hooks/useSession.ts';
import { Badge, useStops } from './ActionsBadge.tsx';

/** For supervisors, whose first page it is: how much waits for their decision or answer. */
export function ReviewBadge(): ReactNode {
  const { role } = useMe();
  const counts = useQuery(
    api.review.counts.queryOptions({
      input: {},
      placeholderData: keepPreviousData,
      enabled: role === 'supervisor',
    }),
  ).data;
  const stops = useStops();
  const waiting = (counts?.decide ?? 0) + (counts?.enquiries ?? 0);
  if (counts === undefined || waiting === 0) return null;
  return <Badge count={waiting} late={counts.overdue > 0 || stops.waiting > 0} />;
}

import { useThrottledValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { api } from '../../client.ts';

type CountsInput = { campaignId?: string; viewAs?: string };

/** While texts come and go all the time, figures move no more often than this. Milliseconds. */
const CALM = 3000;

/**
 * Asks for figures again after changes, though not after each one. The counts, which every change notice
 * renews, tell of them. `every`: at most once in so many milliseconds. `input`: which counts, where the
 * screen asks for some already.
 */
export function useCalmRefetch(refetch: () => unknown, every = CALM, input: CountsInput = {}): void {
  const changed = useQuery(api.conversation.counts.queryOptions({ input })).dataUpdatedAt;
  const calm = useThrottledValue(changed, every);
  const seen = useRef(0);
  useEffect(() => {
    if (calm === 0 || calm === seen.current) return;
    if (seen.current !== 0) void refetch();
    seen.current = calm;
  }, [calm, refetch]);
}

import { useQuery } from '@tanstack/react-query';
import type { MessengerTag } from '../../../shared/contract/messenger.ts';
import { api } from '../../client.ts';

const none: readonly MessengerTag[] = [];

/** The organisation's tags, by name. */
export function useTags(): readonly MessengerTag[] {
  return useQuery(api.messenger.tag.list.queryOptions({ staleTime: 60_000 })).data ?? none;
}

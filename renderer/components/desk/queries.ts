import { useQuery } from '@tanstack/react-query';
import type { DeskTag } from '../../../shared/contract/desk.ts';
import { api } from '../../client.ts';

const none: readonly DeskTag[] = [];

/** The organisation's tags, by name. */
export function useTags(): readonly DeskTag[] {
  return useQuery(api.desk.tag.list.queryOptions({ staleTime: 60_000 })).data ?? none;
}

import { skipToken, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { api } from '../../client.ts';
import { useViewing } from '../../state/viewing.ts';

/** Who has waited longest, other than the open conversation; null: nobody, or not in this list. */
type Waiting = { readonly id: string; readonly name: string; readonly since: number } | null;
export type AfterSending = { readonly waiting: Waiting; readonly go: () => void };

type Asked = {
  readonly campaignId: string;
  /** Null: not among those who wait for an answer, so the list's own order counts. */
  readonly conversationId: string | null;
  readonly tagId: string | undefined;
  readonly open: (id: string, how: 'replace') => void;
  readonly otherwise: () => void;
};

/**
 * Where "send and next" goes: among those who wait for an answer to whoever has waited longest, in other
 * lists to the next one there. Skipping goes down the list, since it would come back to the same person.
 */
export function useAfterSending({ campaignId, conversationId, tagId, open, otherwise }: Asked): AfterSending {
  const queries = useQueryClient();
  const looking = useViewing((viewing) => viewing.texter !== null);
  const { data } = useQuery(
    api.conversation.next.queryOptions({
      input:
        conversationId === null || looking
          ? skipToken
          : { campaignId, after: conversationId, ...(tagId === undefined ? {} : { tagId }) },
    }),
  );
  const waiting = data ?? null;
  const id = waiting?.id;
  useEffect(() => {
    if (id !== undefined) void queries.prefetchQuery(api.conversation.get.queryOptions({ input: { id } }));
  }, [id, queries]);
  return useMemo(
    () => ({ waiting, go: () => (waiting === null ? otherwise() : open(waiting.id, 'replace')) }),
    [waiting, open, otherwise],
  );
}

import { useQuery } from '@tanstack/react-query';
import { api } from '../../client.ts';
import { queryClient } from '../../state/queryClient.ts';
import { useViewing } from '../../state/viewing.ts';

/** Seconds in which a reply can be taken back before it leaves. */
export const HOLD_SECONDS = 5;

/** The reply that was sent last, while it is held. */
export type Held = {
  readonly conversationId: string;
  readonly messageId: string;
  readonly name: string;
  readonly body: string;
  /** By this window's own clock, UTC milliseconds. */
  readonly until: number;
};

const queryKey = api.conversation.held.queryKey();

/**
 * The latest reply of one's own that can be taken back, whichever window it was sent from: the core says so,
 * also after a reload. Null: there is none. A reply before the latest is offered in its thread.
 */
export function useHeld(): Held | null {
  const looking = useViewing((viewing) => viewing.texter !== null);
  const { data, dataUpdatedAt } = useQuery(api.conversation.held.queryOptions({ enabled: !looking }));
  const latest = data?.at(-1);
  if (latest === undefined) return null;
  const { leftMs, ...held } = latest;
  return { ...held, until: dataUpdatedAt + leftMs };
}

/** Offers a reply that was just sent, before the core is asked again. */
export async function offerBack(held: Omit<Held, 'until'>): Promise<void> {
  // An answer from before the sending would take the offer away again.
  await queryClient.cancelQueries({ queryKey });
  const offered = { ...held, leftMs: HOLD_SECONDS * 1000 };
  queryClient.setQueryData(queryKey, (list) => [
    ...(list ?? []).filter(({ messageId }) => messageId !== held.messageId),
    offered,
  ]);
}

/** Ends the offer for a text that left or was taken back. */
export function endOffer(messageId: string): void {
  queryClient.setQueryData(queryKey, (list) => list?.filter((each) => each.messageId !== messageId));
}

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, client } from '../../client.ts';
import { setAway } from './texterState.ts';

type Done = {
  readonly optOutId: string;
  readonly conversationId: string;
  readonly name: string;
  readonly undoUntil: number;
  readonly cancelled: number;
};

/** Opting out by hand, and taking it back within seconds. One at a time: a new one ends the chance to undo the last. */
export function useByHand({ onDone, onUndone }: { onDone: () => void; onUndone: (id: string) => void }) {
  const queries = useQueryClient();
  const [done, setDone] = useState<Done | null>(null);
  const refetch = () => queries.invalidateQueries({ queryKey: api.conversation.key() });

  const optOut = useMutation({
    mutationFn: ({ id, reason }: { id: string; name: string; reason: string }) =>
      client.conversation.optOut({ id, reason }),
    onSuccess: (result, { id, name }) => {
      setAway(id, 'opted-out');
      setDone({ ...result, conversationId: id, name });
      onDone();
      return refetch();
    },
  });
  const undo = useMutation({
    mutationFn: ({ optOutId }: Done) => client.conversation.undoOptOut({ id: optOutId }),
    onSuccess: async (_, { conversationId }) => {
      setAway(conversationId, null);
      setDone(null);
      onUndone(conversationId);
      await refetch();
    },
  });
  return { optOut, undo, done, forget: () => setDone(null) };
}

export type ByHand = ReturnType<typeof useByHand>;

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { UNDO_SHOWN } from '../../../shared/contract/decisions/optOutByHand.ts';
import type { QuickReason } from '../../../shared/schema/words.ts';
import { t } from '../../../shared/text/say.ts';
import { api, client, errorMessage } from '../../client.ts';
import { complain, notify } from '../../components/base/notify.ts';

import { setAway } from './texterState.ts';

type Wish = {
  readonly id: string;
  readonly name: string;
  readonly quick: QuickReason;
  readonly reason: string;
  readonly confirmation?: string | undefined;
};

type Done = {
  readonly conversationId: string;
  readonly name: string;
  readonly undoUntil: number;
  /** Known when the core has answered. */
  readonly cancelled: number;
};

/**
 * Opting out by hand, and undoing it within seconds. The conversation leaves the screen at once; if the core
 * refuses, it comes back with a notice. One at a time: a new one ends the offer to undo the last.
 */
export function useByHand({ onDone, onUndone }: { onDone: () => void; onUndone: (id: string) => void }) {
  const queries = useQueryClient();
  const [done, setDone] = useState<Done | null>(null);
  const made = useRef<Promise<string> | null>(null);
  const refetch = () =>
    Promise.all(
      [api.conversation.key(), api.action.key()].map((queryKey) => queries.invalidateQueries({ queryKey })),
    );
  const bringBack = (conversationId: string) => {
    setAway(conversationId, null);
    setDone(null);
    onUndone(conversationId);
  };

  const optOut = (wish: Wish) => {
    const { id, name, quick, reason, confirmation } = wish;
    setAway(id, 'opted-out');
    setDone({ conversationId: id, name, undoUntil: Date.now() + UNDO_SHOWN, cancelled: 0 });
    onDone();
    const answer = client.conversation.optOut({ id, quick, reason, confirmation });
    made.current = answer.then(({ optOutId }) => optOutId);
    made.current.catch(() => undefined);
    answer.then(
      ({ cancelled }) => {
        setDone((now) => (now?.conversationId === id ? { ...now, cancelled } : now));
        void refetch();
      },
      (error: unknown) => {
        bringBack(id);
        complain(t('texter:optOut.failed', { name }))(error);
        void refetch();
      },
    );
  };

  const undo = useMutation({
    mutationFn: async (_: Done) => client.conversation.undoOptOut({ id: (await made.current) ?? '' }),
    onSuccess: async ({ note }, { conversationId }) => {
      bringBack(conversationId);
      if (note !== '') notify(note, true);
      await refetch();
    },
  });
  return {
    optOut,
    undo,
    done,
    problem: undo.error === null ? null : errorMessage(undo.error),
    forget: () => setDone(null),
  };
}

export type ByHand = ReturnType<typeof useByHand>;

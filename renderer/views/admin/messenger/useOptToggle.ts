import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, errorMessage } from '../../../client.ts';
import type { Way } from './OptDialog.tsx';
import { complain, say } from './say.ts';
import type { Undoable } from './UndoNote.tsx';

/** Opting a person out or in, with its reason, and taking an opt-out back while that is possible. */
export function useOptToggle(conversationId: string | null) {
  const queries = useQueryClient();
  const [asking, setAsking] = useState<{ way: Way; conversationId: string } | null>(null);
  const [undoable, setUndoable] = useState<Undoable | null>(null);

  // The change notice refetches as well; this one is for the person who is looking at the button.
  const refresh = () =>
    Promise.all(
      [api.conversation.key(), api.person.key(), api.action.key()].map((queryKey) =>
        queries.invalidateQueries({ queryKey }),
      ),
    );
  const optOut = useMutation(api.person.optOut.mutationOptions({ onSuccess: refresh }));
  const optIn = useMutation(api.person.optIn.mutationOptions({ onSuccess: refresh }));
  const undo = useMutation(api.conversation.undoOptOut.mutationOptions({ onSuccess: refresh }));

  const confirm = (reason: string) => {
    if (asking === null) return;
    const about = { conversationId: asking.conversationId, reason };
    if (asking.way === 'out') {
      optOut.mutate(about, {
        onSuccess: (made) => {
          setUndoable({ ...made, conversationId: about.conversationId });
          setAsking(null);
        },
      });
      return;
    }
    optIn.mutate(about, {
      onSuccess: ({ remains }) => {
        setUndoable(null);
        setAsking(null);
        say(['Opted in.', ...remains].join(' '), remains.length > 0);
      },
    });
  };

  const problem = asking?.way === 'in' ? optIn.error : optOut.error;
  return {
    way: asking?.way ?? null,
    busy: optOut.isPending || optIn.isPending || undo.isPending,
    problem: asking === null || problem === null ? null : errorMessage(problem),
    /** Only while the conversation that it belongs to is open. */
    undoable: undoable?.conversationId === conversationId ? undoable : null,
    ask: (way: Way) => {
      if (conversationId === null) return;
      optOut.reset();
      optIn.reset();
      setAsking({ way, conversationId });
    },
    close: () => setAsking(null),
    confirm,
    undo: () => {
      if (undoable === null) return;
      undo.mutate(
        { id: undoable.optOutId },
        {
          onError: complain('Not undone'),
          onSettled: () => setUndoable(null),
        },
      );
    },
  };
}

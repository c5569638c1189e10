import { skipToken, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { UNDO_SHOWN } from '../../../shared/contract/decisions/optOutByHand.ts';
import { t } from '../../../shared/text/say.ts';
import { api, client, errorMessage } from '../../client.ts';
import { complain, notify } from '../base/notify.ts';
import type { Which } from '../conversations/queries.ts';
import type { Way } from './OptDialog.tsx';
import type { Undoable } from './UndoNote.tsx';

type About = { readonly which: Which; readonly reason: string; readonly confirmation?: string | undefined };

const keyOf = (which: Which) => ('number' in which ? which.number : which.conversationId);

/**
 * Opting a person out or in, with its reason, and undoing an opt-out while that is possible. `own`: as a
 * texter, in their own conversations only.
 */
export function useOptToggle(which: Which | null, { own = false } = {}) {
  const queries = useQueryClient();
  const [asking, setAsking] = useState<{ way: Way; which: Which } | null>(null);
  const [undoable, setUndoable] = useState<Undoable | null>(null);

  // The change notice does it too; this is sooner, for the person at the button.
  const refresh = () =>
    Promise.all(
      [api.conversation.key(), api.person.key(), api.action.key(), api.lookup.key(), api.evidence.key()].map(
        (queryKey) => queries.invalidateQueries({ queryKey }),
      ),
    );
  const optOut = useMutation({
    mutationFn: (about: About) =>
      own && 'conversationId' in about.which
        ? client.conversation.optOut({
            id: about.which.conversationId,
            reason: about.reason,
            confirmation: about.confirmation,
          })
        : client.person.optOut({ ...about.which, reason: about.reason, confirmation: about.confirmation }),
    onSuccess: refresh,
  });
  const optIn = useMutation({
    mutationFn: ({ which: whom, reason }: About) => client.person.optIn({ ...whom, reason }),
    onSuccess: refresh,
  });
  const undo = useMutation(api.conversation.undoOptOut.mutationOptions({ onSuccess: refresh }));

  const offer = useQuery(
    api.person.confirmation.queryOptions({
      input: asking?.way === 'out' ? asking.which : skipToken,
      staleTime: 0,
    }),
  );

  const optOutNow = (reason: string, confirmation?: string) => {
    if (asking === null) return;
    const about = { which: asking.which, reason, confirmation };
    if (asking.way === 'out') {
      optOut.mutate(about, {
        onSuccess: (made) => {
          setUndoable({ ...made, undoUntil: Date.now() + UNDO_SHOWN, whose: keyOf(about.which) });
          setAsking(null);
        },
      });
      return;
    }
    optIn.mutate(about, {
      onSuccess: ({ remains }) => {
        setUndoable(null);
        setAsking(null);
        notify([t('opt:optedIn'), ...remains].join(' '), remains.length > 0);
      },
    });
  };

  const problem = asking?.way === 'in' ? optIn.error : optOut.error;
  return {
    way: asking?.way ?? null,
    busy: optOut.isPending || optIn.isPending || undo.isPending,
    /** Whether the present opt-out may be confirmed by a text. */
    confirmation: offer.data,
    problem: asking === null || problem === null ? null : errorMessage(problem),
    /** Only while its person is on the screen. */
    undoable: which !== null && undoable?.whose === keyOf(which) ? undoable : null,
    ask: (way: Way) => {
      if (which === null) return;
      optOut.reset();
      optIn.reset();
      setAsking({ way, which });
    },
    close: () => setAsking(null),
    confirm: optOutNow,
    undo: () => {
      if (undoable === null) return;
      undo.mutate(
        { id: undoable.optOutId },
        {
          onSuccess: ({ note }) => {
            if (note !== '') notify(note, true);
          },
          onError: complain(t('opt:undo.failed')),
          onSettled: () => setUndoable(null),
        },
      );
    },
  };
}

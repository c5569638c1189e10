import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { OpenAction } from '../../../shared/contract/conversations.ts';
import { t } from '../../../shared/text/say.ts';
import { api } from '../../client.ts';
import type { Deed } from '../../components/actions/deedList.ts';
import { complain, say } from '../../components/base/say.ts';
import { offerUndo } from '../../components/optOuts/offerUndo.tsx';

/** Settles an action, says so, and names what went wrong where it did not work. */
export function useResolve() {
  const queries = useQueryClient();
  const { mutate, isPending, variables } = useMutation(
    api.action.resolve.mutationOptions({
      onSettled: () =>
        Promise.all(
          [api.conversation.key(), api.person.key(), api.action.key()].map((queryKey) =>
            queries.invalidateQueries({ queryKey }),
          ),
        ),
    }),
  );
  return {
    /** The action that is being settled. */
    busyId: isPending ? variables.id : null,
    resolve: (action: OpenAction, deed: Deed, reason: string) =>
      mutate(
        { id: action.id, resolution: deed.resolution, reason },
        {
          onSuccess: ({ optOut, remains }) => {
            if (optOut !== null)
              offerUndo(action.contactName, { cancelled: optOut.cancelled, optOutIds: [optOut.optOutId] });
            else say([`${action.contactName}: ${deed.done}`, ...remains].join(' '), remains.length > 0);
          },
          onError: complain(t('messenger:notSettled')),
        },
      ),
  };
}

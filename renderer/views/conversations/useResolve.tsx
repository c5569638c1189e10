import type { OpenAction } from '../../../shared/contract/conversations.ts';
import type { Deed } from '../../components/actions/deedList.ts';
import { notSettled, TextsWaitDialog } from '../../components/actions/TextsWaitDialog.tsx';
import { useDeeds } from '../../components/actions/useActions.ts';

/** Settles the action of a thread; `question` belongs on the page. */
export function useResolve() {
  const { resolve } = useDeeds();
  return {
    /** The action that is being settled. */
    busyId: resolve.isPending ? resolve.variables.action.id : null,
    resolve: (action: OpenAction, deed: Deed, reason: string) =>
      resolve.mutate({ action, deed, reason }, { onError: notSettled }),
    question: <TextsWaitDialog resolve={resolve} />,
  };
}

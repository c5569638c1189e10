import { useQueryClient } from '@tanstack/react-query';
import type { ConsolesState } from '../../../../shared/contract/consoles.ts';
import { api } from '../../../client.ts';

/** Milliseconds after which a dialog is closed and has given the focus back, if to anything. */
const CLOSED_AFTER = 300;

/** Gives the focus to the heading where what had it is gone with the act: the keyboard goes on from there. */
function keepFocus(): void {
  setTimeout(() => {
    if (document.activeElement === null || document.activeElement === document.body)
      document.getElementById('consoles-title')?.focus();
  }, CLOSED_AFTER);
}

/** Shows the state that an act has answered with. */
export function useTakeState(): (state: ConsolesState) => void {
  const queries = useQueryClient();
  return (state) => {
    queries.setQueryData(api.consoles.state.queryKey(), state);
    keepFocus();
  };
}

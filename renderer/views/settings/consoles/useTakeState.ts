import { useQueryClient } from '@tanstack/react-query';
import type { ConsolesState } from '../../../../shared/contract/consoles.ts';
import { api } from '../../../client.ts';

/** Shows the state that an act has answered with. */
export function useTakeState(): (state: ConsolesState) => void {
  const queries = useQueryClient();
  return (state) => {
    queries.setQueryData(api.consoles.state.queryKey(), state);
  };
}

import { useQueryClient } from '@tanstack/react-query';
import { api } from '../../../client.ts';

/** Reads the state again after an act, whatever its outcome. */
export function useReread(): { readonly onSettled: () => Promise<void> } {
  const queries = useQueryClient();
  return { onSettled: () => queries.invalidateQueries({ queryKey: api.backup.state.key() }) };
}

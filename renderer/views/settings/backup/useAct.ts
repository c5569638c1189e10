import { useQueryClient } from '@tanstack/react-query';
import { api } from '../../../client.ts';

/** After an act the page reads anew how things stand, whatever came of it. */
export function useReread(): { readonly onSettled: () => Promise<void> } {
  const queries = useQueryClient();
  return { onSettled: () => queries.invalidateQueries({ queryKey: api.backup.state.key() }) };
}

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../../client.ts';
import { announce } from '../../components/base/announce.ts';

/** The organisation's settings. */
export function useSettings() {
  return useQuery(api.settings.get.queryOptions());
}

/** Changes some settings; `message` is shown on success. */
export function useSaveSettings(message: string) {
  const queries = useQueryClient();
  return useMutation(
    api.settings.update.mutationOptions({
      onSuccess: async (saved) => {
        queries.setQueryData(api.settings.get.queryKey(), saved);
        announce(message);
        await Promise.all([
          queries.invalidateQueries({ queryKey: api.settings.key() }),
          queries.invalidateQueries({ queryKey: api.session.key() }),
        ]);
      },
    }),
  );
}

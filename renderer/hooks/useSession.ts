import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import type { Me } from '../../shared/contract/access/session.ts';
import { api } from '../client.ts';
import { saveDrafts } from '../state/drafts.ts';

/** Who is signed in and what is open. */
export function useSession() {
  return useQuery(api.session.state.queryOptions({ staleTime: 30_000 }));
}

/** Whether this window is a desk, where some things cannot be done; the server decides. */
export function useAtDesk(): boolean {
  return useSession().data?.place === 'desk';
}

/** Provided around everything that needs a sign-in. */
export const MeContext = createContext<Me | null>(null);

/** The signed-in person. Throws outside of the signed-in part. */
export function useMe(): Me {
  const me = useContext(MeContext);
  if (!me) throw new Error('useMe stands outside of the signed-in part');
  return me;
}

/** Signs out and forgets everything that was on the screen. */
export function useSignOut() {
  const queries = useQueryClient();
  return useMutation(
    api.session.signOut.mutationOptions({
      onMutate: saveDrafts,
      onSettled: async () => {
        await queries.invalidateQueries({ queryKey: api.session.key() });
        queries.removeQueries({ predicate: (query) => !isSessionKey(query.queryKey) });
      },
    }),
  );
}

function isSessionKey(key: readonly unknown[]): boolean {
  const [path] = key;
  return Array.isArray(path) && path[0] === 'session';
}

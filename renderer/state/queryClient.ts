import { ORPCError } from '@orpc/client';
import { QueryClient } from '@tanstack/react-query';

/**
 * What the server said stands; only a broken connection is worth asking again. Live notices do the
 * refetching.
 */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 5_000, retry: (count, error) => !(error instanceof ORPCError) && count < 3 },
    mutations: { retry: false },
  },
});

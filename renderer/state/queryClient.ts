import { ORPCError } from '@orpc/client';
import { QueryClient } from '@tanstack/react-query';

/** Answers of the server are not asked for again, except after a broken connection; live notices do that. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 5_000, retry: (count, error) => !(error instanceof ORPCError) && count < 3 },
    mutations: { retry: false },
  },
});

import { useQuery } from '@tanstack/react-query';
import type { Desktop } from '../../../shared/contract/console/computer.ts';
import { api } from '../../client.ts';
import { useSession } from '../../hooks/useSession.ts';

/** The desktop program around this window; null in a browser, and until it is known. */
export function useDesktopProgram(): Desktop | null {
  const session = useSession().data;
  const { data } = useQuery(
    api.computer.state.queryOptions({
      staleTime: Number.POSITIVE_INFINITY,
      enabled: session?.place === 'console',
    }),
  );
  return data?.desktop ?? null;
}

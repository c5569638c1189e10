import { useQuery } from '@tanstack/react-query';
import type { Desktop } from '../../../shared/contract/console/computer.ts';
import { api } from '../../client.ts';

/** The desktop program around this window; null in a browser, and until it is known. */
export function useDesktopProgram(): Desktop | null {
  const { data } = useQuery(api.computer.state.queryOptions({ staleTime: Number.POSITIVE_INFINITY }));
  return data?.desktop ?? null;
}

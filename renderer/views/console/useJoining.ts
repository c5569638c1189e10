import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { api } from '../../client.ts';

/** Milliseconds between two questions, since no notice comes before sign-in. */
const LOOK_EVERY = 700;

/**
 * How far the data of another console are that are being fetched, whichever window began it; null: none are.
 * Once it has ended, asks what is open now.
 */
export function useJoining() {
  const queries = useQueryClient();
  const { data: progress = null } = useQuery(
    api.consoles.joining.queryOptions({ refetchInterval: LOOK_EVERY }),
  );
  const was = useRef(false);
  useEffect(() => {
    if (was.current && progress === null) void queries.invalidateQueries({ queryKey: api.session.key() });
    was.current = progress !== null;
  }, [progress, queries]);
  return progress;
}

import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { t } from '../../../shared/text/say.ts';
import { api } from '../../client.ts';
import { TaskProgress } from '../../components/backup/TaskProgress.tsx';

/** Milliseconds between two questions, since no notice comes before sign-in. */
const LOOK_EVERY = 700;

/**
 * How far a store is that is being made from a back-up or a file, whichever window began it; nothing where
 * none is.
 */
export function Restoring({ onEnded }: { readonly onEnded?: () => void }) {
  const progress =
    useQuery(api.lostStore.progress.queryOptions({ refetchInterval: LOOK_EVERY })).data ?? null;
  const was = useRef(false);
  useEffect(() => {
    if (was.current && progress === null) onEnded?.();
    was.current = progress !== null;
  }, [progress, onEnded]);
  return progress === null ? null : <TaskProgress label={t('backup:start.underWay')} progress={progress} />;
}

import { getEventMeta } from '@orpc/client';
import { type QueryKey, useQueryClient } from '@tanstack/react-query';
import { useLayoutEffect } from 'react';
import type { ChangeTopic } from '../../shared/contract/base/changes.ts';
import { api, client, isCode } from '../client.ts';
import { CONCERNS, restOf } from '../concerns.ts';
import { createPace } from '../pace.ts';

const RETRY = 1_000;

/**
 * Keeps the screen current: one subscription to change notices, which marks what they concern as stale and
 * reads again what is shown of it. What was read before the subscription may be out of date, and is read
 * again as well. After a break it continues from the last notice. Called once, in the signed-in part.
 */
export function useLive(): void {
  const queries = useQueryClient();
  // Before the effects in which queries begin, so that no change falls between an answer and this.
  useLayoutEffect(() => {
    const begun = Date.now();
    const stopping = new AbortController();
    const keyOf = (hash: string) => queries.getQueryCache().get(hash)?.queryKey;
    const pace = createPace(
      async (hash) => {
        const queryKey = keyOf(hash);
        if (queryKey) await queries.refetchQueries({ queryKey, exact: true });
      },
      (hash, took) => restOf(...callOf(keyOf(hash)), took),
    );

    const note = (topics: readonly ChangeTopic[]) => {
      for (const name of new Set(topics.flatMap((topic) => CONCERNS[topic]))) {
        for (const query of queries.getQueryCache().findAll({ queryKey: [name.split('.'), {}] })) {
          query.invalidate();
          if (query.isActive()) pace.due(query.queryHash);
        }
      }
    };

    void (async () => {
      let lastEventId: string | undefined;
      let first = true;
      while (!stopping.signal.aborted) {
        try {
          const notices = await client.changes.watch(undefined, { signal: stopping.signal, lastEventId });
          if (lastEventId === undefined)
            void queries.invalidateQueries(
              first ? { predicate: ({ state }) => state.dataUpdatedAt < begun } : {},
            );
          first = false;
          for await (const notice of notices) {
            lastEventId = getEventMeta(notice)?.id ?? lastEventId;
            note(notice.topics);
          }
        } catch (error) {
          if (isCode(error, 'UNAUTHORIZED')) {
            void queries.invalidateQueries({ queryKey: api.session.key() });
            return;
          }
        }
        await pause(RETRY, stopping.signal);
      }
    })();

    return () => {
      stopping.abort();
      pace.end();
    };
  }, [queries]);
}

/** The procedure behind a query and its input, of which oRPC makes the key. */
function callOf([path, call]: QueryKey = []): [procedure: string, input: unknown] {
  const input = typeof call === 'object' && call !== null && 'input' in call ? call.input : undefined;
  return [Array.isArray(path) ? path.join('.') : '', input];
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

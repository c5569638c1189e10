import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { HandingState } from '../../../shared/contract/campaigns/handing.ts';
import { t } from '../../../shared/text/say.ts';
import { api, client } from '../../client.ts';
import { announce } from '../../components/base/announce.ts';
import { complain } from '../../components/base/notify.ts';
import { useViewAs, useViewing } from '../../state/viewing.ts';

/** Who is here and how long a reply waits changes without any notice. Milliseconds. */
const NOW_AND_THEN = 20_000;

/** How far oneself and the team are in a campaign, and what may be asked for. */
export function useHanding(campaignId: string) {
  const viewAs = useViewAs();
  const looking = useViewing((viewing) => viewing.texter !== null);
  const queries = useQueryClient();
  const read = api.handing.state.queryOptions({ input: { campaignId, ...viewAs } });
  const { data } = useQuery({ ...read, refetchInterval: NOW_AND_THEN });
  const show = (state: HandingState) => queries.setQueryData(read.queryKey, state);

  const ask = useMutation(
    api.handing.ask.mutationOptions({
      onSuccess: ({ given, state }) => {
        done.reset();
        show(state);
        const none = t(state.nothing === 'in-hand' ? 'handing:nothing.in-hand' : 'handing:bar.givenNone');
        announce(given === 0 ? none : t('handing:bar.given', { count: given }));
      },
      onError: complain(t('handing:bar.giveFailed')),
    }),
  );
  const done = useMutation(
    api.handing.done.mutationOptions({
      onSuccess: ({ returned, state }) => {
        show(state);
        announce(t('handing:bar.returned', { count: returned }));
      },
      onError: complain(t('handing:bar.doneFailed')),
    }),
  );
  const take = useMutation(
    api.handing.take.mutationOptions({
      onSuccess: ({ conversationId }) => {
        if (conversationId === null) announce(t('handing:offer.none'));
        void queries.invalidateQueries({ queryKey: api.handing.key() });
      },
      onError: complain(t('handing:offer.failed')),
    }),
  );
  const busy = ask.isPending || done.isPending || take.isPending;
  /** Whoever has given back all contacts here, and asked for none since, knows why they left the list. */
  const gaveBack = !done.isIdle && !done.isError && done.variables.campaignId === campaignId;
  return { state: data, ask, done, take, gaveBack, mayAct: !looking && !busy };
}
export type HandingWork = ReturnType<typeof useHanding>;

const MINUTE = 60_000;

/** Tells the console now and then that somebody sits here: by their own hand, not by the window’s. */
export function useHere(): void {
  const looking = useViewing((viewing) => viewing.texter !== null);
  useEffect(() => {
    if (looking) return;
    let told = 0;
    const tell = () => {
      const now = Date.now();
      if (now - told < MINUTE) return;
      told = now;
      // Whoever is signed out, or offline, is not here.
      void client.handing.here().catch(() => undefined);
    };
    const acts = ['pointerdown', 'pointermove', 'keydown'] as const;
    for (const act of acts) window.addEventListener(act, tell, { passive: true });
    return () => {
      for (const act of acts) window.removeEventListener(act, tell);
    };
  }, [looking]);
}

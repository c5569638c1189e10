import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { useMemo } from 'react';
import type { ActionFilter, ActionItem } from '../../../shared/contract/actions.ts';
import type { WarningCode } from '../../../shared/contract/base/warning.ts';
import { t } from '../../../shared/text/say.ts';
import { api, client } from '../../client.ts';
import { complain, notify } from '../base/notify.ts';
import { offerUndo } from '../optOuts/offerUndo.tsx';
import type { BulkDeed } from './bulk.ts';
import type { Deed } from './deedList.ts';

const PAGE = 100;

/** The open actions of the filter, page by page, and their counts. */
export function useActionList(filter: ActionFilter) {
  const query = useInfiniteQuery(
    api.action.page.infiniteOptions({
      input: (cursor: string | undefined) => ({ ...filter, limit: PAGE, ...(cursor ? { cursor } : {}) }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page) => page.nextCursor ?? undefined,
      placeholderData: keepPreviousData,
    }),
  );
  const items = useMemo(() => {
    const all = query.data?.pages.flatMap((page) => page.items) ?? [];
    return [...new Map(all.map((item) => [item.id, item])).values()];
  }, [query.data]);
  return { ...query, items };
}

export function useActionSummary(enabled = true) {
  return useQuery(api.action.summary.queryOptions({ placeholderData: keepPreviousData, enabled })).data;
}

export const nameOf = (action: Pick<ActionItem, 'contactName' | 'number'>) =>
  action.contactName || action.number || t('actions:row.unknownNumber');

type One = {
  action: Pick<ActionItem, 'id' | 'contactName' | 'number'>;
  deed: Pick<Deed, 'resolution' | 'done'>;
  reason: string;
  confirmation?: string | undefined;
  /** Warnings that were read and accepted. */
  confirmed?: WarningCode[];
};

/** Settling actions, one or several, and assigning them; each says what it did. */
export function useDeeds() {
  const queries = useQueryClient();
  const refresh = () =>
    Promise.all(
      [api.action.key(), api.conversation.key(), api.person.key()].map((queryKey) =>
        queries.invalidateQueries({ queryKey }),
      ),
    );
  const resolve = useMutation({
    mutationFn: ({ action, deed, reason, ...more }: One) =>
      client.action.resolve({ id: action.id, resolution: deed.resolution, reason, ...more }),
    onSuccess: ({ optOut, remains }, { action, deed }) => {
      if (optOut !== null)
        offerUndo(nameOf(action), { cancelled: optOut.cancelled, optOutIds: [optOut.optOutId] });
      else
        notify(
          [t('actions:did', { name: nameOf(action), done: deed.done }), ...remains].join(' '),
          remains.length > 0,
        );
    },
    onSettled: refresh,
  });
  const resolveMany = useMutation({
    mutationFn: ({ ids, deed }: { ids: readonly string[]; deed: BulkDeed }) =>
      client.action.resolveMany({ ids: [...ids], resolution: deed }),
    onSuccess: ({ done, refused }) => {
      const optOutIds = done.flatMap(({ optOutId }) => optOutId ?? []);
      const why = refused[0]?.why ?? '';
      if (optOutIds.length > 0) {
        offerUndo(t('actions:people', { count: optOutIds.length }), { optOutIds, cancelled: 0 });
      } else if (done.length > 0) notify(t('actions:done', { count: done.length }));
      if (refused.length > 0) notify(t('actions:left', { count: refused.length, why }), true);
    },
    onError: complain(t('actions:notDone')),
    onSettled: refresh,
  });
  const assign = useMutation(
    api.action.assign.mutationOptions({ onError: complain(t('actions:notAssigned')), onSettled: refresh }),
  );
  return { resolve, resolveMany, assign };
}

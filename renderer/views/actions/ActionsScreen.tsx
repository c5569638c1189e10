import { IconChecks } from '@tabler/icons-react';
import { skipToken, useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { ActionFilter, ActionItem } from '../../../shared/contract/actions.ts';
import { t } from '../../../shared/text/say.ts';
import { api, errorMessage } from '../../client.ts';
import { type Deed, deedsOf } from '../../components/actions/deedList.ts';
import { notSettled, TextsWaitDialog } from '../../components/actions/TextsWaitDialog.tsx';
import { nameOf, useActionList, useActionSummary, useDeeds } from '../../components/actions/useActions.ts';
import { EmptyState } from '../../components/base/EmptyState.tsx';
import { ErrorNotice } from '../../components/base/ErrorNotice.tsx';
import { LoadingRows } from '../../components/base/Loading.tsx';
import { Tag } from '../../components/base/Tag.tsx';
import { useCampaigns } from '../../components/conversations/queries.ts';
import { OptDialog } from '../../components/optOuts/OptDialog.tsx';
import { TopBar } from '../../components/shell/Shell.tsx';
import { useHotkey } from '../../hooks/useHotkey.ts';
import { useMe } from '../../hooks/useSession.ts';
import { ActionFilters } from './ActionFilters.tsx';
import { ActionList } from './ActionList.tsx';
import type { Assignee } from './ActionRow.tsx';
import styles from './actions.module.css';
import { BulkBar } from './BulkBar.tsx';

type Props = {
  /** Who can be given actions; null for people who may not assign. */
  assignees: readonly Assignee[] | null;
  onOpen: (action: ActionItem) => void;
};

/** What a person must do, the most urgent first, each with its words, its due date and its acts. */
export function ActionsScreen({ assignees, onOpen }: Props): ReactNode {
  const { role } = useMe();
  const [filter, setFilter] = useState<ActionFilter>({});
  const [index, setIndex] = useState(0);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [optingOut, setOptingOut] = useState<ActionItem | null>(null);
  const list = useActionList(filter);
  const summary = useActionSummary();
  const campaigns = useCampaigns();
  const deeds = useDeeds();
  const current = list.items[Math.min(index, list.items.length - 1)];
  const picked = list.items.filter(({ id }) => chosen.has(id));

  const choose = (id: string, on: boolean) =>
    setChosen((was) => {
      const next = new Set(was);
      if (on) next.add(id);
      else next.delete(id);
      return next;
    });
  const settle = (action: ActionItem, deed: Deed, reason: string) => {
    if (deed.resolution === 'opt-out') {
      deeds.resolve.reset();
      setOptingOut(action);
    } else deeds.resolve.mutate({ action, deed, reason }, { onError: notSettled });
  };
  const move = (step: 1 | -1) => () =>
    setIndex((was) =>
      Math.max(0, Math.min(list.items.length - 1, Math.min(was, list.items.length - 1) + step)),
    );
  const group = t('actions:keys.group');
  useHotkey(['J', 'ArrowDown'], t('actions:keys.next'), move(1), { group });
  useHotkey(['K', 'ArrowUp'], t('actions:keys.before'), move(-1), { group });
  useHotkey('X', t('actions:keys.choose'), () => current && choose(current.id, !chosen.has(current.id)), {
    group,
  });
  useHotkey('Enter', t('actions:keys.open'), () => current?.conversationId && onOpen(current), { group });
  useHotkey(
    'alt+O',
    t('actions:keys.optOut'),
    () => {
      const deed = current && deedsOf(current, role).find(({ resolution }) => resolution === 'opt-out');
      if (deed) settle(current, deed, '');
    },
    { group },
  );

  return (
    <>
      <TopBar title={t('actions:title')}>
        <Tag>{t('actions:count.open', { count: summary?.open ?? 0 })}</Tag>
        {summary && summary.overdue > 0 ? (
          <Tag tone="stop">{t('actions:count.overdue', { count: summary.overdue })}</Tag>
        ) : null}
        {summary && summary.mine > 0 ? (
          <Tag tone="brand">{t('actions:count.mine', { count: summary.mine })}</Tag>
        ) : null}
      </TopBar>
      <main className={styles.screen}>
        <div className={styles.tools}>
          {/* Always in one place, so that choosing a row does not move it. */}
          {picked.length === 0 ? (
            <ActionFilters
              filter={filter}
              onChange={setFilter}
              kinds={summary?.kinds ?? []}
              campaigns={campaigns}
            />
          ) : (
            <BulkBar
              chosen={picked}
              busy={deeds.resolveMany.isPending}
              onNone={() => setChosen(new Set())}
              onDeed={(deed) =>
                deeds.resolveMany.mutate(
                  { ids: picked.slice(0, 200).map(({ id }) => id), deed },
                  { onSuccess: () => setChosen(new Set()) },
                )
              }
            />
          )}
        </div>
        {body()}
      </main>
      {optingOut === null ? <TextsWaitDialog resolve={deeds.resolve} /> : null}
      <OptOutOfAction
        action={optingOut}
        busy={deeds.resolve.isPending}
        problem={deeds.resolve.error === null ? null : errorMessage(deeds.resolve.error)}
        onClose={() => setOptingOut(null)}
        onConfirm={(reason, confirmation) => {
          if (optingOut === null) return;
          deeds.resolve.mutate(
            { action: optingOut, deed: { resolution: 'opt-out', done: '' }, reason, confirmation },
            { onSuccess: () => setOptingOut(null) },
          );
        }}
      />
    </>
  );

  function body(): ReactNode {
    if (list.isPending) return <LoadingRows rows={6} label={t('actions:loading')} />;
    if (list.error !== null && list.items.length === 0) {
      return (
        <div className={styles.inset}>
          <ErrorNotice title={t('actions:failed')} error={list.error} onRetry={() => void list.refetch()} />
        </div>
      );
    }
    if (list.items.length === 0) {
      return Object.keys(filter).length > 0 ? (
        <EmptyState title={t('actions:noMatch.title')}>{t('actions:noMatch.text')}</EmptyState>
      ) : (
        <EmptyState title={t('actions:none.title')} icon={<IconChecks size={22} />}>
          {t('actions:none.text')}
        </EmptyState>
      );
    }
    return (
      <ActionList
        items={list.items}
        currentId={current?.id ?? null}
        chosen={chosen}
        busyId={deeds.resolve.isPending ? deeds.resolve.variables.action.id : null}
        assignees={assignees}
        onChoose={choose}
        onResolve={settle}
        onAssign={(action, accountId) => deeds.assign.mutate({ ids: [action.id], accountId })}
        onOpen={onOpen}
        onEnd={() => {
          if (list.hasNextPage && !list.isFetchingNextPage) void list.fetchNextPage();
        }}
      />
    );
  }
}

type OptOutProps = {
  action: ActionItem | null;
  busy: boolean;
  problem: string | null;
  onConfirm: (reason: string, confirmation?: string) => void;
  onClose: () => void;
};

/** The same dialog as everywhere: why, and whether the contact gets a confirmation. */
function OptOutOfAction({ action, busy, problem, onConfirm, onClose }: OptOutProps): ReactNode {
  const which =
    action?.conversationId != null
      ? { conversationId: action.conversationId }
      : action?.number != null
        ? { number: action.number }
        : skipToken;
  const offer = useQuery(api.person.confirmation.queryOptions({ input: which, staleTime: 0 }));
  return (
    <OptDialog
      way={action === null ? null : 'out'}
      name={action === null ? '' : nameOf(action)}
      senderNumbers={null}
      confirmation={offer.data}
      busy={busy}
      problem={problem}
      onConfirm={onConfirm}
      onClose={onClose}
    />
  );
}

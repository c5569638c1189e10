import { Button } from '@mantine/core';
import { IconUsersGroup } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { SavedList } from '../../../../shared/contract/campaigns/savedLists.ts';
import { t } from '../../../../shared/text/say.ts';
import { api } from '../../../client.ts';
import { announce } from '../../../components/base/announce.ts';
import { ConfirmDialog } from '../../../components/base/ConfirmDialog.tsx';
import { EmptyState } from '../../../components/base/EmptyState.tsx';
import { ErrorNotice } from '../../../components/base/ErrorNotice.tsx';
import { LoadingRows } from '../../../components/base/Loading.tsx';
import { TopBar } from '../../../components/shell/Shell.tsx';
import { number } from '../../../language/formats.ts';
import { hrefOf } from '../../../state/route.ts';
import { BackLink } from '../BackLink.tsx';
import styles from '../campaigns.module.css';
import list from '../list.module.css';

/** People kept under a name: where from, how many may be texted now, and which campaigns took them in. */
export function ListsPage() {
  const lists = useQuery(api.savedList.list.queryOptions());
  return (
    <>
      <TopBar title={t('campaigns:lists.title')}>
        <BackLink />
      </TopBar>
      <main className={styles.page}>
        {lists.error ? <ErrorNotice title={t('campaigns:lists.failed')} error={lists.error} /> : null}
        {lists.isPending ? <LoadingRows rows={3} /> : null}
        {lists.data?.length === 0 ? (
          <EmptyState title={t('campaigns:lists.empty')} icon={<IconUsersGroup size={24} />}>
            {t('campaigns:lists.emptyText')}
          </EmptyState>
        ) : null}
        <ul className={list.cards}>
          {lists.data?.map((each) => (
            <ListCard key={each.id} saved={each} />
          ))}
        </ul>
      </main>
    </>
  );
}

function ListCard({ saved }: { readonly saved: SavedList }) {
  const [asking, setAsking] = useState(false);
  const queries = useQueryClient();
  const details = useQuery(api.savedList.get.queryOptions({ input: { id: saved.id } }));
  const now = useQuery(api.savedList.dryRun.queryOptions({ input: { id: saved.id } }));
  const remove = useMutation(
    api.savedList.remove.mutationOptions({
      onSuccess: async () => {
        await queries.invalidateQueries({ queryKey: api.savedList.key() });
        announce(t('campaigns:lists.removed', { name: saved.name }));
      },
    }),
  );
  return (
    <li className={list.card}>
      <div className={list.cardMain}>
        <h2 className={list.savedName}>{saved.name}</h2>
        <div className={styles.soft}>{saved.source}</div>
        <div className={styles.soft}>
          {t('campaigns:lists.people', { count: saved.people })}
          {now.data ? ` · ${t('campaigns:lists.now', { count: now.data.result.imported })}` : ''}
        </div>
        {now.error ? <ErrorNotice error={now.error} /> : null}
        {details.error ? <ErrorNotice error={details.error} /> : null}
        <ul className={styles.soft}>
          {details.data?.uses.map((use) => (
            <li key={`${use.campaignId} ${use.at}`}>
              <a href={hrefOf(['campaigns', use.campaignId])}>{use.campaignName}</a>{' '}
              {t('campaigns:lists.use', {
                contacts: number(use.contacts),
                texted: number(use.texted),
                replied: number(use.replied),
                optedOut: number(use.optedOut),
              })}
            </li>
          ))}
        </ul>
      </div>
      <div className={list.savedActs}>
        <Button
          aria-label={t('campaigns:lists.removeOne', { name: saved.name })}
          onClick={() => setAsking(true)}
        >
          {t('campaigns:lists.remove')}
        </Button>
      </div>
      <ConfirmDialog
        opened={asking}
        title={t('campaigns:lists.askRemove', { name: saved.name })}
        confirmLabel={t('campaigns:lists.removeIt')}
        danger
        busy={remove.isPending}
        onConfirm={() => remove.mutate({ id: saved.id })}
        onCancel={() => setAsking(false)}
      >
        {t('campaigns:lists.consequence')}
        {remove.error ? <ErrorNotice error={remove.error} /> : null}
      </ConfirmDialog>
    </li>
  );
}

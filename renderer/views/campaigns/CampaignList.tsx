import { Button, Group } from '@mantine/core';
import { IconPlus, IconSpeakerphone } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { Campaign } from '../../../shared/contract/campaigns.ts';
import { t } from '../../../shared/text/say.ts';
import { api } from '../../client.ts';
import { EmptyState } from '../../components/base/EmptyState.tsx';
import { ErrorNotice } from '../../components/base/ErrorNotice.tsx';
import { LoadingRows } from '../../components/base/Loading.tsx';
import { PractiseButton } from '../../components/practice/Practice.tsx';
import { TopBar } from '../../components/shell/Shell.tsx';
import { useAtDesk } from '../../hooks/useSession.ts';
import { hrefOf } from '../../state/route.ts';
import { CampaignCard } from './CampaignCard.tsx';
import styles from './campaigns.module.css';
import list from './list.module.css';

const ORDER = ['launched', 'paused', 'draft', 'closed'] as const;

/** Every campaign, those that run first. */
export function CampaignList() {
  const desk = useAtDesk();
  const campaigns = useQuery(api.campaign.list.queryOptions({ input: { archived: 'with' } }));
  const accounts = useQuery(api.account.list.queryOptions());
  const connections = useQuery(api.connection.list.queryOptions());
  const names = new Map((accounts.data ?? []).map(({ id, name }) => [id, name]));
  const sorted = [...(campaigns.data ?? [])].sort(
    (a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state) || b.createdAt - a.createdAt,
  );
  const listed = sorted.filter(({ archivedAt }) => archivedAt === null);
  const archived = sorted.filter(({ archivedAt }) => archivedAt !== null);
  const add = (
    <Button
      variant="filled"
      leftSection={<IconPlus size={16} aria-hidden />}
      component="a"
      href={hrefOf(['campaigns', 'new'])}
    >
      {t('campaigns:list.new')}
    </Button>
  );
  const withLists = (
    <Group gap="sm">
      <Button component="a" href={hrefOf(['campaigns', 'lists'])}>
        {t('campaigns:lists.title')}
      </Button>
      {add}
    </Group>
  );
  // Whoever begins can practise with invented people before anything real is set up.
  const practised = connections.data?.some(({ practice }) => practice) ?? true;
  const first = practised ? (
    add
  ) : (
    <Group gap="sm" justify="center">
      {add}
      {desk ? null : <PractiseButton />}
    </Group>
  );
  return (
    <>
      <TopBar title={t('campaigns:list.title')} right={sorted.length > 0 ? withLists : null} />
      <main className={styles.page}>
        {campaigns.error ? <ErrorNotice title={t('campaigns:list.failed')} error={campaigns.error} /> : null}
        {campaigns.isPending ? <LoadingRows rows={4} /> : null}
        {campaigns.data && sorted.length === 0 ? (
          <EmptyState title={t('campaigns:list.empty')} icon={<IconSpeakerphone size={24} />} action={first}>
            {t('campaigns:list.emptyText')}
          </EmptyState>
        ) : null}
        {sorted.length > 0 && listed.length === 0 ? (
          <EmptyState title={t('campaigns:list.allArchived')} icon={<IconSpeakerphone size={24} />}>
            {t('campaigns:list.allArchivedText')}
          </EmptyState>
        ) : null}
        <Cards campaigns={listed} names={names} />
        {archived.length > 0 ? (
          <details className={list.archived}>
            <summary>{t('campaigns:list.archived', { count: archived.length })}</summary>
            <Cards campaigns={archived} names={names} />
          </details>
        ) : null}
      </main>
    </>
  );
}

type CardsProps = { readonly campaigns: readonly Campaign[]; readonly names: ReadonlyMap<string, string> };

function Cards({ campaigns, names }: CardsProps) {
  return (
    <ul className={list.cards}>
      {campaigns.map((campaign) => (
        <CampaignCard
          key={campaign.id}
          campaign={campaign}
          texters={campaign.texterIds.flatMap((id) => names.get(id) ?? [])}
        />
      ))}
    </ul>
  );
}

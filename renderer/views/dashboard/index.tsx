import '@mantine/charts/styles.layer.css';
import { Button, NativeSelect, SegmentedControl } from '@mantine/core';
import { IconChartBar } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { create } from 'zustand';
import { type Dashboard, DashboardPeriod } from '../../../shared/contract/dashboard.ts';
import { t } from '../../../shared/text/say.ts';
import { api } from '../../client.ts';
import { EmptyState } from '../../components/base/EmptyState.tsx';
import { ErrorNotice } from '../../components/base/ErrorNotice.tsx';
import { LoadingLines } from '../../components/base/Loading.tsx';
import { useCampaigns } from '../../components/conversations/queries.ts';
import { useCalmRefetch } from '../../components/conversations/useCalmRefetch.ts';
import page from '../../components/dashboard/figures.module.css';
import { TopBar } from '../../components/shell/Shell.tsx';
import { hrefOf } from '../../state/route.ts';
import { ActionsChart, DeliveryChart, EnforcementChart, RefusalsChart } from './Charts.tsx';
import styles from './dashboard.module.css';
import { RateCard } from './RateCard.tsx';
import { Tiles } from './Tiles.tsx';

type Chosen = { readonly period: DashboardPeriod; readonly campaignId: string | undefined };

/** Kept outside of the view, so that coming back from a list finds the same charts. */
const useChosen = create<Chosen>(() => ({ period: '7-days', campaignId: undefined }));

/** Charts of opt-outs, replies, delivery and open actions, for admins and supervisors. */
export function DashboardView(): ReactNode {
  const { period, campaignId } = useChosen();
  const campaigns = useCampaigns();
  const { data: board, error, refetch } = useDashboard(period, campaignId);
  return (
    <>
      <TopBar
        title={t('dashboard:title')}
        right={
          <>
            {board && <span>{t('dashboard:zone', { zone: board.zone.replaceAll('_', ' ') })}</span>}
            <Button component="a" size="compact-sm" href={hrefOf(['report'])}>
              {t('report:open')}
            </Button>
          </>
        }
      >
        <SegmentedControl
          size="xs"
          aria-label={t('dashboard:period.label')}
          data={DashboardPeriod.options.map((value) => ({ value, label: t(`dashboard:period.${value}`) }))}
          value={period}
          onChange={(value) => useChosen.setState({ period: DashboardPeriod.parse(value) })}
        />
        <NativeSelect
          size="xs"
          aria-label={t('dashboard:campaign')}
          className={page.campaign}
          value={campaignId ?? ''}
          onChange={(event) => useChosen.setState({ campaignId: event.currentTarget.value || undefined })}
        >
          <option value="">{t('dashboard:everyCampaign')}</option>
          {campaigns.map((each) => (
            <option key={each.id} value={each.id}>
              {each.name}
            </option>
          ))}
        </NativeSelect>
        <a className={styles.results} href={hrefOf(['results', campaignId])}>
          {t('results:open')}
        </a>
      </TopBar>
      <main className={page.page} aria-label={t('dashboard:charts')}>
        <Body board={board} error={error} onRetry={() => void refetch()} />
      </main>
    </>
  );
}

function Body(props: { board: Dashboard | undefined; error: unknown; onRetry: () => void }): ReactNode {
  const { board, error, onRetry } = props;
  if (board === undefined) {
    return error === null ? (
      <LoadingLines lines={8} label={t('dashboard:loading')} />
    ) : (
      <ErrorNotice title={t('dashboard:unread')} error={error} onRetry={onRetry} />
    );
  }
  return (
    <div className={page.inner}>
      <Tiles board={board} />
      {board.texted.count === 0 ? (
        <EmptyState title={t('dashboard:nobody.title')} icon={<IconChartBar size={28} />}>
          {t('dashboard:nobody.text')}
        </EmptyState>
      ) : (
        <>
          <RateCard board={board} />
          <EnforcementChart board={board} />
          <DeliveryChart board={board} />
          <RefusalsChart board={board} />
        </>
      )}
      <ActionsChart board={board} />
    </div>
  );
}

/** The dashboard, asked for again after changes. */
function useDashboard(period: DashboardPeriod, campaignId: string | undefined) {
  const only = campaignId === undefined ? {} : { campaignId };
  const board = useQuery(
    api.dashboard.read.queryOptions({ input: { period, ...only }, placeholderData: keepPreviousData }),
  );
  useCalmRefetch(board.refetch);
  return board;
}

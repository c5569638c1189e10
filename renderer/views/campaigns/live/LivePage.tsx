import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Campaign } from '../../../../shared/contract/campaigns.ts';
import { t } from '../../../../shared/text/say.ts';
import { scheduleText } from '../../../../shared/text/scheduleText.ts';
import { api } from '../../../client.ts';
import { ErrorNotice } from '../../../components/base/ErrorNotice.tsx';
import { LoadingLines } from '../../../components/base/Loading.tsx';
import { useCalmRefetch } from '../../../components/conversations/useCalmRefetch.ts';
import { TopBar } from '../../../components/shell/Shell.tsx';
import { go } from '../../../state/route.ts';
import { BackLink } from '../BackLink.tsx';
import { CampaignActs } from '../CampaignActs.tsx';
import { CampaignTabs } from '../CampaignTabs.tsx';
import styles from '../campaigns.module.css';
import { StateTag } from '../StateTag.tsx';
import { CostSection } from './CostSection.tsx';
import { LiveTiles } from './LiveTiles.tsx';
import live from './live.module.css';
import { TexterTable } from './TexterTable.tsx';

/** Milliseconds between two questions: the pace falls while nothing happens, and no notice comes of that. */
const NOW_AND_THEN = 60_000;

/** How a launched campaign goes: figures, pace, who waits, and each texter. */
export function LivePage({ campaign }: { readonly campaign: Campaign }) {
  const board = useQuery(
    api.cockpit.read.queryOptions({
      input: { campaignId: campaign.id },
      placeholderData: keepPreviousData,
      refetchInterval: NOW_AND_THEN,
    }),
  );
  useCalmRefetch(board.refetch);
  const { name, region, state, pauseReason, schedule } = campaign;
  return (
    <>
      <TopBar
        title={name}
        right={
          <CampaignActs
            campaign={campaign}
            onRemoved={() => go(['campaigns'])}
            onGoOn={() => go(['campaigns', campaign.id, 'setup', 'launch'])}
          />
        }
      >
        <StateTag campaign={campaign} />
        <CampaignTabs campaign={campaign} at="live" />
        <BackLink />
      </TopBar>
      <main className={styles.page}>
        <div className={live.parts}>
          {schedule !== null && state !== 'closed' ? (
            <p className={styles.soft}>{scheduleText(schedule, region)}</p>
          ) : null}
          {state === 'paused' && pauseReason ? <p className={styles.needs}>{pauseReason}</p> : null}
          {board.data ? (
            <>
              {board.data.undecided > 0 ? (
                <p className={styles.needs} role="status">
                  {t('cockpit:undecided', { count: board.data.undecided })}
                </p>
              ) : null}
              <LiveTiles board={board.data} />
              <TexterTable board={board.data} />
              <CostSection campaign={campaign} />
            </>
          ) : board.error ? (
            <ErrorNotice
              title={t('cockpit:failed')}
              error={board.error}
              onRetry={() => void board.refetch()}
            />
          ) : (
            <LoadingLines lines={8} label={t('cockpit:loading')} />
          )}
        </div>
      </main>
    </>
  );
}

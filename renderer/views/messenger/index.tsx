import { Button } from '@mantine/core';
import { IconMessages } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Campaign } from '../../../shared/contract/campaigns.ts';
import { t } from '../../../shared/text/say.ts';
import { api } from '../../client.ts';
import { EmptyState } from '../../components/base/EmptyState.tsx';
import { ErrorNotice } from '../../components/base/ErrorNotice.tsx';
import { LoadingLines } from '../../components/base/Loading.tsx';
import { Nudges } from '../../components/messenger/Nudges.tsx';
import { TopBar } from '../../components/shell/Shell.tsx';
import { go, useRoute } from '../../state/route.ts';
import { useViewAs } from '../../state/viewing.ts';
import { Messenger } from './Messenger.tsx';
import { readTab } from './tabs.ts';
import { clearTexterState } from './texterState.ts';

/** The texter's view: their campaigns and conversations. Its place is #/texter/CAMPAIGN/TAB/CONVERSATION. */
export function TexterView() {
  const [, campaignId, tabWord, conversationId = null] = useRoute();
  const campaigns = useQuery(api.campaign.list.queryOptions({ input: useViewAs() }));
  // The next person to sign in must not see this list.
  useEffect(() => clearTexterState, []);
  if (!campaigns.data) {
    return (
      <>
        <TopBar title={t('common:place.texter')} />
        <main>
          {campaigns.error ? (
            <ErrorNotice
              title={t('texter:campaigns.failed')}
              error={campaigns.error}
              onRetry={() => void campaigns.refetch()}
            />
          ) : (
            <LoadingLines />
          )}
        </main>
      </>
    );
  }
  const campaign = campaigns.data.find(({ id }) => id === campaignId) ?? busiest(campaigns.data);
  if (!campaign) {
    return (
      <>
        <TopBar title={t('common:place.texter')} />
        <Nudges />
        <main>
          <EmptyState
            title={t('texter:campaigns.none')}
            icon={<IconMessages size={22} />}
            action={<Button onClick={() => go(['exercise'])}>{t('exercise:start')}</Button>}
          >
            {t('texter:campaigns.noneText')}
          </EmptyState>
        </main>
      </>
    );
  }
  const here = campaign.id === campaignId;
  const tab = (here ? readTab(tabWord) : null) ?? (campaign.counts.toAnswer > 0 ? 'to-answer' : 'to-send');
  return (
    <Messenger
      key={campaign.id}
      campaign={campaign}
      campaigns={campaigns.data}
      tab={tab}
      conversationId={here ? conversationId : null}
    />
  );
}

/** The campaign with the most replies to answer, else the most to send. */
function busiest(campaigns: readonly Campaign[]): Campaign | undefined {
  return campaigns.toSorted(
    (a, b) => b.counts.toAnswer - a.counts.toAnswer || b.counts.toSend - a.counts.toSend,
  )[0];
}

import { Button } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { skipToken, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { Campaign } from '../../../shared/contract/campaigns.ts';
import { t } from '../../../shared/text/say.ts';
import { api } from '../../client.ts';
import { ErrorNotice } from '../../components/base/ErrorNotice.tsx';
import { Panes } from '../../components/base/Panes.tsx';
import { Tag } from '../../components/base/Tag.tsx';
import { ConversationList } from '../../components/conversations/ConversationList.tsx';
import { Nudges } from '../../components/messenger/Nudges.tsx';
import { PassedOnNotices } from '../../components/messenger/PassedOnNotices.tsx';
import { ProgressLine } from '../../components/messenger/ProgressLine.tsx';
import { TagFilter } from '../../components/messenger/TagFilter.tsx';
import { TexterNotes } from '../../components/messenger/TexterNotes.tsx';
import { TopBar } from '../../components/shell/Shell.tsx';
import { useHotkey } from '../../hooks/useHotkey.ts';
import { go } from '../../state/route.ts';
import { useViewAs } from '../../state/viewing.ts';
import { CampaignSwitcher } from './CampaignSwitcher.tsx';
import { CanStatus } from './CanBeTexted.tsx';
import { ContactPanel } from './ContactPanel.tsx';
import { HandingBar } from './HandingBar.tsx';
import { ListTabs } from './ListTabs.tsx';
import { NothingHere } from './NothingHere.tsx';
import { TexterThread } from './TexterThread.tsx';
import type { Tab } from './tabs.ts';
import { setAway } from './texterState.ts';
import { useAfterSending } from './useAfterSending.ts';
import { useConversations } from './useConversations.ts';
import { useHanding, useHere } from './useHanding.ts';
import { usePlace } from './usePlace.ts';

type Props = {
  campaign: Campaign;
  campaigns: readonly Campaign[];
  tab: Tab;
  conversationId: string | null;
};

/** One campaign: list, thread, contact; and moving between conversations. */
export function Messenger({ campaign, campaigns, tab, conversationId }: Props) {
  const queries = useQueryClient();
  const viewAs = useViewAs();
  const [tagId, setTagId] = useState<string>();
  const [onlyFailed, setOnlyFailed] = useState(false);
  const failedOnly = onlyFailed && tab === 'waiting';
  const list = useConversations(campaign.id, tab, tagId, failedOnly);
  const { numbers, failed, failedMore } = useCounts(campaign, tab, list.hidden);
  const [order, setOrder] = useState<readonly string[]>([]);
  const [gone, setGone] = useState(false);
  const [toList, setToList] = useState<Tab | null>(null);
  const listHasFocus = useCallback(() => setToList(null), []);
  const place = usePlace(order, conversationId);
  const handing = useHanding(campaign.id);
  useHere();
  const openName = useOpenName(conversationId);
  const low = useMediaQuery('(max-height: 560px)', false, { getInitialValueInEffect: false });

  const openConversation = useCallback(
    (id: string | null, how: 'push' | 'replace' = 'push') => {
      setGone(false);
      go(['texter', campaign.id, tab, id], how);
    },
    [campaign.id, tab],
  );
  const openNext = useCallback(() => openConversation(place.after(), 'replace'), [openConversation, place]);

  const afterSending = useAfterSending({
    campaignId: campaign.id,
    conversationId: tab === 'to-answer' ? conversationId : null,
    tagId,
    open: openConversation,
    otherwise: openNext,
  });

  const first = list.rows[0]?.id;
  useEffect(() => {
    if (conversationId === null && first !== undefined && !list.pending) openConversation(first, 'replace');
  }, [conversationId, first, list.pending, openConversation]);

  const next = place.step(1);
  useEffect(() => {
    if (next)
      void queries.prefetchQuery(api.conversation.get.queryOptions({ input: { id: next, ...viewAs } }));
  }, [next, queries, viewAs]);

  const onGone = useCallback(
    (id: string) => {
      setAway(id, 'gone');
      queries.removeQueries({ queryKey: api.conversation.get.queryKey({ input: { id, ...viewAs } }) });
      openNext();
      setGone(!(handing.gaveBack && tab === 'to-send'));
    },
    [handing.gaveBack, openNext, queries, tab, viewAs],
  );

  const move = (step: 1 | -1) => () => {
    const target = place.step(step);
    if (target) openConversation(target, 'replace');
  };
  useHotkey(['J', 'ArrowDown'], t('texter:keys.next'), move(1), {
    group: t('common:keys.group.conversations'),
  });
  useHotkey(['K', 'ArrowUp'], t('texter:keys.before'), move(-1), {
    group: t('common:keys.group.conversations'),
  });
  useHotkey(['alt+ArrowDown'], t('texter:keys.nextWriting'), move(1), {
    group: t('common:keys.group.conversations'),
  });
  useHotkey(['alt+ArrowUp'], t('texter:keys.beforeWriting'), move(-1), {
    group: t('common:keys.group.conversations'),
  });

  const replies = {
    count: numbers['to-answer'] ?? 0,
    open: () => go(['texter', campaign.id, 'to-answer']),
  };

  // In a low window, as at 200 %, they scroll in little room, so that texts and foot keep theirs.
  const strips = (
    <>
      <HandingBar
        campaignId={campaign.id}
        work={handing}
        onTaken={(id) => go(['texter', campaign.id, 'to-answer', id])}
      />
      <Nudges />
      <PassedOnNotices />
      <TexterNotes open={conversationId} only={false} />
    </>
  );

  return (
    <>
      <TopBar
        title={
          <CampaignSwitcher campaign={campaign} campaigns={campaigns} onChoose={(id) => go(['texter', id])} />
        }
      >
        <Tag>{t('texter:count.toSend', { count: numbers['to-send'] ?? 0 })}</Tag>
        <Tag>{t('texter:count.toAnswer', { count: numbers['to-answer'] ?? 0 })}</Tag>
        {failed > 0 || failedOnly ? (
          <Button
            size="compact-xs"
            variant={failedOnly ? 'filled' : 'default'}
            aria-pressed={failedOnly}
            onClick={() => {
              setOnlyFailed(!failedOnly);
              if (!failedOnly) go(['texter', campaign.id, 'waiting']);
            }}
          >
            {t(failedMore ? 'texter:count.failedOver' : 'texter:count.failed', { count: failed })}
          </Button>
        ) : null}
        <ProgressLine />
        <TagFilter value={tagId} onChange={setTagId} />
        {campaign.state === 'paused' ? (
          <Tag tone="hold" title={campaign.pauseReason}>
            {t('texter:campaigns.paused')}
          </Tag>
        ) : null}
      </TopBar>
      {low ? null : strips}
      <Panes
        listLabel={t('texter:list.label')}
        list={
          <>
            <ListTabs
              tab={tab}
              counts={numbers}
              onTab={(chosen, pointer) => {
                if (pointer && document.activeElement instanceof HTMLElement) document.activeElement.blur();
                setToList(pointer ? chosen : null);
                go(['texter', campaign.id, chosen]);
              }}
            />
            {list.error ? (
              <ErrorNotice title={t('texter:list.failed')} error={list.error} onRetry={list.retry} />
            ) : (
              <ConversationList
                label={t(`texter:tab.${tab}`)}
                listKey={`${tab} ${tagId ?? ''} ${failedOnly}`}
                rows={list.rows}
                selectedId={conversationId}
                onSelect={openConversation}
                pending={list.pending}
                hasMore={list.hasMore}
                loadingMore={list.loadingMore}
                onMore={list.more}
                onOrder={setOrder}
                takesFocus={toList === tab}
                onFocused={listHasFocus}
                tagsOf={({ stopWaits, onHold, optState, outcome, enquiry, failed: unsent }) =>
                  stopWaits && optState === 'none' ? (
                    <Tag tone="stop">{t('texter:list.stop')}</Tag>
                  ) : onHold ? (
                    <Tag tone="hold">{t('texter:list.asksToStop')}</Tag>
                  ) : enquiry ? (
                    <Tag tone="brand">{t('texter:list.asked')}</Tag>
                  ) : optState === 'manual' ? (
                    <Tag tone="stop">{t('texter:list.optedOut')}</Tag>
                  ) : unsent ? (
                    <Tag tone="hold">{t('texter:list.failedText')}</Tag>
                  ) : outcome === 'wrong-number' ? (
                    <Tag>{t('texter:list.wrongNumber')}</Tag>
                  ) : null
                }
                empty={<NothingHere tab={tab} handing={handing} replies={replies} />}
              />
            )}
          </>
        }
        thread={
          <TexterThread
            conversationId={conversationId}
            tab={tab}
            gone={gone}
            empty={list.pending ? null : <NothingHere tab={tab} handing={handing} replies={replies} acts />}
            onNext={openNext}
            afterSending={afterSending}
            onOpen={openConversation}
            onGone={onGone}
          />
        }
        strips={low ? strips : null}
        status={<CanStatus conversationId={conversationId} />}
        openId={conversationId}
        sideLabel={t('texter:contact.label')}
        threadTitle={list.rows.find(({ id }) => id === conversationId)?.name ?? openName}
        side={conversationId === null ? null : <ContactPanel conversationId={conversationId} />}
      />
    </>
  );
}

/** Whose thread is open, also after its row has left the list. */
function useOpenName(id: string | null): string | undefined {
  const viewAs = useViewAs();
  const input = id === null ? skipToken : { id, ...viewAs };
  return useQuery({
    ...api.conversation.get.queryOptions({ input }),
    select: ({ conversation }) => conversation.name,
  }).data;
}

/** The server's counts, without what has already left the open tab. */
function useCounts(
  campaign: Campaign,
  tab: Tab,
  hidden: number,
): { numbers: Readonly<Record<Tab, number | null>>; failed: number; failedMore: boolean } {
  const { data } = useQuery(
    api.conversation.counts.queryOptions({ input: { campaignId: campaign.id, ...useViewAs() } }),
  );
  const numbers = useMemo(() => {
    const counts = data ?? campaign.counts;
    const left = (state: Tab, count: number) => Math.max(0, count - (state === tab ? hidden : 0));
    return {
      'to-send': left('to-send', counts.toSend),
      'to-answer': left('to-answer', counts.toAnswer),
      waiting: left('waiting', counts.waiting),
      closed: left('closed', counts.closed),
    };
  }, [data, campaign.counts, tab, hidden]);
  return { numbers, failed: data?.failed ?? 0, failedMore: data?.failedMore ?? false };
}

import { Button } from '@mantine/core';
import { IconChartBar } from '@tabler/icons-react';
import { type ReactNode, useCallback, useId, useMemo, useState } from 'react';
import { t } from '../../../shared/text/say.ts';
import { EmptyState } from '../../components/base/EmptyState.tsx';
import { ErrorNotice } from '../../components/base/ErrorNotice.tsx';
import { LoadingLines } from '../../components/base/Loading.tsx';
import { Panes } from '../../components/base/Panes.tsx';
import { Tag } from '../../components/base/Tag.tsx';
import { useThread, useWhy } from '../../components/conversations/queries.ts';
import { ThreadView } from '../../components/conversations/ThreadView.tsx';
import { useMove } from '../../components/conversations/useMove.ts';
import { withFacts } from '../../components/optOuts/enforced.ts';
import { TopBar } from '../../components/shell/Shell.tsx';
import { AgreementPage } from './AgreementPage.tsx';
import { AnswerBox } from './AnswerBox.tsx';
import { DecideBox, NumberOnly } from './DecideBox.tsx';
import { Filters } from './Filters.tsx';
import { LineList } from './LineList.tsx';
import { NothingHere, QueueChoice, Tabs } from './Lists.tsx';
import { askedLine, type Line, missedLine, openLine, optOutLine } from './lines.tsx';
import { OncePressed } from './OncePressed.tsx';
import styles from './review.module.css';
import { SamplingButton } from './Sampling.tsx';
import { AskedPanel, MissedPanel, OpenPanel, OptOutPanel } from './SidePanel.tsx';
import { UpholdMany } from './UpholdMany.tsx';
import {
  type Place,
  useEnquiries,
  useLanding,
  useMissed,
  useOpen,
  useOptOuts,
  usePlace,
  useReviewCounts,
} from './useReview.ts';
import { VerdictBox } from './VerdictBox.tsx';

/**
 * Supervisors judge opt-outs, search for missed requests, and answer texters. Nothing here sends or changes a
 * setting.
 */
export function ReviewView(): ReactNode {
  const place = usePlace();
  return place.figures ? <AgreementPage /> : <Messenger place={place} />;
}

/** What depends on the tab: its lines, and what is beside and below the chosen thread. */
function useTab(place: Place) {
  const { tab, queue, filter } = place;
  const optOuts = useOptOuts(
    tab === 'done' ? 'done' : queue.which,
    queue.order,
    filter,
    tab === 'queue' || tab === 'done',
  );
  const openOnes = useOpen(filter, tab === 'open');
  const missed = useMissed(filter, tab === 'missed');
  const enquiries = useEnquiries(filter, tab === 'enquiries');
  const lines = useMemo((): readonly Line[] => {
    switch (tab) {
      case 'open':
        return (openOnes.data?.pages ?? []).flatMap(({ items }) => items.map(openLine));
      case 'missed':
        return (missed.data?.pages ?? []).flatMap(({ items }) => items.map(missedLine));
      case 'enquiries':
        return (enquiries.data ?? []).map(askedLine);
      default:
        return (optOuts.data?.pages ?? []).flatMap(({ items }) => items.map(optOutLine));
    }
  }, [tab, openOnes.data, optOuts.data, missed.data, enquiries.data]);
  const paged = tab === 'open' ? openOnes : tab === 'missed' ? missed : tab === 'enquiries' ? null : optOuts;
  const query = paged ?? enquiries;
  const openItem = (id: string) =>
    tab === 'open'
      ? openOnes.data?.pages.flatMap(({ items }) => items).find((each) => each.id === id)
      : undefined;
  const { hasNextPage = false, isFetchingNextPage = false, fetchNextPage } = paged ?? {};
  const onMore = useMemo(
    () => (hasNextPage && !isFetchingNextPage && fetchNextPage ? () => void fetchNextPage() : undefined),
    [hasNextPage, isFetchingNextPage, fetchNextPage],
  );
  const side = (id: string): ReactNode => {
    if (tab === 'open') {
      const row = openItem(id);
      return row ? <OpenPanel row={row} /> : null;
    }
    if (tab === 'missed') {
      const row = missed.data?.pages.flatMap(({ items }) => items).find((each) => each.id === id);
      return row ? <MissedPanel row={row} /> : null;
    }
    if (tab === 'enquiries') {
      const row = enquiries.data?.find((each) => each.id === id);
      return row ? <AskedPanel row={row} /> : null;
    }
    return <OptOutPanel id={id} />;
  };
  return { lines, query, onMore, side, openItem };
}

function Messenger({ place }: { place: Place }): ReactNode {
  const { tab, id, select } = place;
  const { lines, query, onMore, side, openItem } = useTab(place);
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const pick = (of: string) =>
    setPicked((was) =>
      was.has(of) ? new Set([...was].filter((each) => each !== of)) : new Set([...was, of]),
    );
  const counts = useReviewCounts(place.filter);
  useLanding(place, counts);
  const panelId = useId();
  const order = useMemo(() => lines.map((line) => line.id), [lines]);
  const judgeable = useMemo(() => lines.filter(({ own }) => own !== true).map((line) => line.id), [lines]);
  useMove(order, id, select);
  const chosen = lines.find((line) => line.id === id);
  const item = chosen && openItem(chosen.id);

  const next = useCallback(() => {
    const at = id === null ? -1 : order.indexOf(id);
    select(order[at + 1] ?? order[at - 1] ?? null);
  }, [id, order, select]);

  return (
    <>
      <TopBar
        title={t('review:title')}
        right={
          <div className={styles.bar}>
            <SamplingButton />
            <Button
              size="compact-sm"
              leftSection={<IconChartBar size={14} aria-hidden />}
              onClick={place.openFigures}
            >
              {t('review:agreement')}
            </Button>
          </div>
        }
      >
        {counts === undefined ? null : (
          <Tag title={t('review:toReviewTitle')}>
            {t('review:toReview', {
              decide: counts.decide,
              sample: counts.sample,
              open: counts.open,
            })}
          </Tag>
        )}
        <Filters place={place} />
      </TopBar>
      <Panes
        listLabel={t('review:toLookAt')}
        list={
          <>
            <Tabs place={place} panelId={panelId} />
            <div id={panelId} role="tabpanel" aria-label={t('review:list')} className={styles.listPanel}>
              {tab === 'queue' ? (
                <>
                  <QueueChoice place={place} />
                  <UpholdMany shown={judgeable} chosen={picked} onChosen={setPicked} />
                </>
              ) : null}
              <LineList
                key={tab + JSON.stringify(place.filter)}
                label={t('review:lines')}
                lines={lines}
                selectedId={id}
                onSelect={select}
                picked={tab === 'queue' ? picked : undefined}
                onPick={tab === 'queue' ? pick : undefined}
                query={query}
                onMore={onMore}
                empty={<NothingHere place={place} />}
              />
            </div>
          </>
        }
        thread={
          // The list says why it is empty.
          chosen === undefined && lines.length === 0 ? null : chosen === undefined ? (
            <EmptyState title={t('review:choose.title')}>
              {t(`review:choose.${tab === 'open' || tab === 'enquiries' ? 'through' : 'text'}`)}
            </EmptyState>
          ) : chosen.conversationId === null ? (
            item && (
              <OncePressed>
                <NumberOnly key={chosen.id} action={item} onDone={next} />
              </OncePressed>
            )
          ) : (
            <ReviewThread
              conversationId={chosen.conversationId}
              foot={
                tab === 'open' ? (
                  item && <DecideBox key={chosen.id} action={item} onDone={next} />
                ) : tab === 'enquiries' ? (
                  <AnswerBox key={chosen.id} id={chosen.id} onDone={next} />
                ) : chosen.own === true ? (
                  <section className={styles.foot} aria-label={t('review:verdict.group')}>
                    <p className={styles.means}>{t('review:own.why')}</p>
                  </section>
                ) : (
                  <VerdictBox
                    key={chosen.id}
                    id={chosen.id}
                    about={tab === 'missed' ? 'missed' : 'opt-out'}
                    onDone={next}
                  />
                )
              }
            />
          )
        }
        threadTitle={chosen?.name}
        openId={chosen?.id ?? null}
        sideLabel={t('review:side')}
        side={chosen === undefined ? null : side(chosen.id)}
      />
    </>
  );
}

/** The conversation to judge, with the matched words marked, and the verdict below it. */
function ReviewThread({ conversationId, foot }: { conversationId: string; foot: ReactNode }): ReactNode {
  const { data, error, refetch } = useThread(conversationId);
  const facts = useWhy(useMemo(() => ({ conversationId }), [conversationId])).data?.optOuts;
  const thread = useMemo(() => data && { ...data, events: withFacts(data.events, facts) }, [data, facts]);
  if (thread === undefined) {
    if (error === null) return <LoadingLines lines={6} label={t('review:threadLoading')} />;
    return (
      <div style={{ padding: 16 }}>
        <ErrorNotice title={t('review:threadUnread')} error={error} onRetry={() => void refetch()} />
      </div>
    );
  }
  return (
    <>
      <ThreadView thread={thread} detail="full" />
      <OncePressed>{foot}</OncePressed>
    </>
  );
}

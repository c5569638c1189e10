import { Button } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { Thread } from '../../../shared/contract/conversations.ts';
import { ClosedAs, type SoftRefusal } from '../../../shared/schema/words.ts';
import { t } from '../../../shared/text/say.ts';
import { api } from '../../client.ts';
import { ErrorNotice } from '../../components/base/ErrorNotice.tsx';
import { Kbd } from '../../components/base/Kbd.tsx';
import { ThreadView } from '../../components/conversations/ThreadView.tsx';
import { TexterNotes } from '../../components/messenger/TexterNotes.tsx';
import { ReadOnlyFoot } from '../../components/messenger/ViewingAs.tsx';
import { BlockNotice } from '../../components/optOuts/BlockNotice.tsx';
import { FailedCard } from '../../components/outbox/FailedCard.tsx';
import { useTakeBack } from '../../components/outbox/useTakeBack.ts';
import { CampaignPicture } from '../../components/pictures/CampaignPicture.tsx';
import { QuestionCard } from '../../components/questions/QuestionCard.tsx';
import { useHotkey } from '../../hooks/useHotkey.ts';
import { useViewing } from '../../state/viewing.ts';
import { AskPanel } from './AskPanel.tsx';
import { Composer } from './Composer.tsx';
import { Decide } from './Decide.tsx';
import { InitialBar } from './InitialBar.tsx';
import { OptOutPanel } from './OptOutPanel.tsx';
import { SegmentCount } from './SegmentCount.tsx';
import type { Tab } from './tabs.ts';
import styles from './thread.module.css';
import type { AfterSending } from './useAfterSending.ts';
import type { ByHand } from './useByHand.ts';

type Props = {
  thread: Thread;
  tab: Tab;
  byHand: ByHand;
  /** What has just happened, between the texts and the foot. */
  notice: ReactNode;
  onNext: () => void;
  afterSending: AfterSending;
};

/** The open conversation: its texts, what is to be decided, and at the foot the next act. */
export function ThreadBody({ thread, tab, byHand, notice, onNext, afterSending }: Props) {
  const { conversation } = thread;
  const [optingOut, setOptingOut] = useState(false);
  const [asking, setAsking] = useState(false);
  const back = useTakeBack();
  // In a low window, as at 200 %, the questions scroll with the texts, so that the foot keeps its place.
  const low = useMediaQuery('(max-height: 640px)', false, { getInitialValueInEffect: false });
  const looking = useViewing((viewing) => viewing.texter !== null);
  const canOptOut = conversation.optState === 'none' && !looking;
  const startOptOut = () => {
    setAsking(false);
    setOptingOut(true);
  };
  useHotkey('alt+O', t('texter:keys.optOut'), () => (optingOut ? setOptingOut(false) : startOptOut()), {
    group: t('common:keys.group.conversation'),
    enabled: canOptOut,
    whileTyping: true,
  });

  const takeBack = (messageId: string, body: string) =>
    back.mutate({ conversationId: conversation.id, messageId, body });

  const canAsk = !looking && conversation.state !== 'to-send' && conversation.enquiry !== true;
  const startAsking = () => {
    setOptingOut(false);
    setAsking(true);
  };
  useHotkey('alt+S', t('texter:keys.ask'), () => (asking ? setAsking(false) : startAsking()), {
    group: t('common:keys.group.conversation'),
    enabled: canAsk,
    whileTyping: true,
  });

  return (
    <>
      <TexterNotes open={conversation.id} only />
      {thread.stillBlocked === null ? null : <BlockNotice>{thread.stillBlocked}</BlockNotice>}
      <ThreadView
        thread={thread}
        detail="texter"
        onCancel={looking ? undefined : takeBack}
        onAsk={canAsk ? startAsking : undefined}
        tail={low ? both(tail(), questions()) : tail()}
      />
      {notice}
      {low ? null : questions()}
      <div className={styles.foot}>{foot()}</div>
    </>
  );

  function both(first: ReactNode, second: ReactNode) {
    if (!first && !second) return null;
    return (
      <div className={styles.lowTail}>
        {first}
        {second}
      </div>
    );
  }

  function tail() {
    if (conversation.state === 'to-send' && thread.initialDraft !== null) {
      const picture = thread.initialPicture ? (
        <CampaignPicture campaignId={conversation.campaignId} expected />
      ) : null;
      return <FirstMessage text={thread.initialDraft} picture={picture} />;
    }
    const above = thread.messages.at(-1)?.body;
    const failed = thread.failed === null ? null : <FailedCard thread={thread} />;
    // Left out where an action to decide is shown, which says more and offers the same.
    if (thread.actions.length === 0) return looking ? null : (failed ?? unwilling());
    return thread.actions.map((action) => (
      <div key={action.id} inert={looking}>
        <Decide action={action} above={above} onOptOut={startOptOut} />
      </div>
    ));
  }

  function unwilling() {
    const means = conversation.state === 'closed' ? null : softRefusalIn(thread);
    return means === null ? null : <SoftRefusalNote means={means} onOptOut={startOptOut} />;
  }

  function questions() {
    // While a panel is open, only the panel is shown.
    if (looking || conversation.state === 'to-send' || optingOut || asking) return null;
    const over = conversation.state === 'closed' || conversation.optState !== 'none';
    return <QuestionCard thread={thread} quiet={over} fills={!over} />;
  }

  function foot() {
    if (looking) return <ReadOnlyFoot />;
    if (optingOut && canOptOut) {
      return <OptOutPanel thread={thread} optOut={byHand.optOut} onCancel={() => setOptingOut(false)} />;
    }
    if (asking && canAsk) {
      return <AskPanel thread={thread} onDone={() => setAsking(false)} onCancel={() => setAsking(false)} />;
    }
    if (conversation.state === 'closed' || !canOptOut) return <ClosedBar thread={thread} onNext={onNext} />;
    if (conversation.state === 'to-send') {
      return (
        <InitialBar thread={thread} enabled={tab === 'to-send'} onOptOut={startOptOut} onNext={onNext} />
      );
    }
    return (
      <Composer
        thread={thread}
        low={low}
        onOptOut={startOptOut}
        onNext={onNext}
        afterSending={afterSending}
      />
    );
  }
}

/** The first text as this person will get it, in its place. */
function FirstMessage({ text, picture }: { text: string; picture: ReactNode }) {
  return (
    <div className={styles.first}>
      {picture}
      <div className={styles.firstText}>{text}</div>
      <div className={styles.firstMeta}>
        {t('texter:first.meta')} · <SegmentCount text={text} />
      </div>
    </div>
  );
}

/** What the contact's latest reply may mean, where it is a soft refusal; else null. */
function softRefusalIn({ messages, conversation }: Thread): SoftRefusal | null {
  const latest = messages.findLast(({ direction }) => direction === 'in');
  return conversation.optState === 'none' ? (latest?.softRefusal ?? null) : null;
}

/** A line below a soft refusal: what it may mean, and a button to opt the contact out. */
function SoftRefusalNote({ means, onOptOut }: { means: SoftRefusal; onOptOut: () => void }) {
  return (
    <section className={styles.decide} aria-label={t('texter:softRefusal.label')}>
      <div className={styles.decideTitle}>{t(`texter:softRefusal.means.${means}`)}</div>
      <div className={styles.decideText}>{t('texter:softRefusal.text')}</div>
      <div className={styles.decideActs}>
        <Button variant="outline" color="var(--stop)" onClick={onOptOut} rightSection={<Kbd keys="alt+O" />}>
          {t('texter:act.optOut')}
        </Button>
      </div>
    </section>
  );
}

/**
 * In place of the box: why nothing can be written, and how to reopen the conversation where that is possible.
 */
function ClosedBar({ thread, onNext }: { thread: Thread; onNext: () => void }) {
  const { id, name, optState, outcome } = thread.conversation;
  const queries = useQueryClient();
  const reopen = useMutation(
    api.conversation.reopen.mutationOptions({
      onSuccess: () => queries.invalidateQueries({ queryKey: api.conversation.key() }),
    }),
  );
  const optedOut = optState !== 'none';
  return (
    <>
      <div className={styles.explain}>
        {optedOut
          ? t('texter:closed.optedOut', { name })
          : t(`texter:closed.${ClosedAs.options.find((each) => each === outcome) ?? 'other'}`)}
        {reopen.error ? <ErrorNotice title={t('texter:closed.failed')} error={reopen.error} /> : null}
      </div>
      <div className={styles.acts}>
        <span className={styles.space} />
        {optedOut ? null : (
          <Button loading={reopen.isPending} onClick={() => reopen.mutate({ id })}>
            {t('texter:act.reopen')}
          </Button>
        )}
        <Button onClick={onNext}>{t('texter:act.next')}</Button>
      </div>
    </>
  );
}

import { type ReactNode, useState } from 'react';
import type { Thread } from '../../../shared/contract/conversations.ts';
import { t } from '../../../shared/text/say.ts';
import { ThreadView } from '../../components/conversations/ThreadView.tsx';
import { ReadOnlyFoot } from '../../components/desk/ViewingAs.tsx';
import { BlockNotice } from '../../components/optOuts/BlockNotice.tsx';
import { FailedCard } from '../../components/outbox/FailedCard.tsx';
import { useTakeBack } from '../../components/outbox/useTakeBack.ts';
import { useHotkey } from '../../hooks/useHotkey.ts';
import { useViewing } from '../../state/viewing.ts';
import { AskPanel } from './AskPanel.tsx';
import { ClosedBar } from './ClosedBar.tsx';
import { Composer } from './Composer.tsx';
import { Decide } from './Decide.tsx';
import { FirstMessage } from './FirstMessage.tsx';
import { InitialBar } from './InitialBar.tsx';
import { OptOutPanel } from './OptOutPanel.tsx';
import { SoftRefusalNote, softRefusalIn } from './SoftRefusalNote.tsx';
import type { Tab } from './tabs.ts';
import styles from './thread.module.css';
import type { ByHand } from './useByHand.ts';

type Props = {
  thread: Thread;
  tab: Tab;
  byHand: ByHand;
  /** What has just happened, between the texts and the foot. */
  notice: ReactNode;
  onNext: () => void;
};

/** The open conversation: its texts, what is to be decided, and at the foot whatever can be done next. */
export function ThreadBody({ thread, tab, byHand, notice, onNext }: Props) {
  const { conversation } = thread;
  const [optingOut, setOptingOut] = useState(false);
  const [asking, setAsking] = useState(false);
  const back = useTakeBack();
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

  const canAsk = !looking && conversation.state !== 'to-send' && conversation.asked !== true;
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
      {thread.stillBlocked === null ? null : <BlockNotice>{thread.stillBlocked}</BlockNotice>}
      <ThreadView
        thread={thread}
        detail="texter"
        onCancel={looking ? undefined : takeBack}
        onAsk={canAsk ? startAsking : undefined}
        tail={tail()}
      />
      {notice}
      <div className={styles.foot}>{foot()}</div>
    </>
  );

  function tail() {
    if (conversation.state === 'to-send' && thread.initialDraft !== null) {
      return <FirstMessage text={thread.initialDraft} />;
    }
    const above = thread.messages.at(-1)?.body;
    const failed = thread.failed === null ? null : <FailedCard thread={thread} />;
    // A question to decide says more, and offers the same.
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
    return <Composer thread={thread} onOptOut={startOptOut} onNext={onNext} />;
  }
}

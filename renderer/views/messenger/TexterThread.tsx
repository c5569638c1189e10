import { skipToken, useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import { t } from '../../../shared/text/say.ts';
import { api, isCode } from '../../client.ts';
import { ErrorNotice } from '../../components/base/ErrorNotice.tsx';
import { LoadingLines } from '../../components/base/Loading.tsx';
import { useViewAs } from '../../state/viewing.ts';
import { ThreadBody } from './ThreadBody.tsx';
import { ThreadNotice } from './ThreadNotice.tsx';
import type { Tab } from './tabs.ts';
import styles from './thread.module.css';
import type { AfterSending } from './useAfterSending.ts';
import { useByHand } from './useByHand.ts';

type Props = {
  conversationId: string | null;
  tab: Tab;
  /** The open conversation has just been reassigned or hidden. */
  gone: boolean;
  empty: ReactNode;
  onNext: () => void;
  /** Who comes after "send and next". */
  afterSending: AfterSending;
  onOpen: (id: string) => void;
  onGone: (id: string) => void;
};

/** The middle pane: the open conversation, or why there is none; and the notice of what has just happened. */
export function TexterThread({
  conversationId,
  tab,
  gone,
  empty,
  onNext,
  afterSending,
  onOpen,
  onGone,
}: Props) {
  const viewAs = useViewAs();
  const thread = useQuery(
    api.conversation.get.queryOptions({
      input: conversationId === null ? skipToken : { id: conversationId, ...viewAs },
    }),
  );
  const byHand = useByHand({ onDone: onNext, onUndone: onOpen });
  const lost = conversationId !== null && isCode(thread.error, 'NOT_FOUND');

  useEffect(() => {
    if (lost) onGone(conversationId);
  }, [lost, conversationId, onGone]);

  const notice = <ThreadNotice gone={gone} byHand={byHand} onOpen={onOpen} />;
  return body();

  function body() {
    if (conversationId === null) {
      return (
        <>
          <div className={styles.fill}>{empty}</div>
          {notice}
        </>
      );
    }
    if (thread.data && !lost) {
      return (
        <ThreadBody
          key={conversationId}
          thread={thread.data}
          tab={tab}
          byHand={byHand}
          notice={notice}
          onNext={onNext}
          afterSending={afterSending}
        />
      );
    }
    return (
      <>
        <div className={styles.fill}>
          {lost ? null : thread.error ? (
            <ErrorNotice
              title={t('texter:thread.failed')}
              error={thread.error}
              onRetry={() => void thread.refetch()}
            />
          ) : (
            <LoadingLines lines={3} label={t('texter:thread.loading')} />
          )}
        </div>
        {notice}
      </>
    );
  }
}

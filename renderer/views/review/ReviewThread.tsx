import { type ReactNode, useMemo } from 'react';
import { t } from '../../../shared/text/say.ts';
import { ErrorNotice } from '../../components/base/ErrorNotice.tsx';
import { LoadingLines } from '../../components/base/Loading.tsx';
import { useThread, useWhy } from '../../components/conversations/queries.ts';
import { ThreadView } from '../../components/conversations/ThreadView.tsx';
import { withFacts } from '../../components/optOuts/enforced.ts';

/** The conversation to judge, with the matched words marked, and below it the verdict. */
export function ReviewThread({
  conversationId,
  foot,
}: {
  conversationId: string;
  foot: ReactNode;
}): ReactNode {
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
      {foot}
    </>
  );
}

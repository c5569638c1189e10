import type { ReactNode } from 'react';
import { t } from '../../../../shared/text/say.ts';
import { ErrorNotice } from '../../base/ErrorNotice.tsx';
import { LoadingLines } from '../../base/Loading.tsx';
import { useWhy, type Which } from '../../conversations/queries.ts';
import { WhyBody } from './WhyBody.tsx';

/** Why the person of a conversation, or of a number, can or cannot be texted. */
export function WhyPanel(props: {
  which: Which;
  onOpen?: ((conversationId: string) => void) | undefined;
}): ReactNode {
  const { data, error, refetch } = useWhy(props.which);
  if (data !== undefined) return <WhyBody why={data} onOpen={props.onOpen} />;
  if (error !== null) {
    return <ErrorNotice title={t('why:unread')} error={error} onRetry={() => void refetch()} />;
  }
  return <LoadingLines lines={9} label={t('why:loading')} />;
}

import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Thread } from '../../../shared/contract/conversations.ts';
import { t } from '../../../shared/text/say.ts';
import { api } from '../../client.ts';
import { ErrorNotice } from '../../components/base/ErrorNotice.tsx';
import styles from './thread.module.css';

const OUTCOMES = ['done', 'wrong-number', 'refused'] as const;

/** Nothing to write here: says why, and how to open it again where that can be done. */
export function ClosedBar({ thread, onNext }: { thread: Thread; onNext: () => void }) {
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
          : t(`texter:closed.${OUTCOMES.find((each) => each === outcome) ?? 'other'}`)}
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

import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Thread } from '../../../shared/contract/conversation.ts';
import { api } from '../../client.ts';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import styles from './thread.module.css';

const OUTCOMES: Readonly<Record<string, string>> = {
  done: 'Closed: done.',
  'wrong-number': 'Closed: wrong number.',
  refused: 'Closed: does not want to talk.',
};

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
          ? `${name} is opted out. Nothing can be sent.`
          : (OUTCOMES[outcome ?? ''] ?? 'This conversation is closed.')}
        {reopen.error ? <ErrorNotice title="It stays closed" error={reopen.error} /> : null}
      </div>
      <div className={styles.acts}>
        <span className={styles.space} />
        {optedOut ? null : (
          <Button loading={reopen.isPending} onClick={() => reopen.mutate({ id })}>
            Open again
          </Button>
        )}
        <Button onClick={onNext}>Next</Button>
      </div>
    </>
  );
}

import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { SessionState } from '../../../shared/contract/access/session.ts';
import { t } from '../../../shared/text/say.ts';
import { api } from '../../client.ts';
import { LostBackups } from './LostBackups.tsx';
import styles from './Start.module.css';

type Props = { problem: SessionState['problem']; onRetry: () => void };

/** The store cannot be opened. Nothing is lost; what to do stands here. */
export function Stopped({ problem, onRetry }: Props) {
  const retry = useMutation(api.setup.retry.mutationOptions({ onSettled: onRetry }));
  return (
    <>
      <h1 className={styles.title}>{t('start:stopped.title')}</h1>
      <div className={styles.problem} role="alert">
        <strong>{problem?.message ?? t('start:stopped.message')}</strong>
        <p>{problem?.remedy ?? t('start:stopped.remedy')}</p>
      </div>
      <p className={styles.lead}>{t('start:stopped.lead')}</p>
      {problem?.key ? null : <LostBackups onRestored={onRetry} />}
      <div className={styles.acts}>
        <Button onClick={() => retry.mutate({})} loading={retry.isPending} size="sm">
          {t('start:stopped.retry')}
        </Button>
      </div>
    </>
  );
}

import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { t } from '../../../shared/text/say.ts';
import { errorMessage } from '../../client.ts';
import styles from './small.module.css';

type Props = {
  title?: string;
  /** The error, whose sentence is shown. Leave it out where `children` says it. */
  error?: unknown;
  /** What to do about it. */
  children?: ReactNode;
  onRetry?: (() => void) | undefined;
};

/** What went wrong, in a sentence, and what to do. */
export function ErrorNotice({ title = t('common:error.title'), error, children, onRetry }: Props) {
  return (
    <div className={styles.error} role="alert">
      <div className={styles.errorTitle}>{title}</div>
      {error === undefined || error === null ? null : (
        <div className={styles.errorText}>{errorMessage(error)}</div>
      )}
      {children ? <div className={styles.errorText}>{children}</div> : null}
      {onRetry ? (
        <div className={styles.errorAct}>
          <Button onClick={onRetry}>{t('common:error.tryAgain')}</Button>
        </div>
      ) : null}
    </div>
  );
}

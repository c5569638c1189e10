import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Warning } from '../../../shared/contract/base/warning.ts';
import { t } from '../../../shared/text/say.ts';
import styles from './reply.module.css';

type Props = { warnings: readonly Warning[]; busy: boolean; onConfirm: () => void; onCancel: () => void };

/**
 * Shows warnings before a text is sent. The text is back in the box meanwhile; another Enter confirms
 * nothing.
 */
export function AskFirst({ warnings, busy, onConfirm, onCancel }: Props): ReactNode {
  return (
    <div className={styles.ask} role="alert">
      <span className={styles.heldText}>{warnings.map(({ message }) => message).join(' ')}</span>
      <Button size="compact-sm" loading={busy} onClick={onConfirm}>
        {t('reply:sendAnyway')}
      </Button>
      <Button size="compact-sm" variant="subtle" onClick={onCancel}>
        {t('reply:goBack')}
      </Button>
    </div>
  );
}

import type { ReactNode } from 'react';
import { t } from '../../../shared/text/say.ts';
import styles from '../base/small.module.css';

/** Opted in here, and still blocked at the provider: shown until the contact has texted START. */
export function BlockNotice({ children }: { children: ReactNode }): ReactNode {
  return (
    <div className={styles.blocked} role="note">
      <strong>{t('thread:stillBlocked')}</strong> {children}
    </div>
  );
}

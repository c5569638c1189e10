import { Notifications, notifications, useNotifications } from '@mantine/notifications';
import { useState } from 'react';
import { t } from '../../../shared/text/say.ts';
import styles from './Notices.module.css';

/** How many stand below each other; older ones are one line that opens them. */
const MOST = 3;

/**
 * What was done or went wrong, in a strip at the top of the window. The view below gets smaller meanwhile, so
 * that a notice covers nothing that can be pressed.
 */
export function Notices() {
  const [opened, setOpened] = useState(false);
  const older = Math.max(0, useNotifications().notifications.length - MOST);
  return (
    <div className={styles.notices} data-folded={(older > 0 && !opened) || undefined}>
      {older > 0 ? (
        <div className={styles.older}>
          <span className={styles.olderText}>{t('common:notice.older', { count: older })}</span>
          <button type="button" className={styles.link} onClick={() => setOpened(!opened)}>
            {opened ? t('common:notice.fold') : t('common:notice.show')}
          </button>
          <button type="button" className={styles.link} onClick={() => notifications.clean()}>
            {t('common:notice.closeAll')}
          </button>
        </div>
      ) : null}
      <Notifications withinPortal={false} autoClose={6000} limit={50} />
    </div>
  );
}

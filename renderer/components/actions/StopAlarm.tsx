import type { ReactNode } from 'react';
import { t } from '../../../shared/text/say.ts';
import { useMe } from '../../hooks/useSession.ts';
import { hrefOf } from '../../state/route.ts';
import { useStops } from './ActionsBadge.tsx';
import styles from './badge.module.css';

/** Shown above every view of admins and supervisors while requests to stop are overdue. */
export function StopAlarm(): ReactNode {
  const { role } = useMe();
  const { overdue } = useStops();
  if (overdue === 0 || role === 'texter') return null;
  return (
    <div className={styles.alarm} role="alert">
      <strong>{t('actions:alarm.title', { count: overdue })}</strong> {t('actions:alarm.text')}{' '}
      <a href={hrefOf(['actions'])}>{t('actions:alarm.act')}</a>
    </div>
  );
}

import { VisuallyHidden } from '@mantine/core';
import { IconAlertCircle, IconCircleCheck } from '@tabler/icons-react';
import type { LogCheck } from '../../../../shared/contract/consoles.ts';
import { t } from '../../../../shared/text/say.ts';
import settings from '../settings.module.css';
import styles from './consoles.module.css';

/** What a test of the database has found: a tick for each thing that is there, else what to do. */
export function Checks({ found: { checks, ready } }: { readonly found: LogCheck }) {
  return (
    <div className={styles.points} role="status">
      <ul className={styles.checks} aria-label={t('consoles:screen.begin.found')}>
        {checks.map(({ what, ok, detail }) => (
          <li key={what} className={styles.check} data-ok={ok}>
            {ok ? (
              <IconCircleCheck size={18} aria-hidden="true" />
            ) : (
              <IconAlertCircle size={18} aria-hidden="true" />
            )}
            <span>
              {what}
              <VisuallyHidden>
                {`: ${t(ok ? 'consoles:screen.begin.ok' : 'consoles:screen.begin.lacks')}`}
              </VisuallyHidden>
            </span>
            {detail === '' ? null : <span className={styles.detail}>{detail}</span>}
          </li>
        ))}
      </ul>
      <p className={settings.soft}>
        {t(ready ? 'consoles:screen.begin.ready' : 'consoles:screen.begin.notReady')}
      </p>
    </div>
  );
}

import type { DesksState } from '../../../../shared/contract/desks.ts';
import { t } from '../../../../shared/text/say.ts';
import { ErrorNotice } from '../../../components/base/ErrorNotice.tsx';
import styles from '../settings.module.css';

/** Whether desks can come in, and where; or what keeps them out. */
export function DesksStatus({ state }: { readonly state: DesksState }) {
  const { settings, listening, problem, given, able } = state;
  return (
    <>
      <p role="status">
        {listening ? (
          <>
            {t('desks:open')} <strong>{settings.url}</strong>
          </>
        ) : settings.on ? (
          t('desks:notOpen')
        ) : (
          t('desks:closed')
        )}
      </p>
      {problem === '' ? null : (
        <ErrorNotice title={t(listening ? 'desks:trouble' : 'desks:notOpen')}>{problem}</ErrorNotice>
      )}
      {given ? <p className={styles.soft}>{t('desks:given')}</p> : null}
      {able ? null : <p className={styles.soft}>{t('desks:refused.unable')}</p>}
    </>
  );
}

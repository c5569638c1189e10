import type { ConsolesState } from '../../../../shared/contract/consoles.ts';
import { t } from '../../../../shared/text/say.ts';
import { ErrorNotice } from '../../../components/base/ErrorNotice.tsx';
import { saidTime } from '../../../components/base/time.ts';
import { MANY } from '../../../components/consoles/standing.ts';
import { useNow } from '../../../hooks/useNow.ts';
import styles from './consoles.module.css';

/** How this console stands to the others: what has not left, what has not come, and what is in the way. */
export function Standing({ state }: { readonly state: ConsolesState }) {
  const { waiting, behind, problem, outOfReachSince, keyDue } = state;
  const now = useNow();
  // A few are always on their way.
  const waits = waiting > 0 && (problem !== '' || waiting >= MANY);
  return (
    <>
      {problem === '' ? null : (
        <ErrorNotice title={t('consoles:screen.united.problem')}>
          <div className={styles.points}>
            <p>
              {outOfReachSince === null
                ? problem
                : `${t('consoles:screen.united.since', { when: saidTime(outOfReachSince, now) })} ${problem}`}
            </p>
            <p>
              {t(
                outOfReachSince === null
                  ? 'consoles:screen.united.meanwhileApart'
                  : 'consoles:screen.united.meanwhile',
              )}
            </p>
          </div>
        </ErrorNotice>
      )}
      <div className={styles.points} role="status">
        {keyDue ? <p>{t('consoles:screen.united.keyDue')}</p> : null}
        {waits ? <p>{t('consoles:screen.united.waiting', { count: waiting })}</p> : null}
        {behind > 0 ? <p>{t('consoles:screen.united.behind', { count: behind })}</p> : null}
        {!waits && behind === 0 && problem === '' ? <p>{t('consoles:screen.united.upToDate')}</p> : null}
      </div>
    </>
  );
}

import type { Connection } from '../../../../shared/contract/connections.ts';
import { t } from '../../../../shared/text/say.ts';
import { saidTime } from '../../../components/base/time.ts';
import { useNow } from '../../../hooks/useNow.ts';
import styles from '../settings.module.css';

type Props = { readonly connection: Connection };

/**
 * Calls that were not let in: mostly a provider whose user or password was entered wrongly, so that its
 * replies are lost.
 */
export function RefusedCalls({ connection: { provider, refusedCalls } }: Props) {
  const now = useNow();
  if (refusedCalls === null) return null;
  const { count, since, last } = refusedCalls;
  return (
    <p role="status" className={styles.needs}>
      {t('settings:connections.refused', {
        count,
        since: saidTime(since, now),
        last: saidTime(last, now),
        fix: t(`provider:${provider}.refusedFix`),
      })}
    </p>
  );
}

import type { ReactNode } from 'react';
import type { ConversationRow } from '../../../shared/contract/conversations.ts';
import { t } from '../../../shared/text/say.ts';
import { hrefOf } from '../../state/route.ts';
import styles from '../base/small.module.css';

/** Over a conversation in which a script is tried: that it counts nowhere, and the way back. */
export function TestBand({ row }: { row: ConversationRow }): ReactNode {
  if (row.test === undefined) return null;
  const { campaignId } = row.test;
  return (
    <div className={styles.band} role="note">
      {t('campaigns:test.band')}{' '}
      {campaignId === null ? null : (
        <a href={hrefOf(['campaigns', campaignId, 'setup', 'test'])}>{t('campaigns:test.bandOpen')}</a>
      )}
    </div>
  );
}

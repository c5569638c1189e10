import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { ActionItem } from '../../../shared/contract/actions.ts';
import { t } from '../../../shared/text/say.ts';
import { type BulkDeed, bulkDeeds } from '../../components/actions/bulk.ts';
import { ConfirmDialog } from '../../components/base/ConfirmDialog.tsx';
import styles from './actions.module.css';

type Props = {
  chosen: readonly ActionItem[];
  busy: boolean;
  onDeed: (deed: BulkDeed) => void;
  onNone: () => void;
};

/** What can be done with all the chosen ones at once, where that is safe. */
export function BulkBar({ chosen, busy, onDeed, onNone }: Props): ReactNode {
  const [asking, setAsking] = useState(false);
  const deeds = bulkDeeds(chosen);
  return (
    <div className={styles.bulk} role="toolbar" aria-label={t('actions:bulk.label')}>
      <strong>{t('actions:bulk.chosen', { count: chosen.length })}</strong>
      {deeds.length === 0 ? <span className={styles.soft}>{t('actions:bulk.none')}</span> : null}
      {deeds.map((deed) => (
        <Button
          key={deed}
          size="compact-sm"
          disabled={busy}
          {...(deed === 'opt-out' ? { variant: 'outline', color: 'stop' } : {})}
          onClick={() => (deed === 'opt-out' ? setAsking(true) : onDeed(deed))}
        >
          {t(`actions:bulk.deed.${deed}`)}
        </Button>
      ))}
      <span className={styles.space} />
      <Button size="compact-sm" variant="subtle" onClick={onNone}>
        {t('actions:bulk.clear')}
      </Button>
      <ConfirmDialog
        opened={asking}
        title={t('actions:bulk.ask', { count: chosen.length })}
        confirmLabel={t('actions:bulk.deed.opt-out')}
        danger
        busy={busy}
        onConfirm={() => {
          setAsking(false);
          onDeed('opt-out');
        }}
        onCancel={() => setAsking(false)}
      >
        {t('actions:bulk.means')}
      </ConfirmDialog>
    </div>
  );
}

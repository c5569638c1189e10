import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { ActionItem } from '../../../shared/contract/action.ts';
import { ConfirmDialog } from '../ConfirmDialog.tsx';
import styles from './actions.module.css';
import { BULK_WORDS, type BulkDeed, bulkDeeds } from './bulk.ts';

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
    <div className={styles.bulk} role="toolbar" aria-label="The chosen actions">
      <strong>{chosen.length} chosen</strong>
      {deeds.length === 0 ? (
        <span className={styles.soft}>These need a decision each: nothing safe fits all of them.</span>
      ) : null}
      {deeds.map((deed) => (
        <Button
          key={deed}
          size="compact-sm"
          disabled={busy}
          {...(deed === 'opt-out' ? { variant: 'outline', color: 'stop' } : {})}
          onClick={() => (deed === 'opt-out' ? setAsking(true) : onDeed(deed))}
        >
          {BULK_WORDS[deed]}
        </Button>
      ))}
      <span className={styles.space} />
      <Button size="compact-sm" variant="subtle" onClick={onNone}>
        Choose none
      </Button>
      <ConfirmDialog
        opened={asking}
        title={chosen.length === 1 ? 'Opt 1 person out?' : `Opt ${chosen.length} people out?`}
        confirmLabel="Opt out"
        danger
        busy={busy}
        onConfirm={() => {
          setAsking(false);
          onDeed('opt-out');
        }}
        onCancel={() => setAsking(false)}
      >
        Nothing more is sent to them, in any campaign, and what is queued is cancelled. No confirmation is
        sent. You can undo it for 10 seconds.
      </ConfirmDialog>
    </div>
  );
}

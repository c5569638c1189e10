import { Button, Chip, TextInput } from '@mantine/core';
import { type FormEvent, type KeyboardEvent, useState } from 'react';
import type { Thread } from '../../../shared/contract/conversation.ts';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { Kbd } from '../../components/Kbd.tsx';
import styles from './thread.module.css';
import type { ByHand } from './useByHand.ts';

const REASONS = ['Asked to stop', 'Upset by the text', 'Under age', 'Has died'] as const;

type Props = { thread: Thread; optOut: ByHand['optOut']; onCancel: () => void };

/** Opting out by hand, in the place of the reply: a reason, Enter, done. */
export function OptOutPanel({ thread, optOut, onCancel }: Props) {
  const { id, name } = thread.conversation;
  const [reason, setReason] = useState<string>(REASONS[0]);
  const [note, setNote] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (optOut.isPending) return;
    const words = [reason, note.trim()].filter((part) => part !== '').join(': ');
    optOut.mutate({ id, name, reason: words });
  };
  const leaveOnEscape = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    onCancel();
  };
  return (
    <form className={styles.panel} onSubmit={submit} onKeyDown={leaveOnEscape} aria-label={`Opt ${name} out`}>
      <div className={styles.panelHead}>
        <strong>Opt {name} out?</strong>
        <span>Nothing more is sent to this number, in any campaign.</span>
      </div>
      {optOut.error ? <ErrorNotice title="Not opted out" error={optOut.error} /> : null}
      <Chip.Group multiple={false} value={reason} onChange={setReason}>
        <div className={styles.reasons} role="radiogroup" aria-label="Reason">
          {REASONS.map((each) => (
            <Chip key={each} value={each} size="xs" color="stop" variant="light">
              {each}
            </Chip>
          ))}
        </div>
      </Chip.Group>
      <div className={styles.acts}>
        <TextInput
          className={styles.note}
          size="xs"
          aria-label="In other words"
          placeholder="In other words (optional)"
          maxLength={240}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
          autoFocus
        />
        <Button onClick={onCancel} rightSection={<Kbd keys="Escape" />}>
          Keep
        </Button>
        <Button
          type="submit"
          variant="filled"
          color="stop"
          loading={optOut.isPending}
          rightSection={<Kbd keys="Enter" />}
        >
          Opt out
        </Button>
      </div>
    </form>
  );
}

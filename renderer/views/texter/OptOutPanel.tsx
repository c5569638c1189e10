import { Button, Chip, TextInput } from '@mantine/core';
import { type FormEvent, type KeyboardEvent, useState } from 'react';
import type { Thread } from '../../../shared/contract/conversation.ts';
import { Kbd } from '../../components/Kbd.tsx';
import { ConfirmationField, confirmationOf } from '../../components/opt/ConfirmationField.tsx';
import styles from './thread.module.css';
import type { ByHand } from './useByHand.ts';

const REASONS = ['Asked to stop', 'Upset by the text', 'Under age', 'Has died'] as const;

type Props = { thread: Thread; optOut: ByHand['optOut']; onCancel: () => void };

/** Opting out by hand, in the place of the reply: a reason, Enter, done. */
export function OptOutPanel({ thread, optOut, onCancel }: Props) {
  const { id, name } = thread.conversation;
  const [reason, setReason] = useState<string>(REASONS[0]);
  const [note, setNote] = useState('');
  const [told, setTold] = useState<string | null>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const words = [reason, note.trim()].filter((part) => part !== '').join(': ');
    if (told?.trim() === '') return;
    optOut({ id, name, reason: words, confirmation: confirmationOf(thread.confirmation, told) });
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
      <Chip.Group multiple={false} value={reason} onChange={setReason}>
        <div className={styles.reasons} role="radiogroup" aria-label="Reason">
          {REASONS.map((each) => (
            <Chip key={each} value={each} size="xs" color="stop" variant="light">
              {each}
            </Chip>
          ))}
        </div>
      </Chip.Group>
      {thread.confirmation.offered ? (
        <ConfirmationField offer={thread.confirmation} value={told} onChange={setTold} />
      ) : null}
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
        <Button type="submit" variant="filled" color="stop" rightSection={<Kbd keys="Enter" />}>
          Opt out
        </Button>
      </div>
    </form>
  );
}

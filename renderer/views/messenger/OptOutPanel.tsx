import { Button, Chip, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { Thread } from '../../../shared/contract/conversations.ts';
import { QuickReason } from '../../../shared/schema/words.ts';
import { outcomeKindOf } from '../../../shared/text/outcome.ts';
import { t } from '../../../shared/text/say.ts';
import { Kbd } from '../../components/base/Kbd.tsx';
import { leaveOnEscape } from '../../components/base/leaveOnEscape.ts';
import { ConfirmationField, confirmationOf } from '../../components/optOuts/ConfirmationField.tsx';
import styles from './thread.module.css';
import type { ByHand } from './useByHand.ts';

type Props = { thread: Thread; optOut: ByHand['optOut']; onCancel: () => void };

/** Opting out by hand, in place of the reply: choose a reason and press Enter. */
export function OptOutPanel({ thread, optOut, onCancel }: Props) {
  const { id, name } = thread.conversation;
  const died = thread.actions.some(
    ({ kind, rule }) => kind === 'wrong-number' && outcomeKindOf(rule) === 'deceased',
  );
  const [quick, setQuick] = useState<QuickReason>(died ? 'died' : 'asked');
  const [note, setNote] = useState('');
  const [message, setMessage] = useState<string | null>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (message?.trim() === '') return;
    optOut({
      id,
      name,
      quick,
      reason: note.trim(),
      confirmation: confirmationOf(thread.confirmation, message),
    });
  };
  return (
    <form
      className={styles.panel}
      onSubmit={submit}
      onKeyDown={leaveOnEscape(onCancel)}
      aria-label={t('texter:optOut.label', { name })}
    >
      <div className={styles.panelHead}>
        <strong>{t('texter:optOut.ask', { name })}</strong>
        <span>{t('texter:optOut.means')}</span>
      </div>
      <Chip.Group multiple={false} value={quick} onChange={(value) => setQuick(QuickReason.parse(value))}>
        <div className={styles.reasons} role="radiogroup" aria-label={t('texter:optOut.reason')}>
          {QuickReason.options.map((each) => (
            <Chip key={each} value={each} size="xs" color="stop" variant="light">
              {t(`kept:reason.${each}`)}
            </Chip>
          ))}
        </div>
      </Chip.Group>
      {thread.confirmation.offered ? (
        <ConfirmationField offer={thread.confirmation} value={message} onChange={setMessage} />
      ) : null}
      <div className={styles.acts}>
        <TextInput
          className={styles.note}
          size="xs"
          aria-label={t('texter:optOut.words')}
          placeholder={t('texter:optOut.wordsHint')}
          maxLength={240}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
          autoFocus
        />
        <Button onClick={onCancel} rightSection={<Kbd keys="Escape" />}>
          {t('texter:act.cancel')}
        </Button>
        <Button type="submit" variant="filled" color="stop" rightSection={<Kbd keys="Enter" />}>
          {t('texter:act.optOut')}
        </Button>
      </div>
    </form>
  );
}

import { Button, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Thread } from '../../../shared/contract/conversations.ts';
import { t } from '../../../shared/text/say.ts';
import { api } from '../../client.ts';
import { ErrorNotice } from '../../components/base/ErrorNotice.tsx';
import { Kbd } from '../../components/base/Kbd.tsx';
import { leaveOnEscape } from '../../components/base/leaveOnEscape.ts';
import styles from './thread.module.css';

type Props = { thread: Thread; onDone: () => void; onCancel: () => void };

/** Asking a supervisor, in the place of the reply. The conversation stays with the texter, with a mark. */
export function AskPanel({ thread, onDone, onCancel }: Props) {
  const { id, name } = thread.conversation;
  const queries = useQueryClient();
  const [note, setNote] = useState('');
  const ask = useMutation(
    api.review.ask.mutationOptions({
      onSuccess: () => {
        onDone();
        return queries.invalidateQueries({ queryKey: api.conversation.key() });
      },
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!ask.isPending) ask.mutate({ id, note: note.trim() });
  };
  return (
    <form
      className={styles.panel}
      onSubmit={submit}
      onKeyDown={leaveOnEscape(onCancel)}
      aria-label={t('texter:ask.label', { name })}
    >
      <div className={styles.panelHead}>
        <span>{t('texter:ask.means', { name })}</span>
      </div>
      {ask.error ? <ErrorNotice title={t('texter:ask.failed')} error={ask.error} /> : null}
      <div className={styles.acts}>
        <TextInput
          className={styles.note}
          size="xs"
          aria-label={t('texter:ask.enquiry')}
          placeholder={t('texter:ask.enquiryHint')}
          maxLength={1000}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
          autoFocus
        />
        <Button onClick={onCancel} rightSection={<Kbd keys="Escape" />}>
          {t('texter:act.back')}
        </Button>
        <Button type="submit" variant="filled" loading={ask.isPending} rightSection={<Kbd keys="Enter" />}>
          {t('texter:act.ask')}
        </Button>
      </div>
    </form>
  );
}

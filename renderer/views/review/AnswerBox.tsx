import { Button, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { t } from '../../../shared/text/say.ts';
import { api } from '../../client.ts';
import { ErrorNotice } from '../../components/base/ErrorNotice.tsx';
import { Kbd } from '../../components/base/Kbd.tsx';
import styles from './review.module.css';

/** Answers a texter's enquiry; nothing of it is sent to the contact. */
export function AnswerBox({ id, onDone }: { id: string; onDone: () => void }): ReactNode {
  const queries = useQueryClient();
  const [text, setText] = useState('');
  const answer = useMutation(
    api.review.answerEnquiry.mutationOptions({
      onSuccess: () => {
        onDone();
        return queries.invalidateQueries({ queryKey: api.review.key() });
      },
    }),
  );
  const ready = text.trim().length >= 2;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready && !answer.isPending) answer.mutate({ id, answer: text.trim() });
  };
  return (
    <form className={styles.foot} aria-label={t('review:answer.label')} onSubmit={submit}>
      {answer.error ? <ErrorNotice title={t('review:answer.failed')} error={answer.error} /> : null}
      <Textarea
        aria-label={t('review:answer.field')}
        placeholder={t('review:answer.hint')}
        autosize
        minRows={1}
        maxRows={4}
        maxLength={1000}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) submit(event);
        }}
      />
      <div className={styles.verdicts}>
        <span className={styles.means}>{t('review:answer.where')}</span>
        <Button
          type="submit"
          variant="filled"
          disabled={!ready}
          loading={answer.isPending}
          rightSection={<Kbd keys="Enter" />}
        >
          {t('review:answer.send')}
        </Button>
      </div>
    </form>
  );
}

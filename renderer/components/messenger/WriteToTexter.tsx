import { Button, Textarea } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { t } from '../../../shared/text/say.ts';
import { api } from '../../client.ts';
import { useNow } from '../../hooks/useNow.ts';
import { ErrorNotice } from '../base/ErrorNotice.tsx';
import { Tag } from '../base/Tag.tsx';
import { fullTime, saidTime } from '../base/time.ts';
import styles from './messenger.module.css';

type Props = { conversationId: string; texterId: string; texterName: string };

/**
 * What was written to the texter about this conversation, whether they have seen it, and a field for more.
 */
export function WriteToTexter({ conversationId, texterId, texterName }: Props): ReactNode {
  const now = useNow();
  const queries = useQueryClient();
  const [body, setBody] = useState<string | null>(null);
  const sent = useQuery(api.texterNote.sent.queryOptions({ input: { conversationId } })).data ?? [];
  const write = useMutation(
    api.texterNote.write.mutationOptions({
      onSuccess: () => {
        setBody(null);
        return queries.invalidateQueries({ queryKey: api.texterNote.key() });
      },
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const words = body?.trim() ?? '';
    if (words !== '' && !write.isPending) write.mutate({ conversationId, texterId, body: words });
  };
  return (
    <>
      <h3 className={styles.head}>
        {t('messenger:toTexter.title')}
        {body === null ? (
          <Button size="compact-xs" onClick={() => setBody('')}>
            {t('messenger:toTexter.write')}
          </Button>
        ) : null}
      </h3>
      {sent.map((note) => (
        <div key={note.id} className={styles.note}>
          <div className={styles.noteHead}>
            <strong>{t('messenger:toTexter.fromTo', { from: note.authorName, to: note.texterName })}</strong>
            <span title={fullTime(note.at)}>{saidTime(note.at, now)}</span>
            {note.seenAt === null ? (
              <Tag tone="hold">{t('messenger:toTexter.unseen')}</Tag>
            ) : (
              <Tag tone="ok" title={fullTime(note.seenAt)}>
                {t('messenger:toTexter.wasSeen')}
              </Tag>
            )}
          </div>
          <div className={styles.noteBody}>{note.body}</div>
        </div>
      ))}
      {body === null ? null : (
        <form className={styles.note} onSubmit={submit}>
          <Textarea
            aria-label={t('messenger:toTexter.field', { name: texterName })}
            placeholder={t('messenger:toTexter.hint', { name: texterName })}
            autoFocus
            autosize
            minRows={2}
            maxRows={6}
            maxLength={1000}
            value={body}
            onChange={(event) => setBody(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === 'Escape') setBody(null);
              if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit(event);
            }}
          />
          {write.error ? <ErrorNotice title={t('messenger:toTexter.notSent')} error={write.error} /> : null}
          <div className={styles.acts}>
            <Button size="compact-sm" onClick={() => setBody(null)}>
              {t('common:act.cancel')}
            </Button>
            <Button
              type="submit"
              size="compact-sm"
              variant="filled"
              loading={write.isPending}
              disabled={body.trim() === ''}
            >
              {t('messenger:toTexter.send')}
            </Button>
          </div>
        </form>
      )}
    </>
  );
}

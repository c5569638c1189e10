import { Button, Textarea } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Note } from '../../../shared/contract/messenger.ts';
import { t } from '../../../shared/text/say.ts';
import { api } from '../../client.ts';
import { useNow } from '../../hooks/useNow.ts';
import { useViewAs } from '../../state/viewing.ts';
import { ErrorNotice } from '../base/ErrorNotice.tsx';
import { Tag } from '../base/Tag.tsx';
import { fullTime, saidTime } from '../base/time.ts';
import styles from './messenger.module.css';

/** Notes that people write for each other. They are never sent. */
export function NotesPart({ conversationId, mayAct }: { conversationId: string; mayAct: boolean }) {
  const viewAs = useViewAs();
  const notes = useQuery(api.messenger.note.list.queryOptions({ input: { conversationId, ...viewAs } }));
  const [writing, setWriting] = useState(false);
  return (
    <>
      <h3 className={styles.head}>
        {t('messenger:notes.title')}
        {mayAct && !writing ? (
          <Button size="compact-xs" onClick={() => setWriting(true)}>
            {t('messenger:notes.add')}
          </Button>
        ) : null}
      </h3>
      {notes.error ? <ErrorNotice title={t('messenger:notes.failed')} error={notes.error} /> : null}
      {notes.data?.length === 0 && !writing ? (
        <div className={styles.soft}>{t('messenger:notes.none')}</div>
      ) : null}
      {notes.data?.map((note) => (
        <OneNote key={note.id} note={note} mayAct={mayAct} />
      ))}
      {writing ? <Writer conversationId={conversationId} onDone={() => setWriting(false)} /> : null}
    </>
  );
}

function OneNote({ note, mayAct }: { note: Note; mayAct: boolean }) {
  const now = useNow();
  const [editing, setEditing] = useState(false);
  const editable = mayAct && note.editableUntil !== null && note.editableUntil > now;
  if (editing) return <Writer note={note} onDone={() => setEditing(false)} />;
  return (
    <div className={styles.note}>
      <div className={styles.noteHead}>
        <strong>{note.authorName}</strong>
        <span title={fullTime(note.at)}>{saidTime(note.at, now)}</span>
        {note.editedAt === null ? null : (
          <span title={fullTime(note.editedAt)}>{t('messenger:notes.edited')}</span>
        )}
        {note.overseersOnly ? (
          <Tag title={t('messenger:notes.hiddenWhy')}>{t('messenger:notes.hidden')}</Tag>
        ) : null}
        <span className={styles.space} />
        {editable ? (
          <Button size="compact-xs" variant="subtle" onClick={() => setEditing(true)}>
            {t('messenger:notes.edit')}
          </Button>
        ) : null}
      </div>
      <div className={styles.noteBody}>{note.body}</div>
    </div>
  );
}

function Writer(props: { conversationId?: string; note?: Note; onDone: () => void }) {
  const { conversationId, note, onDone } = props;
  const [body, setBody] = useState(note?.body ?? '');
  const queries = useQueryClient();
  const done = {
    onSuccess: () => {
      onDone();
      return queries.invalidateQueries({ queryKey: api.messenger.note.key() });
    },
  };
  const add = useMutation(api.messenger.note.add.mutationOptions(done));
  const edit = useMutation(api.messenger.note.edit.mutationOptions(done));
  const error = add.error ?? edit.error;
  const save = () => {
    const text = body.trim();
    if (text === '' || add.isPending || edit.isPending) return;
    if (note) edit.mutate({ id: note.id, body: text });
    else if (conversationId) add.mutate({ conversationId, body: text });
  };
  return (
    <div className={styles.note}>
      <Textarea
        aria-label={t('messenger:notes.note')}
        placeholder={t('messenger:notes.hint')}
        data-autofocus
        autoFocus
        autosize
        minRows={2}
        maxRows={8}
        maxLength={2000}
        value={body}
        onChange={(event) => setBody(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onDone();
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) save();
        }}
      />
      {error ? <ErrorNotice title={t('messenger:notes.notSaved')} error={error} /> : null}
      <div className={styles.acts}>
        <Button size="compact-sm" onClick={onDone}>
          {t('common:act.cancel')}
        </Button>
        <Button
          size="compact-sm"
          variant="filled"
          loading={add.isPending || edit.isPending}
          disabled={body.trim() === ''}
          onClick={save}
        >
          {t('messenger:notes.save')}
        </Button>
      </div>
    </div>
  );
}

import { Button } from '@mantine/core';
import { IconMessage2 } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { TexterNote } from '../../../shared/contract/messenger/texterNotes.ts';
import { t } from '../../../shared/text/say.ts';
import { api } from '../../client.ts';
import { useNow } from '../../hooks/useNow.ts';
import { hrefOf } from '../../state/route.ts';
import { useViewAs, useViewing } from '../../state/viewing.ts';
import { complain } from '../base/notify.ts';
import { fullTime, saidTime } from '../base/time.ts';
import styles from './texterNotes.module.css';

type Props = {
  /** The conversation that is open; null: none. */
  open: string | null;
  /** Only what is about that conversation; else all the rest. */
  only: boolean;
};

/**
 * What supervisors wrote to the texter and the texter has not said to have seen: above their messenger, or
 * in the conversation that it is about.
 */
export function TexterNotes({ open, only }: Props): ReactNode {
  const viewAs = useViewAs();
  const notes = useQuery(api.texterNote.mine.queryOptions({ input: viewAs })).data ?? [];
  const shown = notes.filter(
    (note) => note.seenAt === null && (open !== null && note.conversationId === open) === only,
  );
  if (shown.length === 0) return null;
  return (
    <aside className={styles.notes} aria-label={t('messenger:toTexter.mine')}>
      {shown.map((note) => (
        <Note key={note.id} note={note} link={!only} />
      ))}
    </aside>
  );
}

function Note({ note, link }: { note: TexterNote; link: boolean }): ReactNode {
  const now = useNow();
  const queries = useQueryClient();
  const looking = useViewing((viewing) => viewing.texter !== null);
  const seen = useMutation(
    api.texterNote.seen.mutationOptions({
      onError: complain(t('messenger:toTexter.notMarked')),
      onSettled: () => queries.invalidateQueries({ queryKey: api.texterNote.key() }),
    }),
  );
  return (
    <div className={styles.note}>
      <IconMessage2 size={16} aria-hidden />
      <div className={styles.body}>
        <strong>{t('messenger:toTexter.from', { name: note.authorName })}</strong>{' '}
        <span className={styles.soft} title={fullTime(note.at)}>
          {saidTime(note.at, now)}
        </span>
        <div className={styles.words}>{note.body}</div>
        {link && note.conversationId !== null ? (
          <a href={hrefOf(['texter', note.campaignId, note.state ?? 'to-answer', note.conversationId])}>
            {t('messenger:toTexter.about', { name: note.contactName })}
          </a>
        ) : null}
      </div>
      <Button
        size="compact-sm"
        disabled={looking}
        loading={seen.isPending}
        onClick={() => seen.mutate({ id: note.id })}
      >
        {t('messenger:toTexter.seen')}
      </Button>
    </div>
  );
}

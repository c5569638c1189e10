import { skipToken, useQuery } from '@tanstack/react-query';
import { Fragment } from 'react';
import { t } from '../../../shared/text/say.ts';
import { api } from '../../client.ts';
import { useMe } from '../../hooks/useSession.ts';
import { useViewAs, useViewing } from '../../state/viewing.ts';
import { AnswersPart } from '../questions/AnswersPart.tsx';
import styles from './messenger.module.css';
import { NotesPart } from './NotesPart.tsx';
import { ReminderPart } from './ReminderPart.tsx';
import { TagsPart } from './TagsPart.tsx';
import { WriteToTexter } from './WriteToTexter.tsx';

/** A contact's answers, and what people share about the conversation: tags, a time to come back, notes. */
export function MessengerPanel({ conversationId }: { conversationId: string | null }) {
  const { role } = useMe();
  const viewAs = useViewAs();
  const looking = useViewing((viewing) => viewing.texter !== null);
  const { data: thread } = useQuery(
    api.conversation.get.queryOptions({
      input: conversationId === null ? skipToken : { id: conversationId, ...viewAs },
    }),
  );
  if (!thread) return null;
  const mayAct = role !== 'supervisor' && !looking;
  const row = thread.conversation;
  return (
    <Fragment key={row.id}>
      <AnswersPart thread={thread} />
      <section className={styles.panel} aria-label={t('messenger:panel')}>
        <TagsPart row={row} mayAct={mayAct} />
        <ReminderPart row={row} zones={thread.contact.zones} mayAct={mayAct} />
        {role === 'texter' || looking || row.texterId === null || row.optState === 'automatic' ? null : (
          <WriteToTexter conversationId={row.id} texterId={row.texterId} texterName={row.texterName ?? ''} />
        )}
        <NotesPart conversationId={row.id} mayAct={!looking} />
      </section>
    </Fragment>
  );
}

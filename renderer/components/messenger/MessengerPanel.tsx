import { Button } from '@mantine/core';
import { IconTag } from '@tabler/icons-react';
import { skipToken, useQuery } from '@tanstack/react-query';
import { Fragment } from 'react';
import type { ConversationRow } from '../../../shared/contract/conversations.ts';
import { t } from '../../../shared/text/say.ts';
import { api } from '../../client.ts';
import { useMe } from '../../hooks/useSession.ts';
import { useViewAs, useViewing } from '../../state/viewing.ts';
import { Tag } from '../base/Tag.tsx';
import { AnswersPart } from '../questions/AnswersPart.tsx';
import styles from './messenger.module.css';
import { NotesPart } from './NotesPart.tsx';
import { useTags } from './queries.ts';
import { ReminderPart } from './ReminderPart.tsx';
import { TagMenu } from './TagMenu.tsx';
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

/** The tags of a conversation, and a menu to set them. */
function TagsPart({ row, mayAct }: { row: ConversationRow; mayAct: boolean }) {
  const tags = useTags();
  const has = new Set(row.tagIds);
  const own = tags.filter(({ id }) => has.has(id));
  if (tags.length === 0) return null;
  return (
    <>
      <h3 className={styles.head}>
        {t('messenger:tags.title')}
        {mayAct ? (
          <TagMenu row={row}>
            <Button size="compact-xs" leftSection={<IconTag size={13} aria-hidden />}>
              {t('messenger:tags.change')}
            </Button>
          </TagMenu>
        ) : null}
      </h3>
      <div className={styles.tags}>
        {own.length === 0 ? <span className={styles.soft}>{t('messenger:tags.none')}</span> : null}
        {own.map(({ id, name, tone }) => (
          <Tag key={id} tone={tone}>
            {name}
          </Tag>
        ))}
      </div>
    </>
  );
}

import { Button, Menu, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type KeyboardEvent, useId, useRef, useState } from 'react';
import type { Thread } from '../../../shared/contract/conversation.ts';
import { t } from '../../../shared/text/say.ts';
import { api, errorMessage } from '../../client.ts';
import { useHotkey } from '../../hooks/useHotkey.ts';
import { useMe } from '../../hooks/useSession.ts';
import { OptOutButton, SendButton } from './Acts.tsx';
import { RepliesList, useReplies } from './Replies.tsx';
import { SegmentCount } from './SegmentCount.tsx';
import { sendWords } from './sendWords.ts';
import { setDraft, useTexterState } from './texterState.ts';
import styles from './thread.module.css';
import { useReply } from './useReply.ts';

type Props = { thread: Thread; onOptOut: () => void; onNext: () => void };

/** Writes a reply. Enter sends, Shift+Enter breaks the line, a leading "/" looks among the canned replies. */
export function Composer({ thread, onOptOut, onNext }: Props) {
  const { id, name } = thread.conversation;
  const text = useTexterState(({ drafts }) => drafts[id] ?? '');
  const box = useRef<HTMLTextAreaElement>(null);
  const listId = useId();
  const reply = useReply(id, useMe().name);
  const words = sendWords(thread);
  const replies = useReplies(thread.replies, text, (chosen) => {
    setDraft(id, chosen);
    box.current?.focus();
  });
  const ready = text.trim() !== '' && !replies.opened;

  const send = () => {
    if (ready && words.enabled) reply.mutate({ body: text.trim() });
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.nativeEvent.isComposing || replies.onKeyDown(event)) return;
    if (event.key === 'Escape') event.currentTarget.blur();
    if (event.key !== 'Enter' || event.shiftKey || event.altKey || event.repeat) return;
    event.preventDefault();
    send();
  };
  const startReplies = () => {
    if (text === '') setDraft(id, '/');
    box.current?.focus();
  };
  useHotkey(['R', 'Enter'], t('texter:keys.write'), () => box.current?.focus(), {
    group: t('common:keys.group.conversation'),
  });
  useHotkey('/', t('texter:keys.replies'), startReplies, { group: t('common:keys.group.conversation') });

  const problem = reply.error ? errorMessage(reply.error) : words.enabled ? words.why : '';
  return (
    <>
      <div className={styles.box}>
        <RepliesList id={listId} replies={replies} />
        <Textarea
          ref={box}
          aria-label={t('texter:composer.label', { name })}
          aria-controls={replies.opened ? listId : undefined}
          aria-activedescendant={replies.activeId}
          placeholder={words.enabled ? t('texter:composer.hint') : words.why}
          value={text}
          onChange={(event) => setDraft(id, event.currentTarget.value)}
          onKeyDown={onKeyDown}
          size="md"
          styles={{ input: { padding: '9px 12px', lineHeight: 1.45 } }}
          minRows={3}
          maxRows={6}
          autosize
          maxLength={1600}
        />
      </div>
      <div className={styles.why} data-tone={reply.error ? 'stop' : undefined} role="status">
        {problem}
      </div>
      <div className={styles.acts}>
        <SegmentCount text={replies.opened ? '' : text} />
        {thread.replies.length > 0 ? (
          <button type="button" className={styles.slash} onClick={startReplies}>
            {t('texter:composer.replies')}
          </button>
        ) : null}
        <span className={styles.space} />
        <CloseMenu id={id} onClosed={onNext} />
        <OptOutButton onClick={onOptOut} />
        <Button onClick={onNext}>{t('texter:act.skip')}</Button>
        <SendButton words={words} ready={ready} onClick={send} />
      </div>
    </>
  );
}

const OUTCOMES = ['done', 'refused', 'wrong-number'] as const;

function CloseMenu({ id, onClosed }: { id: string; onClosed: () => void }) {
  const [failed, setFailed] = useState('');
  const queries = useQueryClient();
  const close = useMutation(
    api.conversation.close.mutationOptions({
      onSuccess: () => {
        onClosed();
        return queries.invalidateQueries({ queryKey: api.conversation.key() });
      },
      onError: (error) => setFailed(errorMessage(error)),
    }),
  );
  return (
    <Menu position="top-end" width={220}>
      <Menu.Target>
        <Button loading={close.isPending}>{t('texter:act.close')}</Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{failed === '' ? t('texter:close.as') : failed}</Menu.Label>
        {OUTCOMES.map((outcome) => (
          <Menu.Item key={outcome} onClick={() => close.mutate({ id, outcome })}>
            {t(`texter:close.${outcome}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

import { ActionIcon, Button, Menu, Textarea } from '@mantine/core';
import { IconPlayerTrackNext } from '@tabler/icons-react';
import { useId, useRef } from 'react';
import type { Thread } from '../../../../shared/contract/conversations.ts';
import { ClosedAs } from '../../../../shared/schema/words.ts';
import { t } from '../../../../shared/text/say.ts';
import { Kbd, keyWords } from '../../../components/base/Kbd.tsx';
import { useEnterSends } from '../../../components/outbox/sendKeys.ts';
import { useHotkey } from '../../../hooks/useHotkey.ts';
import { OptOutButton, SendButton, SkipButton } from '../Acts.tsx';
import { RepliesList, useReplies } from '../Replies.tsx';
import { SegmentCount } from '../SegmentCount.tsx';
import { sendWords } from '../sendWords.ts';
import styles from '../thread.module.css';
import { useComposerKeys } from '../useComposerKeys.ts';

type Props = {
  readonly thread: Thread;
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly onSend: (words: string) => void;
  readonly onClose: (as: ClosedAs) => void;
  readonly onOptOut: () => void;
  readonly onNext: () => void;
};

/** The messenger's box and its keys; what is written stays in this window. */
export function TalkComposer({ thread, text, onText, onSend, onClose, onOptOut, onNext }: Props) {
  const { name } = thread.conversation;
  const enterSends = useEnterSends((state) => state.enterSends);
  const box = useRef<HTMLTextAreaElement>(null);
  const listId = useId();
  const words = sendWords(thread);
  const replies = useReplies(thread, text, (chosen) => {
    onText(chosen.text);
    box.current?.focus();
  });
  const ready = text.trim() !== '' && !replies.opened;
  const send = (then?: 'next') => {
    if (!ready || !words.enabled) return;
    onSend(text.trim());
    onText('');
    if (then) onNext();
  };
  const startReplies = () => {
    if (text === '') onText('/');
    box.current?.focus();
  };
  const onKeyDown = useComposerKeys({ box, replies, send, startReplies });
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
          onChange={(event) => onText(event.currentTarget.value)}
          onKeyDown={onKeyDown}
          size="md"
          styles={{ input: { padding: '9px 12px', lineHeight: 1.45 } }}
          minRows={2}
          maxRows={6}
          autosize
          maxLength={1600}
        />
      </div>
      <div className={styles.acts}>
        <SegmentCount text={replies.opened ? '' : text} />
        {thread.replies.length > 0 ? (
          <button
            type="button"
            className={styles.slash}
            aria-label={t('texter:composer.canned')}
            title={t('texter:composer.canned')}
            onClick={startReplies}
          >
            <Kbd keys="/" />
          </button>
        ) : null}
        <span className={styles.space} />
        <CloseChoice onClose={onClose} />
        <OptOutButton onClick={onOptOut} />
        <SkipButton onSkip={onNext} />
        <SendButton
          words={words}
          ready={ready}
          onClick={() => send()}
          keys={enterSends ? 'Enter' : 'mod+Enter'}
        />
        <ActionIcon
          size={30}
          variant="light"
          aria-label={t('reply:sendNext')}
          title={t('reply:sendNextKey', { key: keyWords('alt+Enter') })}
          disabled={!ready || !words.enabled}
          onClick={() => send('next')}
        >
          <IconPlayerTrackNext size={16} aria-hidden />
        </ActionIcon>
      </div>
    </>
  );
}

function CloseChoice({ onClose }: { readonly onClose: (as: ClosedAs) => void }) {
  useHotkey(
    'alt+E',
    t('texter:keys.wrongNumber'),
    (event) => {
      if (!event.repeat) onClose('wrong-number');
    },
    { group: t('common:keys.group.conversation'), whileTyping: true },
  );
  return (
    <Menu position="top-end" width={250}>
      <Menu.Target>
        <Button>{t('texter:act.close')}</Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('texter:close.as')}</Menu.Label>
        {ClosedAs.options.map((outcome) => (
          <Menu.Item
            key={outcome}
            rightSection={outcome === 'wrong-number' ? <Kbd keys="alt+E" /> : null}
            onClick={() => onClose(outcome)}
          >
            {t(`texter:close.${outcome}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

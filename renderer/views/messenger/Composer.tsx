import { ActionIcon, Textarea } from '@mantine/core';
import { IconPlayerTrackNext } from '@tabler/icons-react';
import { useId, useRef } from 'react';
import type { WarningCode } from '../../../shared/contract/base/warning.ts';
import type { Thread } from '../../../shared/contract/conversations.ts';
import { t } from '../../../shared/text/say.ts';
import { errorMessage, warningsIn } from '../../client.ts';
import { Kbd, keyWords } from '../../components/base/Kbd.tsx';
import { saidTime } from '../../components/base/time.ts';
import { TagKey } from '../../components/messenger/TagMenu.tsx';
import { AskFirst } from '../../components/outbox/AskFirst.tsx';
import { useEnterSends } from '../../components/outbox/sendKeys.ts';
import { useReply } from '../../components/outbox/useReply.ts';
import { AttachPicture, ChosenPicture, useAttached } from '../../components/pictures/AttachPicture.tsx';
import { PlainOffer } from '../../components/text/PlainOffer.tsx';
import { useMe } from '../../hooks/useSession.ts';
import { setDraft, useDrafts } from '../../state/drafts.ts';
import { OptOutButton, SendButton, SkipButton } from './Acts.tsx';
import { CloseMenu } from './CloseMenu.tsx';
import { RepliesList, useReplies } from './Replies.tsx';
import { chooseOfReply, dropOfReply } from './replyPicture.ts';
import { SegmentCount } from './SegmentCount.tsx';
import { sendWords } from './sendWords.ts';
import styles from './thread.module.css';
import type { AfterSending } from './useAfterSending.ts';
import { useComposerKeys } from './useComposerKeys.ts';

/** `low`: the window has little height, so the field begins with one line. */
type Props = {
  thread: Thread;
  low: boolean;
  onOptOut: () => void;
  onNext: () => void;
  afterSending: AfterSending;
};

/**
 * Writes a reply. Enter sends or begins a line, by choice; Ctrl+Enter sends, Alt+Enter sends and goes on; a
 * leading "/" searches the canned replies.
 */
export function Composer({ thread, low, onOptOut, onNext, afterSending }: Props) {
  const { id, name } = thread.conversation;
  const text = useDrafts(({ drafts }) => drafts[id] ?? '');
  const enterSends = useEnterSends((state) => state.enterSends);
  const box = useRef<HTMLTextAreaElement>(null);
  const listId = useId();
  const reply = useReply(id, name, useMe().name);
  const words = sendWords(thread);
  const began = useRef<string | undefined>(undefined);
  const replies = useReplies(thread, text, (chosen) => {
    began.current = chosen.id;
    chooseOfReply(thread, chosen);
    setDraft(id, chosen.text);
    box.current?.focus();
  });
  const { picture, notReady, onPaste } = useAttached(id, thread.outgoingPictures);
  const ready = text.trim() !== '' && !replies.opened && !notReady;

  const asked = warningsIn(reply.error);
  const send = (then?: 'next', confirmed?: WarningCode[]) => {
    if (!ready || !words.enabled) return;
    const body = text.trim();
    // Goes on once the reply is taken: a question about it would otherwise be left behind.
    const sent = { body, replyId: began.current, picture, ...(confirmed ? { confirmed } : {}) };
    reply.mutate(sent, then ? { onSuccess: afterSending.go } : {});
  };
  const startReplies = () => {
    if (text === '') setDraft(id, '/');
    box.current?.focus();
  };
  const onKeyDown = useComposerKeys({ box, replies, send, startReplies });

  const failed = reply.error !== null && asked.length === 0;
  // The warning below already says it.
  const standing = words.enabled && asked.length === 0 ? words.why : '';
  const problem = failed ? errorMessage(reply.error) : standing;
  const key = keyWords('alt+Enter');
  const next = afterSending.waiting;
  const nextTitle =
    next === null ? t('reply:sendNextKey', { key }) : t('reply:sendNextTo', { key, name: next.name });
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
          onChange={(event) => {
            if (event.currentTarget.value.trim() === '') {
              began.current = undefined;
              dropOfReply(id);
            }
            setDraft(id, event.currentTarget.value);
            if (reply.error) reply.reset();
          }}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
          size="md"
          styles={{ input: { padding: '9px 12px', lineHeight: 1.45 } }}
          minRows={low ? 1 : 3}
          maxRows={6}
          autosize
          maxLength={1600}
        />
      </div>
      <div className={styles.why} data-tone={failed ? 'stop' : undefined} role="status">
        {problem}
      </div>
      {asked.length === 0 ? null : (
        <AskFirst
          warnings={asked}
          busy={reply.isPending}
          onConfirm={() => {
            send(
              undefined,
              asked.map(({ code }) => code),
            );
            box.current?.focus();
          }}
          onCancel={() => {
            reply.reset();
            box.current?.select();
            box.current?.focus();
          }}
        />
      )}
      <PlainOffer
        text={replies.opened ? '' : text}
        withKey
        onReplace={(plain) => {
          setDraft(id, plain);
          box.current?.focus();
        }}
      />
      <ChosenPicture conversationId={id} can={thread.outgoingPictures} />
      <div className={styles.acts}>
        <SegmentCount text={replies.opened ? '' : text} />
        <AttachPicture conversationId={id} can={thread.outgoingPictures} />
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
        <span className={styles.next} title={next === null ? '' : saidTime(next.since, Date.now())}>
          <span>{next === null ? '' : t('reply:nextIs', { name: next.name })}</span>
        </span>
        <TagKey row={thread.conversation} />
        <CloseMenu id={id} name={name} onClosed={onNext} />
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
          title={nextTitle}
          disabled={!ready || !words.enabled}
          onClick={() => send('next')}
        >
          <IconPlayerTrackNext size={16} aria-hidden />
        </ActionIcon>
      </div>
    </>
  );
}

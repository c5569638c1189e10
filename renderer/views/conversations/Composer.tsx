import { Button, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useRef } from 'react';
import type { WarningCode } from '../../../shared/contract/base/warning.ts';
import type { Thread } from '../../../shared/contract/conversations.ts';
import { t } from '../../../shared/text/say.ts';
import { countSegments } from '../../../shared/text/segments.ts';
import { api, errorMessage, warningsIn } from '../../client.ts';
import { Kbd } from '../../components/base/Kbd.tsx';
import { complain } from '../../components/base/notify.ts';
import styles from '../../components/conversations/oversight.module.css';
import { AskFirst } from '../../components/outbox/AskFirst.tsx';
import { sendKey, useEnterSends } from '../../components/outbox/sendKeys.ts';
import { useReply } from '../../components/outbox/useReply.ts';
import { AttachPicture, ChosenPicture, useAttached } from '../../components/pictures/AttachPicture.tsx';
import { CampaignPicture } from '../../components/pictures/CampaignPicture.tsx';
import { PlainOffer } from '../../components/text/PlainOffer.tsx';
import { useMe } from '../../hooks/useSession.ts';
import { setDraft, useDrafts } from '../../state/drafts.ts';

type Props = {
  thread: Thread;
  /** What is between the count and the send button: undo, evidence, opting in or out. */
  children: ReactNode;
};

/** The box in which admins text too. Where the guard would stop a text, its sentence is there instead. */
export function Composer({ thread, children }: Props): ReactNode {
  const { canSend, conversation, initialDraft, outgoingPictures } = thread;
  const { id, name } = conversation;
  const box = useRef<HTMLTextAreaElement>(null);
  const body = useDrafts(({ drafts }) => drafts[id] ?? '');
  const enterSends = useEnterSends((state) => state.enterSends);
  const reply = useReply(id, name, useMe().name);
  const initial = useMutation(
    api.conversation.sendInitial.mutationOptions({
      onError: (error) => {
        if (warningsIn(error).length === 0) complain(t('overseer:notSent'))(error);
      },
    }),
  );
  const busy = reply.isPending || initial.isPending;
  const stopped = !canSend.ok;
  const first = conversation.state === 'to-send' && initialDraft !== null;
  const { picture, notReady, onPaste } = useAttached(id, outgoingPictures);
  const asked = warningsIn(first ? initial.error : reply.error);
  const send = (confirmed?: WarningCode[]) => {
    if (busy || stopped) return;
    if (first) initial.mutate({ id, confirmed: confirmed ?? [] });
    else if (body.trim() !== '' && !notReady)
      reply.mutate({ body: body.trim(), picture, ...(confirmed ? { confirmed } : {}) });
  };
  return (
    <div className={styles.composer}>
      {stopped ? (
        <div className={styles.box} data-testid="guard">
          {sentenceOf(thread)}
        </div>
      ) : (
        <Textarea
          ref={box}
          className={styles.field ?? ''}
          aria-label={first ? t('overseer:first') : t('overseer:reply')}
          placeholder={t('overseer:placeholder', { name })}
          minRows={2}
          maxRows={6}
          autosize
          maxLength={1600}
          readOnly={first}
          value={first ? initialDraft : body}
          onChange={(event) => {
            setDraft(id, event.currentTarget.value);
            if (reply.error) reply.reset();
          }}
          onPaste={first ? undefined : onPaste}
          onKeyDown={(event) => {
            if (sendKey(event.nativeEvent, enterSends) === null) return;
            event.preventDefault();
            send();
          }}
        />
      )}
      {asked.length === 0 ? null : (
        <AskFirst
          warnings={asked}
          busy={busy}
          onConfirm={() => send(asked.map(({ code }) => code))}
          onCancel={() => {
            reply.reset();
            initial.reset();
            box.current?.select();
            box.current?.focus();
          }}
        />
      )}
      {stopped || first ? null : (
        <PlainOffer
          text={body}
          withKey
          onReplace={(plain) => {
            setDraft(id, plain);
            box.current?.focus();
          }}
        />
      )}
      {first && thread.initialPicture ? (
        <CampaignPicture campaignId={conversation.campaignId} expected />
      ) : null}
      {stopped || first ? null : <ChosenPicture conversationId={id} can={outgoingPictures} />}
      <div className={styles.bar}>
        <span className={styles.grow} role="status">
          {reply.error && asked.length === 0
            ? errorMessage(reply.error)
            : stopped
              ? null
              : canSend.warnings.length > 0
                ? canSend.warnings.map(({ message }) => message).join(' ')
                : canSend.outcome === 'send'
                  ? counted(first ? initialDraft : body)
                  : canSend.sentence}
        </span>
        {stopped || first ? null : <AttachPicture conversationId={id} can={outgoingPictures} />}
        {children}
        {stopped ? null : (
          <Button
            variant="filled"
            disabled={busy || (!first && (body.trim() === '' || notReady))}
            onClick={() => send()}
            rightSection={<Kbd keys={enterSends ? 'Enter' : 'mod+Enter'} />}
          >
            {first ? t('overseer:sendFirst') : t('overseer:send')}
          </Button>
        )}
      </div>
    </div>
  );
}

/** The guard's sentence, shorter where the person is known. */
function sentenceOf(thread: Thread): string {
  const { canSend, conversation } = thread;
  if (canSend.rule === 'opted-out') return t('overseer:optedOut', { name: conversation.name });
  return canSend.sentence;
}

function counted(text: string): string {
  const { segments, units, unitsPerSegment } = countSegments(text);
  if (segments === 0) return '';
  return t('parts:segments.short', { count: segments, units, room: segments * unitsPerSegment });
}

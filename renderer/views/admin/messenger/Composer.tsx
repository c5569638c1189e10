import { Button, Textarea } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { Thread } from '../../../../shared/contract/conversation.ts';
import { t } from '../../../../shared/text/say.ts';
import { countSegments } from '../../../../shared/text/segments.ts';
import styles from '../../../components/oversight/oversight.module.css';

type Props = {
  thread: Thread;
  busy: boolean;
  onSend: (body: string) => Promise<boolean>;
  onSendInitial: () => void;
  /** What stands between the count and the send button: undo, evidence, opt in or out. */
  children: ReactNode;
};

/** Admins may text too. Where the guard would stop it, the box gives the guard's sentence in place of a field. */
export function Composer(props: Props): ReactNode {
  const { thread, busy, onSend, onSendInitial, children } = props;
  const { canSend, conversation, initialDraft } = thread;
  const [body, setBody] = useState('');
  const stopped = !canSend.ok;
  const first = conversation.state === 'to-send' && initialDraft !== null;
  const send = async () => {
    if (busy || stopped) return;
    if (first) onSendInitial();
    else if (body.trim() !== '' && (await onSend(body.trim()))) setBody('');
  };
  return (
    <div className={styles.composer}>
      {stopped ? (
        <div className={styles.box} data-testid="guard">
          {sentenceOf(thread)}
        </div>
      ) : (
        <Textarea
          className={styles.field ?? ''}
          aria-label={first ? t('messenger:first') : t('messenger:reply')}
          placeholder={t('messenger:placeholder', { name: conversation.name })}
          minRows={2}
          maxRows={6}
          autosize
          maxLength={1600}
          readOnly={first}
          value={first ? initialDraft : body}
          onChange={(event) => setBody(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
            event.preventDefault();
            void send();
          }}
        />
      )}
      <div className={styles.bar}>
        <span className={styles.grow}>
          {stopped
            ? null
            : canSend.outcome === 'send'
              ? counted(first ? initialDraft : body)
              : canSend.sentence}
        </span>
        {children}
        {stopped ? null : (
          <Button
            variant="filled"
            disabled={busy || (!first && body.trim() === '')}
            onClick={() => void send()}
          >
            {first ? t('messenger:sendFirst') : t('messenger:send')}
          </Button>
        )}
      </div>
    </div>
  );
}

/** The guard's own words, and whom they are about where that can be said shorter. */
function sentenceOf(thread: Thread): string {
  const { canSend, conversation } = thread;
  if (canSend.rule === 'opted-out') return t('messenger:optedOut', { name: conversation.name });
  return canSend.sentence;
}

function counted(text: string): string {
  const { segments, units, unitsPerSegment } = countSegments(text);
  if (segments === 0) return '';
  return t('parts:segments.short', { count: segments, units, room: segments * unitsPerSegment });
}

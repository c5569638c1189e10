import { useState } from 'react';
import type { Thread, ThreadMessage } from '../../../shared/contract/conversations.ts';
import { formatNumber } from '../../../shared/schema/phone.ts';
import { t } from '../../../shared/text/say.ts';
import { Tag } from '../base/Tag.tsx';
import { clockTimeWithSeconds } from '../base/time.ts';
import { WhenAgo } from '../base/WhenAgo.tsx';
import { TextPicture } from '../pictures/TextPicture.tsx';
import { deliveryWords } from './deliveryWords.ts';
import styles from './ThreadView.module.css';

type Props = {
  message: ThreadMessage;
  thread: Thread;
  detail: 'texter' | 'full';
  onCancel?: ((messageId: string, body: string) => void) | undefined;
  onAsk?: (() => void) | undefined;
};

/** Texts that have not reached anybody have a broken outline. */
const NOT_GONE: ReadonlySet<string> = new Set(['cancelled', 'prevented', 'dropped', 'failed', 'unknown']);

/** One text and the line below it. */
export function MessageBubble({ message, thread, detail, onCancel, onAsk }: Props) {
  const [unfolded, setUnfolded] = useState(false);
  const folded = message.abusive === true && detail === 'texter' && !unfolded;
  const mine = message.direction === 'out';
  const waits = message.state === 'queued' || message.state === 'sending';
  const look = NOT_GONE.has(message.state) ? 'not-gone' : waits ? 'waits' : undefined;
  return (
    <div className={styles.message} data-mine={mine || undefined}>
      {folded ? (
        <Folded onShow={() => setUnfolded(true)} onAsk={onAsk} />
      ) : (
        <div className={styles.bubble} data-look={message.kind === 'provider-text' ? 'provider' : look}>
          {detail === 'full' ? marked(message.body, message.matched) : message.body}
          {message.pictures?.map((picture) => (
            <TextPicture
              key={picture.id}
              picture={picture}
              from={mine ? null : thread.conversation.name}
              overseen={detail === 'full'}
            />
          ))}
        </div>
      )}
      <div className={styles.meta} data-tone={message.state === 'failed' ? 'stop' : undefined}>
        {message.abusive && detail === 'full' ? (
          <Tag tone="stop" title={t('thread:message.abusiveWhy')}>
            {t('thread:message.abusiveTag')}
          </Tag>
        ) : null}
        <span>{metaOf(message, thread, detail)}</span>
        {mine ? null : detail === 'full' ? (
          <time>{clockTimeWithSeconds(message.at)}</time>
        ) : (
          <WhenAgo at={message.at} form="said" />
        )}
        {message.state === 'queued' && mine && onCancel ? (
          <button type="button" className={styles.link} onClick={() => onCancel(message.id, message.body)}>
            {t('thread:message.takeBack')}
          </button>
        ) : null}
      </div>
    </div>
  );
}

/** Shown in place of a text with words of abuse, which nobody has to read. */
function Folded({ onShow, onAsk }: { onShow: () => void; onAsk: (() => void) | undefined }) {
  return (
    <div className={styles.bubble} data-look="folded">
      <span>{t('thread:message.abusive')}</span>
      <span className={styles.foldedActs}>
        <button type="button" className={styles.link} onClick={onShow}>
          {t('thread:message.show')}
        </button>
        {onAsk ? (
          <button type="button" className={styles.link} onClick={onAsk}>
            {t('thread:message.ask')}
          </button>
        ) : null}
      </span>
    </div>
  );
}

function metaOf(message: ThreadMessage, thread: Thread, detail: 'texter' | 'full'): string {
  if (message.kind === 'provider-text') return t('thread:message.byProvider');
  if (message.direction === 'in') return message.automatic ? t('thread:message.helpAnswered') : '';
  const parts = [deliveryWords(message, thread)];
  if (detail === 'full') parts[0] = `${parts[0]} ${clockTimeWithSeconds(message.at)}`;
  if (message.kind === 'confirmation') parts.push(t('thread:message.confirmation'));
  if (message.automatic) parts.push(t('thread:message.automatic'));
  const from = message.senderNumber;
  if (from && (detail === 'full' || message.kind === 'initial')) {
    parts.push(t('thread:message.from', { sender: formatNumber(from, thread.region) }));
  }
  if (detail === 'full' && message.authorName)
    parts.push(t('thread:message.by', { name: message.authorName }));
  return parts.join(' · ');
}

/** The matched words, marked where they stand in the text. */
function marked(body: string, matched: string | null) {
  const at = matched ? body.toLowerCase().indexOf(matched.toLowerCase()) : -1;
  if (matched === null || at < 0) return body;
  const end = at + matched.length;
  return (
    <>
      {body.slice(0, at)}
      <mark className={styles.mark}>{body.slice(at, end)}</mark>
      {body.slice(end)}
    </>
  );
}

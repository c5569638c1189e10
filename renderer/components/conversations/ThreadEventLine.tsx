import type { ThreadEvent } from '../../../shared/contract/conversations.ts';
import { t } from '../../../shared/text/say.ts';
import { Tag, type Tone } from '../base/Tag.tsx';
import { dayAndTime, fullTime } from '../base/time.ts';
import styles from './ThreadView.module.css';

const TONES: Record<ThreadEvent['kind'], Tone> = {
  'opted-out': 'stop',
  'opted-in': 'ok',
  prevented: 'neutral',
  'on-hold': 'hold',
  'carried-on': 'neutral',
  'provider-block': 'stop',
  'provider-block-cleared': 'ok',
  asked: 'brand',
  answered: 'brand',
};

/** What happened between the texts, in the middle of the thread. */
export function ThreadEventLine({ event }: { event: ThreadEvent }) {
  const words = t(`thread:event.${event.kind}`);
  return (
    <div className={styles.event} title={fullTime(event.at)}>
      <Tag tone={TONES[event.kind]}>{words}</Tag>
      <span>{withoutPrefix(event.text, words)}</span>
      {event.askedAt === undefined ? null : (
        <span>
          {t('thread:heldSince', { since: dayAndTime(event.at), asked: dayAndTime(event.askedAt) })}
        </span>
      )}
    </div>
  );
}

/** The tag says the first words already. */
function withoutPrefix(text: string, words: string): string {
  return text.startsWith(words) ? text.slice(words.length).replace(/^[:,. ]+/, '') : text;
}

import type { ThreadEvent } from '../../shared/contract/conversation.ts';
import { Tag, type Tone } from './Tag.tsx';
import styles from './ThreadView.module.css';
import { fullTime } from './time.ts';

const WORDS: Record<ThreadEvent['kind'], readonly [Tone, string]> = {
  'opted-out': ['stop', 'Opted out'],
  'opted-in': ['ok', 'Opted in'],
  prevented: ['neutral', 'Prevented'],
  'on-hold': ['hold', 'On hold'],
  'carried-on': ['neutral', 'Carried on'],
  'provider-block': ['stop', 'Provider block'],
  'provider-block-cleared': ['ok', 'Block cleared'],
  asked: ['brand', 'Asked a supervisor'],
  answered: ['brand', 'Answered'],
};

/** What happened between the texts, in the middle of the thread. */
export function ThreadEventLine({ event }: { event: ThreadEvent }) {
  const [tone, words] = WORDS[event.kind];
  return (
    <div className={styles.event} title={fullTime(event.at)}>
      <Tag tone={tone}>{words}</Tag>
      <span>{withoutPrefix(event.text, words)}</span>
    </div>
  );
}

/** The tag says the first words already. */
function withoutPrefix(text: string, words: string): string {
  return text.startsWith(words) ? text.slice(words.length).replace(/^[:,. ]+/, '') : text;
}

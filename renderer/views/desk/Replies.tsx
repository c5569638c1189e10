import { type KeyboardEvent, useId, useState } from 'react';
import type { Thread } from '../../../shared/contract/conversations.ts';
import { t } from '../../../shared/text/say.ts';
import { findReplies } from './replyOrder.ts';
import styles from './thread.module.css';

type Reply = Thread['replies'][number];

/** The canned replies that a text beginning with "/" looks for, and the keys that choose among them. */
export function useReplies(all: readonly Reply[], text: string, onChoose: (text: string) => void) {
  const base = useId();
  const [active, setActive] = useState(0);
  const [closedFor, setClosedFor] = useState<string | null>(null);
  const opened = text.startsWith('/') && !text.includes('\n') && closedFor !== text && all.length > 0;
  const found = opened ? findReplies(all, text.slice(1)) : [];
  const at = Math.min(active, Math.max(0, found.length - 1));

  /** Whether the key was one for the list. */
  const onKeyDown = (event: KeyboardEvent): boolean => {
    if (!opened) return false;
    const reply = found[at];
    switch (event.key) {
      case 'ArrowDown':
        setActive((at + 1) % Math.max(1, found.length));
        break;
      case 'ArrowUp':
        setActive((at - 1 + found.length) % Math.max(1, found.length));
        break;
      case 'Escape':
        setClosedFor(text);
        break;
      case 'Tab':
      case 'Enter':
        if (reply) onChoose(reply.text);
        break;
      default:
        return false;
    }
    event.preventDefault();
    return true;
  };
  const idOf = (index: number) => `${base}-${index}`;
  return {
    opened,
    found,
    at,
    idOf,
    activeId: opened && found.length > 0 ? idOf(at) : undefined,
    onKeyDown,
    onChoose,
  };
}

type Props = { id: string; replies: ReturnType<typeof useReplies> };

/** Hangs above the box, over the thread. The focus stays in the box. */
export function RepliesList({ id, replies }: Props) {
  if (!replies.opened) return null;
  return (
    <div className={styles.replies}>
      {replies.found.length === 0 ? (
        <div className={styles.noReply}>{t('texter:composer.noneFits')}</div>
      ) : null}
      <div id={id} role="listbox" aria-label={t('texter:composer.canned')}>
        {replies.found.map(({ title, text }, index) => (
          <div
            key={title}
            id={replies.idOf(index)}
            role="option"
            tabIndex={-1}
            aria-selected={index === replies.at}
            className={styles.reply}
            onMouseDown={(event) => {
              event.preventDefault(); // keeps the focus in the box
              replies.onChoose(text);
            }}
          >
            <strong>{title}</strong>
            <span>{text}</span>
          </div>
        ))}
      </div>
    </div>
  );
}

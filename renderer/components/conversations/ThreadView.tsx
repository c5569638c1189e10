import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { Thread, ThreadEvent, ThreadMessage } from '../../../shared/contract/conversations.ts';
import { t } from '../../../shared/text/say.ts';
import { Tag, type Tone } from '../base/Tag.tsx';
import { dayAndTime, fullTime } from '../base/time.ts';
import { MessageBubble } from './MessageBubble.tsx';
import styles from './ThreadView.module.css';

export type ThreadViewProps = {
  thread: Thread;
  /**
   * texter: what one needs to write; full: senders, seconds and matched words, for admins and supervisors.
   */
  detail: 'texter' | 'full';
  /** Lets queued texts be taken back. */
  onCancel?: ((messageId: string, body: string) => void) | undefined;
  /** Asks a supervisor about a text that may be abusive; left out where that has been done. */
  onAsk?: (() => void) | undefined;
  /** Below the last text: the draft of the first message, a question to decide. */
  tail?: ReactNode;
};

type Item =
  | { readonly kind: 'message'; readonly id: string; readonly at: number; readonly message: ThreadMessage }
  | { readonly kind: 'event'; readonly id: string; readonly at: number; readonly event: ThreadEvent }
  | { readonly kind: 'tail'; readonly id: 'tail'; readonly at: number };

const NEAR_END = 60;
/** In the tab order, so that keyboards can scroll it. */
const IN_TAB_ORDER = { tabIndex: 0 } as const;

/**
 * The texts of a conversation and the events between them, virtualised; stays at the end unless one has
 * scrolled up.
 */
export function ThreadView({ thread, detail, onCancel, onAsk, tail }: ThreadViewProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const hasTail = Boolean(tail);
  const items = useMemo(() => itemsOf(thread, hasTail), [thread, hasTail]);
  const [away, setAway] = useState<{ seen: number } | null>(null);
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => estimate(items[index]),
    getItemKey: (index) => items[index]?.id ?? index,
    overscan: 12,
    // The tail stays mounted: somebody may be writing in it, and its keys must work wherever one has scrolled
    // to.
    rangeExtractor: (range) => [...new Set([...defaultRangeExtractor(range), Math.max(0, range.count - 1)])],
    paddingStart: 18,
    paddingEnd: 18,
    gap: 10,
    anchorTo: 'end',
    followOnAppend: true,
    scrollEndThreshold: NEAR_END,
  });

  const { id } = thread.conversation;
  useLayoutEffect(() => {
    if (id === '') return;
    setAway(null);
    virtual.scrollToEnd();
  }, [id, virtual]);

  const below = away === null ? 0 : items.length - away.seen;
  return (
    <div className={styles.wrap}>
      <div
        ref={scroller}
        className={styles.scroller}
        role="log"
        {...IN_TAB_ORDER}
        aria-label={t('thread:label', { name: thread.conversation.name })}
        onScroll={() => {
          const atEnd = virtual.isAtEnd(NEAR_END);
          setAway((was) => (atEnd ? null : (was ?? { seen: items.length })));
        }}
      >
        <div className={styles.space} style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, key, start }) => {
            const item = items[index];
            return item ? (
              <div
                key={key}
                ref={virtual.measureElement}
                data-index={index}
                className={styles.item}
                style={{ transform: `translateY(${start}px)` }}
              >
                {item.kind === 'message' ? (
                  <MessageBubble
                    message={item.message}
                    thread={thread}
                    detail={detail}
                    onCancel={onCancel}
                    onAsk={onAsk}
                  />
                ) : null}
                {item.kind === 'event' ? <ThreadEventLine event={item.event} /> : null}
                {item.kind === 'tail' ? tail : null}
              </div>
            ) : null;
          })}
        </div>
      </div>
      {below > 0 ? (
        <button type="button" className={styles.pill} onClick={() => virtual.scrollToEnd()}>
          {t('thread:newBelow', { count: below })}
        </button>
      ) : null}
    </div>
  );
}

function itemsOf(thread: Thread, hasTail: boolean): Item[] {
  const items: Item[] = [
    ...thread.messages.map((message): Item => ({ kind: 'message', id: message.id, at: message.at, message })),
    ...thread.events.map((event): Item => ({ kind: 'event', id: event.id, at: event.at, event })),
  ].sort((a, b) => a.at - b.at);
  if (hasTail) items.push({ kind: 'tail', id: 'tail', at: Number.POSITIVE_INFINITY });
  return items;
}

/** Close enough that the scroll bar hardly moves when the real height is known. */
function estimate(item: Item | undefined): number {
  if (item?.kind === 'message')
    return 48 + 20 * Math.ceil(item.message.body.length / 62) + 200 * (item.message.pictures?.length ?? 0);
  return item?.kind === 'event' ? 26 : 90;
}

const TONES: Record<ThreadEvent['kind'], Tone> = {
  'opted-out': 'stop',
  'opted-in': 'ok',
  prevented: 'neutral',
  'on-hold': 'hold',
  'carried-on': 'neutral',
  'provider-block': 'stop',
  'provider-block-cleared': 'ok',
  enquiry: 'brand',
  'enquiry-answered': 'brand',
};

/** What happened between the texts, in the middle of the thread. */
function ThreadEventLine({ event }: { event: ThreadEvent }) {
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

/** The tag already says the first words. */
function withoutPrefix(text: string, words: string): string {
  return text.startsWith(words) ? text.slice(words.length).replace(/^[:,. ]+/, '') : text;
}

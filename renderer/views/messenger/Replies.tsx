import { IconPhoto } from '@tabler/icons-react';
import { type KeyboardEvent, useId, useState } from 'react';
import type { Thread, ThreadReply } from '../../../shared/contract/conversations.ts';
import { t } from '../../../shared/text/say.ts';
import { Kbd } from '../../components/base/Kbd.tsx';
import { Tag } from '../../components/base/Tag.tsx';
import { findReplies, type Section } from './replyOrder.ts';
import styles from './thread.module.css';

/**
 * The canned replies that a text beginning with "/" looks for, and the keys that choose among them. Right
 * behind the slash 1 to 9 choose the first nine.
 */
export function useReplies(
  { replies: all, questions, outgoingPictures }: Pick<Thread, 'replies' | 'questions' | 'outgoingPictures'>,
  text: string,
  onChoose: (reply: ThreadReply) => void,
) {
  const base = useId();
  const [active, setActive] = useState(0);
  const [closedFor, setClosedFor] = useState<string | null>(null);
  const opened = text.startsWith('/') && !text.includes('\n') && closedFor !== text && all.length > 0;
  const sections = opened ? findReplies(all, text.slice(1), questions.current) : [];
  const found = sections.flatMap(({ replies }) => replies);
  const at = Math.min(active, Math.max(0, found.length - 1));
  const choose = (reply: ThreadReply | undefined) => {
    setActive(0);
    if (reply) onChoose(reply);
  };

  /** Returns whether the list has handled the key. */
  const onKeyDown = (event: KeyboardEvent): boolean => {
    if (!opened) return false;
    const numbered = text === '/' && /^[1-9]$/.test(event.key) ? found[Number(event.key) - 1] : undefined;
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
        choose(found[at]);
        break;
      default:
        if (numbered === undefined) return false;
        choose(numbered);
    }
    event.preventDefault();
    return true;
  };
  const idOf = (index: number) => `${base}-${index}`;
  return {
    opened,
    sections,
    found,
    at,
    numbered: text === '/',
    /** Why no picture goes with any of them; empty where one can. */
    whyNoPicture: outgoingPictures.whyNot,
    idOf,
    activeId: opened && found.length > 0 ? idOf(at) : undefined,
    onKeyDown,
    onChoose: choose,
  };
}

export type Replies = ReturnType<typeof useReplies>;
type Props = { id: string; replies: Replies };

/** Above the box, over the thread. The focus stays in the box. */
export function RepliesList({ id, replies }: Props) {
  if (!replies.opened) return null;
  return (
    <div className={styles.replies}>
      {replies.found.length === 0 ? (
        <div className={styles.noReply}>{t('texter:composer.noneFits')}</div>
      ) : null}
      <div id={id} role="listbox" aria-label={t('texter:composer.canned')}>
        {replies.sections.map(({ heading, replies: own }) =>
          heading === null ? (
            own.map((reply) => <ReplyOption key={reply.id} reply={reply} replies={replies} />)
          ) : (
            // biome-ignore lint/a11y/useSemanticElements: a listbox holds options and groups of them
            <div key={wordsOf(heading)} role="group" aria-label={wordsOf(heading)}>
              <div className={styles.folder} aria-hidden="true">
                {wordsOf(heading)}
              </div>
              {own.map((reply) => (
                <ReplyOption key={reply.id} reply={reply} replies={replies} />
              ))}
            </div>
          ),
        )}
      </div>
    </div>
  );
}

function wordsOf(heading: NonNullable<Section<ThreadReply>['heading']>): string {
  if (typeof heading === 'object') return heading.folder;
  return t(`texter:composer.${heading}`);
}

function ReplyOption({ reply, replies }: { reply: ThreadReply; replies: Replies }) {
  const index = replies.found.indexOf(reply);
  const { title, text, missing, picture } = reply;
  return (
    <div
      id={replies.idOf(index)}
      role="option"
      tabIndex={-1}
      aria-selected={index === replies.at}
      className={styles.reply}
      onMouseDown={(event) => {
        event.preventDefault(); // keeps the focus in the box
        replies.onChoose(reply);
      }}
    >
      <strong>{title}</strong>
      <span className={styles.replyText}>{text}</span>
      {picture === null ? null : replies.whyNoPicture === '' ? (
        <IconPhoto size={15} role="img" aria-label={t('pictures:withPicture')} />
      ) : (
        <Tag tone="neutral" title={replies.whyNoPicture}>
          {t('pictures:wordsAlone')}
        </Tag>
      )}
      {missing.length > 0 ? <Tag tone="hold">{t('texter:composer.empty')}</Tag> : null}
      {replies.numbered && index < 9 ? <Kbd keys={String(index + 1)} /> : null}
    </div>
  );
}

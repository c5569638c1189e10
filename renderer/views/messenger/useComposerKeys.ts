import type { KeyboardEvent, RefObject } from 'react';
import { t } from '../../../shared/text/say.ts';
import { sendKey, useEnterSends } from '../../components/outbox/sendKeys.ts';
import { useHotkey } from '../../hooks/useHotkey.ts';
import type { Replies } from './Replies.tsx';

/**
 * The keys of a box in which a reply is written: Enter sends or begins a line, by choice; Ctrl+Enter sends,
 * Alt+Enter sends and goes on; "/" opens the canned replies, R goes to the box. Returns what the box does
 * with a key that is pressed in it.
 */
export function useComposerKeys(options: {
  readonly box: RefObject<HTMLTextAreaElement | null>;
  readonly replies: Replies;
  readonly send: (then?: 'next') => void;
  readonly startReplies: () => void;
}): (event: KeyboardEvent<HTMLTextAreaElement>) => void {
  const { box, replies, send, startReplies } = options;
  const enterSends = useEnterSends((state) => state.enterSends);
  const group = t('common:keys.group.conversation');
  useHotkey(['R', 'Enter'], t('texter:keys.write'), () => box.current?.focus(), { group });
  useHotkey('mod+Enter', t('reply:keys.send'), () => send(), { group, whileTyping: true });
  useHotkey('alt+Enter', t('reply:keys.next'), () => send('next'), { group, whileTyping: true });
  useHotkey('/', t('texter:keys.replies'), startReplies, { group });
  return (event) => {
    if (event.nativeEvent.isComposing || replies.onKeyDown(event)) return;
    if (event.key === 'Escape') event.currentTarget.blur();
    const meant = sendKey(event.nativeEvent, enterSends);
    if (meant === null) {
      // A key that is held down, and would have sent, begins no new lines either.
      if (event.key === 'Enter' && event.repeat && enterSends) event.preventDefault();
      return;
    }
    event.preventDefault();
    send(meant === 'next' ? 'next' : undefined);
  };
}

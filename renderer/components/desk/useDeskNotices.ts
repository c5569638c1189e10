import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { t } from '../../../shared/text/say.ts';
import { api, client } from '../../client.ts';
import { useMe } from '../../hooks/useSession.ts';
import { number } from '../../language/formats.ts';
import { canNotify, type NoticeChoice, useNoticeChoice } from './noticeChoice.ts';

/**
 * How much waits for the person signed in: on the window's title, the app's badge, and, for who asked for it,
 * as a desktop notification while the window is not in front. Texters wait for answers, overseers for
 * actions.
 */
export function useDeskNotices(): void {
  const { role } = useMe();
  const counts = useQuery(api.conversation.counts.queryOptions({ input: {} })).data;
  const choice = useNoticeChoice((state) => state.choice);
  const waiting = counts === undefined ? null : role === 'texter' ? counts.toAnswer : counts.actions;
  const before = useRef<number | null>(null);

  useEffect(() => {
    if (waiting === null) return;
    document.title = waiting > 0 ? `(${number(waiting)}) Heed` : 'Heed';
    setBadge(waiting);
    const grown = before.current !== null && waiting > before.current;
    before.current = waiting;
    if (grown && choice !== 'off' && !document.hasFocus()) void notify(choice, role === 'texter', waiting);
  }, [waiting, choice, role]);

  useEffect(
    () => () => {
      document.title = 'Heed';
      setBadge(0);
    },
    [],
  );
}

function setBadge(count: number): void {
  // Not every browser has one, and none must fail for the lack of it.
  if ('setAppBadge' in navigator) void navigator.setAppBadge(count).catch(() => undefined);
}

/** “3 answers wait”: nothing that a passer-by may not read. */
function noticeText(answers: boolean, waiting: number): string {
  return t(answers ? 'common:notices.answers' : 'common:notices.actions', { count: waiting });
}

async function notify(choice: NoticeChoice, answers: boolean, waiting: number): Promise<void> {
  if (!canNotify() || Notification.permission !== 'granted') return;
  const title = noticeText(answers, waiting);
  const body = choice === 'names' && answers ? await latest() : '';
  // One at a time: a new one takes the place of the one before.
  const notice = new Notification(title, { body, tag: 'heed-waiting' });
  notice.onclick = () => {
    window.focus();
    notice.close();
  };
}

async function latest(): Promise<string> {
  try {
    const { items } = await client.conversation.list({ state: 'to-answer', limit: 1 });
    return items[0] ? `${items[0].name}: ${items[0].lastText}` : '';
  } catch {
    return '';
  }
}

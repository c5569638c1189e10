import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { ConversationRow } from '../../../shared/contract/conversations.ts';
import { t } from '../../../shared/text/say.ts';
import { api, client } from '../../client.ts';
import { tellDesktop } from '../../desktop.ts';
import { useMe } from '../../hooks/useSession.ts';
import { number } from '../../language/formats.ts';
import { go } from '../../state/route.ts';
import { canNotify, type NoticeChoice, useNoticeChoice } from './noticeChoice.ts';

/**
 * Shows how much waits for the signed-in person: on the window's title, the app's badge, and, if chosen, as a
 * desktop notification while the window is not in front. Texters wait for replies, others for actions.
 */
export function useMessengerNotices(): void {
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
  // Not every browser has it.
  if ('setAppBadge' in navigator) void navigator.setAppBadge(count).catch(() => undefined);
}

/** “3 answers wait”: nothing that passers-by must not read. */
function noticeText(answers: boolean, waiting: number): string {
  return t(answers ? 'common:notices.answers' : 'common:notices.actions', { count: waiting });
}

async function notify(choice: NoticeChoice, answers: boolean, waiting: number): Promise<void> {
  if (!canNotify() || Notification.permission !== 'granted') return;
  const title = noticeText(answers, waiting);
  const newest = choice === 'names' && answers ? await latest() : null;
  const body = newest === null ? '' : `${newest.name}: ${newest.lastText}`;
  // A new notice replaces the one before.
  const notice = new Notification(title, { body, tag: 'heed-waiting' });
  notice.onclick = () => {
    window.focus();
    // A page cannot restore a minimised window.
    tellDesktop({ kind: 'front' });
    if (answers) void openNewest(newest);
    else go(['actions']);
    notice.close();
  };
}

/** Opens the conversation of a notice; for a notice with a count only, the newest one. */
async function openNewest(newest: ConversationRow | null): Promise<void> {
  const row = newest ?? (await latest());
  if (row !== null) go(['texter', row.campaignId, 'to-answer', row.id]);
}

/** The conversation with the newest waiting reply; null where it is not known. */
async function latest(): Promise<ConversationRow | null> {
  try {
    const { items } = await client.conversation.list({ state: 'to-answer', limit: 1 });
    return items[0] ?? null;
  } catch {
    return null;
  }
}

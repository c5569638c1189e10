import { create } from 'zustand';

/** off: none; count: how many wait, no more; names: who wrote, and what. */
export type NoticeChoice = 'off' | 'count' | 'names';

const KEY = 'heed.notices';
const read = (): NoticeChoice => {
  const kept = localStorage.getItem(KEY);
  return kept === 'count' || kept === 'names' ? kept : 'off';
};

/** A matter of this computer, not of the store: names on its screen are for those who sit before it. */
export const useNoticeChoice = create<{ readonly choice: NoticeChoice }>(() => ({ choice: read() }));

export const canNotify = (): boolean => 'Notification' in globalThis;

/** Asks the computer's leave where it is needed. Answers whether it was given. */
export async function chooseNotices(choice: NoticeChoice): Promise<boolean> {
  if (choice !== 'off' && Notification.permission !== 'granted') {
    if ((await Notification.requestPermission()) !== 'granted') return false;
  }
  localStorage.setItem(KEY, choice);
  useNoticeChoice.setState({ choice });
  return true;
}

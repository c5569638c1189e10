import { create } from 'zustand';

/** off: none; count: only how many wait; names: who wrote, and what. */
export type NoticeChoice = 'off' | 'count' | 'names';

const KEY = 'heed.notices';
const read = (): NoticeChoice => {
  const kept = localStorage.getItem(KEY);
  return kept === 'count' || kept === 'names' ? kept : 'off';
};

/** Stored on this computer, since it is about who can see its screen. */
export const useNoticeChoice = create<{ readonly choice: NoticeChoice }>(() => ({ choice: read() }));

export const canNotify = (): boolean => 'Notification' in globalThis;

/** Asks the system's permission where it is needed. Returns whether it was given. */
export async function chooseNotices(choice: NoticeChoice): Promise<boolean> {
  if (choice !== 'off' && Notification.permission !== 'granted') {
    if ((await Notification.requestPermission()) !== 'granted') return false;
  }
  localStorage.setItem(KEY, choice);
  useNoticeChoice.setState({ choice });
  return true;
}

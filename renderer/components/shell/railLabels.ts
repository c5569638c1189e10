import { create } from 'zustand';

const KEY = 'heed.rail';

/** Whether the rail names its places below their signs. Kept on this computer: it is about its screen. */
export const useRailLabels = create<{ readonly labels: boolean }>(() => ({
  labels: localStorage.getItem(KEY) !== 'plain',
}));

export function chooseRailLabels(labels: boolean): void {
  localStorage.setItem(KEY, labels ? 'labels' : 'plain');
  useRailLabels.setState({ labels });
}

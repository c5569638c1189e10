import { create } from 'zustand';

const KEY = 'heed.rail';

/** Whether the rail has names below its icons. Stored on this computer, since it depends on the screen. */
export const useRailLabels = create<{ readonly labels: boolean }>(() => ({
  labels: localStorage.getItem(KEY) !== 'plain',
}));

export function chooseRailLabels(labels: boolean): void {
  localStorage.setItem(KEY, labels ? 'labels' : 'plain');
  useRailLabels.setState({ labels });
}

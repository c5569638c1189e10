import type { KeyboardEvent } from 'react';

/** For `onKeyDown` of a form in the place of something else: Escape leaves it, and does nothing beyond. */
export const leaveOnEscape = (leave: () => void) => (event: KeyboardEvent) => {
  if (event.key !== 'Escape') return;
  event.stopPropagation();
  leave();
};

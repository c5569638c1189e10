import type { KeyboardEvent } from 'react';

/** For `onKeyDown` of a form that stands in for something else: Escape leaves it, and does nothing more. */
export const leaveOnEscape = (leave: () => void) => (event: KeyboardEvent) => {
  if (event.key !== 'Escape') return;
  event.stopPropagation();
  leave();
};

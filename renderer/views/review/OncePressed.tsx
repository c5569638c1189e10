import type { MouseEvent, ReactNode } from 'react';

/** The second press of a double click, by the browser's own count of presses on one spot. */
function stopSecond(event: MouseEvent): void {
  if (event.detail < 2) return;
  event.preventDefault();
  event.stopPropagation();
}

/**
 * Buttons that decide: once one is pressed the next line's buttons may stand in the same spot, and whoever
 * presses twice has decided on one line. The keyboard counts no presses, and goes on.
 */
export function OncePressed({ children }: { readonly children: ReactNode }) {
  return (
    // The buttons inside have the keys and the names.
    <div style={{ display: 'contents' }} role="presentation" onClickCapture={stopSecond}>
      {children}
    </div>
  );
}

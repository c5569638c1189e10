import { tellDesktop } from '../../desktop.ts';

/**
 * Opens another window of Heed. In a browser it has the same sign-in, by the cookie; the desktop program
 * opens it itself, and somebody signs in there.
 */
export function openWindow(): void {
  if (globalThis.heed?.kind !== 'electron') {
    // A window of its own without the browser's bars, like the first one.
    window.open(`${location.origin}/`, '_blank', 'popup,width=1280,height=860');
    return;
  }
  // At a desk there is no core on this computer that could ask for it.
  tellDesktop({ kind: 'window' });
}

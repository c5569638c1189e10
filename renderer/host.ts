import type { Language } from '../shared/text/language.ts';

declare global {
  var heed: Host | undefined;
}

/**
 * What a host offers to the screen. It puts it at `globalThis.heed` before the screen starts: Electron's
 * preload, and the browser host as the script `/host.js`. client.ts makes the oRPC link from it; nothing else
 * in the screen knows its host.
 */
export type Host = {
  readonly kind: 'electron' | 'browser';
  /**
   * Asks for a new connection to the core; called again after a break. The answer says where it comes from.
   * Listen for `message` in the same turn, since the port is posted right after.
   */
  connect(): HostLink;
  /** The desktop program around this window; a browser has none. */
  readonly desktop?: {
    tell(news: DesktopNews): void;
    /** An order is a `message` from this very window whose `data` is this word, a blank, and the order. */
    readonly orders: string;
  };
};

/** What a window tells the desktop program (main/hosts/electron/pageNews.ts parses it). */
export type DesktopNews =
  | { readonly kind: 'language'; readonly language: Language }
  | { readonly kind: 'scheme'; readonly scheme: 'auto' | 'light' | 'dark' }
  | { readonly kind: 'unsaved'; readonly save: boolean }
  | { readonly kind: 'saved'; readonly ok: boolean }
  | { readonly kind: 'front' };

/** What the desktop program asks of a window. */
export type DesktopOrder = 'guide' | 'keys' | 'save' | 'core-again' | 'page-again';

export type HostLink =
  /** oRPC over a WebSocket at this address; the window's cookie identifies the caller. */
  | { readonly via: 'websocket'; readonly url: string }
  /**
   * oRPC over the port in `event.ports[0]` of the next `message` from this very window whose `data` equals
   * `message`.
   */
  | { readonly via: 'message-port'; readonly message: string };

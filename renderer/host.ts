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
    /** The organisations for which this computer works. Resolves late or never where the page is left. */
    organisations(ask: OrganisationsAsk): Promise<OrganisationsState>;
  };
};

/** What a window tells the desktop program (main/hosts/electron/pageNews.ts parses it). */
export type DesktopNews =
  | { readonly kind: 'language'; readonly language: Language }
  | { readonly kind: 'scheme'; readonly scheme: 'auto' | 'light' | 'dark' }
  | { readonly kind: 'unsaved'; readonly any: boolean; readonly save: boolean }
  | { readonly kind: 'saved'; readonly ok: boolean }
  | { readonly kind: 'front' }
  | { readonly kind: 'window' }
  | { readonly kind: 'organisation'; readonly name: string };

/** What the desktop program asks of a window. */
export type DesktopOrder = 'guide' | 'keys' | 'save' | 'core-again' | 'page-again' | 'line-lost' | 'join';

/** What a window asks about organisations (main/hosts/electron/joined/asks.ts parses it). */
export type OrganisationsAsk =
  | { readonly kind: 'state' }
  | { readonly kind: 'join'; readonly link: string }
  | { readonly kind: 'open'; readonly address: string | null }
  | { readonly kind: 'forget'; readonly address: string }
  | { readonly kind: 'link-seen' };

export type OrganisationsState = {
  /** `name` is empty until somebody has seen its screen. */
  readonly joined: readonly { readonly address: string; readonly name: string }[];
  /** The address of the one at which this computer is a desk; null: its own console. */
  readonly here: string | null;
  /** Whether this computer has a console of its own. */
  readonly own: boolean;
  /** A link to join that was opened from outside; empty: none. */
  readonly link: string;
  /** Why a link that was just tried, or else the line, does not work. */
  readonly trouble: JoinTrouble | null;
  /** The console's version, where the two do not fit. */
  readonly version: string;
};

export type JoinTrouble =
  | 'link'
  | 'plain'
  | 'name'
  | 'unreachable'
  | 'certificate'
  | 'pin'
  | 'no-heed'
  | 'version';

export type HostLink =
  /** oRPC over a WebSocket at this address; the window's cookie identifies the caller. */
  | { readonly via: 'websocket'; readonly url: string }
  /**
   * oRPC over the port in `event.ports[0]` of the next `message` from this very window whose `data` equals
   * `message`. Its first message is the word `open`, when the line stands; `closed` says that it has ended.
   */
  | {
      readonly via: 'message-port';
      readonly message: string;
      readonly open: string;
      readonly closed: string;
    };

import { randomUUID } from 'node:crypto';
import { BrowserWindow, type IpcMainEvent, type MessagePortMain, nativeTheme, screen } from 'electron';
import { isOurPage, ORDER, PAGE_ORIGIN, SPELLING } from './channel.ts';
import type { Memory } from './memory.ts';
import { PageNews, type PageOrder } from './pageNews.ts';
import { placeOf, SMALLEST } from './windowPlace.ts';

/** The background of the screen (renderer/styles/tokens.css, --bg), so that a window opens in its colour. */
const GROUND = { light: '#f6f7f9', dark: '#101216' };
/** Milliseconds after which a window is shown even if its page has painted nothing. */
const SHOWN_AT_LAST = 5000;
/** Milliseconds: a window that is dragged has many places, and only the last one is kept. */
const SETTLED = 400;

/** Who sent a message. */
type Sent = Pick<IpcMainEvent, 'sender' | 'senderFrame'>;

export type Windows = {
  open(): void;
  /** Brings a window to the front; opens one if there is none. */
  focus(): void;
  /** Loads all pages anew, at this place of the screen; resolves when they are there. */
  load(hash: string): Promise<void>;
  /** Asks something of a page: of this window's, or of all. */
  order(order: PageOrder, window?: BrowserWindow): void;
  /** Asks something of the page in front. */
  orderFront(order: PageOrder): void;
  /** Checks who asks for a connection, and closes a stranger's port. */
  connect(event: Pick<IpcMainEvent, 'sender' | 'senderFrame' | 'ports'>): void;
  /** Whether a message came from our own page, and not from a frame or a stranger. */
  isOurs(event: Sent): boolean;
  /** Checks who tells something, and drops what a stranger says. */
  hear(event: Sent, news: unknown): void;
};

type Options = {
  readonly preload: string;
  readonly icon: string;
  readonly memory: Memory;
  /** Whether fields are checked with dictionaries of ours. */
  readonly spelling: boolean;
  /** Called for each window before its page is loaded. */
  made(window: BrowserWindow): void;
  /** A message from a page of ours. */
  connected(windowId: string, port: MessagePortMain): void;
  onNews(window: BrowserWindow, news: PageNews): void;
  closed(windowId: string): void;
};

/** Remembers the place of a window after it was moved. */
function rememberPlace(window: BrowserWindow, memory: Memory): void {
  let timer: NodeJS.Timeout | undefined;
  const note = () => {
    clearTimeout(timer);
    if (window.isDestroyed() || window.isMinimized() || window.isFullScreen()) return;
    memory.set({ bounds: { ...window.getNormalBounds(), maximized: window.isMaximized() } });
  };
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(note, SETTLED);
  };
  window.on('resize', soon);
  window.on('move', soon);
  window.on('maximize', soon);
  window.on('unmaximize', soon);
  window.on('close', note);
  window.once('closed', () => clearTimeout(timer));
}

/** Shows a window once its page is painted, so that it is never an empty white one. */
function showWhenPainted(window: BrowserWindow, maximized: boolean): void {
  const show = () => {
    clearTimeout(late);
    if (window.isDestroyed() || window.isVisible()) return;
    if (maximized) window.maximize();
    window.show();
  };
  const late = setTimeout(show, SHOWN_AT_LAST);
  window.once('ready-to-show', show);
  window.once('closed', () => clearTimeout(late));
}

/** Brings a window to the front, also one that is minimised. */
export function bringToFront(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

/**
 * The console's windows. A window keeps its id, and with it its sign-in, when it loads again. `preload` is
 * the file of the preload script, `icon` the picture in the title bar.
 */
export function createWindows(options: Options): Windows {
  const { memory } = options;
  const ids = new Map<number, string>();
  let loads = 0;

  const open = () => {
    const [first, ...others] = screen.getAllDisplays().map(({ workArea }) => workArea);
    if (first === undefined) throw new Error('There is no screen.');
    const front = BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows().at(-1) ?? null;
    const beside = front === null || front.isMaximized() ? null : front.getBounds();
    const { bounds: kept } = memory.get();
    const window = new BrowserWindow({
      ...placeOf({ kept, beside, screens: [first, ...others] }),
      minWidth: SMALLEST.width,
      minHeight: SMALLEST.height,
      autoHideMenuBar: true,
      show: false,
      backgroundColor: nativeTheme.shouldUseDarkColors ? GROUND.dark : GROUND.light,
      icon: options.icon,
      webPreferences: {
        preload: options.preload,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webSecurity: true,
        webviewTag: false,
        additionalArguments: options.spelling ? [SPELLING] : [],
      },
    });
    const { id } = window.webContents;
    const windowId = randomUUID();
    ids.set(id, windowId);
    rememberPlace(window, memory);
    showWhenPainted(window, beside === null && kept?.maximized === true);
    options.made(window);
    window.once('closed', () => {
      ids.delete(id);
      options.closed(windowId);
    });
    void window.loadURL(`${PAGE_ORIGIN}/`);
  };

  const order = (what: PageOrder, only?: BrowserWindow) => {
    const windows = only === undefined ? BrowserWindow.getAllWindows() : [only];
    for (const window of windows) window.webContents.send(ORDER, what);
  };

  /** The id of the window whose own page sent this; null for frames and strangers. */
  const senderOf = ({ sender, senderFrame }: Sent): string | null => {
    const ours = senderFrame !== null && senderFrame.parent === null && isOurPage(senderFrame.url);
    return ours ? (ids.get(sender.id) ?? null) : null;
  };

  return {
    open,
    load: async (hash) => {
      // A new address, since a change behind the # alone would load nothing.
      loads += 1;
      const address = `${PAGE_ORIGIN}/?${loads}${hash}`;
      // One that is closed meanwhile rejects.
      await Promise.allSettled(BrowserWindow.getAllWindows().map((window) => window.loadURL(address)));
    },
    focus: () => {
      const [window] = BrowserWindow.getAllWindows();
      if (window === undefined) open();
      else bringToFront(window);
    },
    order,
    orderFront: (what) => {
      const window = BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0];
      if (window !== undefined) order(what, window);
    },
    connect: (event) => {
      const [port, ...more] = event.ports;
      for (const extra of more) extra.close();
      if (port === undefined) return;
      // With the port a page speaks to the core directly, so its sender can only be checked here.
      const windowId = senderOf(event);
      if (windowId === null) port.close();
      else options.connected(windowId, port);
    },
    isOurs: (event) => senderOf(event) !== null,
    hear: (event, news) => {
      if (senderOf(event) === null) return;
      const window = BrowserWindow.fromWebContents(event.sender);
      const parsed = PageNews.safeParse(news);
      if (window !== null && parsed.success) options.onNews(window, parsed.data);
    },
  };
}

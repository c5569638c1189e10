import { randomUUID } from 'node:crypto';
import { BrowserWindow, type IpcMainEvent, type MessagePortMain } from 'electron';
import { isOurPage, PAGE_ORIGIN } from './channel.ts';

export type Windows = {
  open(): void;
  /** Brings a window to the front; opens one if there is none. */
  focus(): void;
  /** Checks who asks for a connection; the port of a stranger is closed. */
  connect(event: Pick<IpcMainEvent, 'sender' | 'senderFrame' | 'ports'>): void;
};

/**
 * The console's windows. A window keeps its id, and with it its sign-in, over reloads. `preload` is the file
 * of the preload script; `connected` gets the port of a window that proved to be ours, `closed` hears of
 * windows that are gone.
 */
export function createWindows(options: {
  readonly preload: string;
  connected(windowId: string, port: MessagePortMain): void;
  closed(windowId: string): void;
}): Windows {
  const ids = new Map<number, string>();

  const open = () => {
    const window = new BrowserWindow({
      width: 1280,
      height: 860,
      minWidth: 800,
      minHeight: 560,
      autoHideMenuBar: true,
      webPreferences: {
        preload: options.preload,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webSecurity: true,
        webviewTag: false,
        // Elsewhere than on macOS Chromium would fetch dictionaries from a foreign server.
        spellcheck: process.platform === 'darwin',
      },
    });
    const { id } = window.webContents;
    const windowId = randomUUID();
    ids.set(id, windowId);
    window.once('closed', () => {
      ids.delete(id);
      options.closed(windowId);
    });
    void window.loadURL(`${PAGE_ORIGIN}/`);
  };

  return {
    open,
    focus: () => {
      const [window] = BrowserWindow.getAllWindows();
      if (window === undefined) return open();
      if (window.isMinimized()) window.restore();
      return window.focus();
    },
    connect: ({ sender, senderFrame, ports }) => {
      const [port, ...more] = ports;
      for (const extra of more) extra.close();
      if (port === undefined) return;
      const windowId = ids.get(sender.id);
      // Once it has the port a page speaks to the core directly, so this is the only place to check it.
      const trusted = senderFrame !== null && senderFrame.parent === null && isOurPage(senderFrame.url);
      if (windowId === undefined || !trusted) port.close();
      else options.connected(windowId, port);
    },
  };
}

import { contextBridge, ipcRenderer, webFrame } from 'electron';
import {
  CONNECT,
  LINE_CLOSED,
  LINE_OPEN,
  NEWS,
  ORDER,
  ORGANISATIONS,
  PAGE_ORIGIN,
  SPELL,
  SPELLING,
} from './channel.ts';

function mustBeOurs(): void {
  if (window !== window.top || location.origin !== PAGE_ORIGIN) throw new Error('Not a window of Heed.');
}

/**
 * Makes a pair of ports, sends one to the main process and posts the other to this page. Refuses frames and
 * pages that are not ours; the main process checks the sender again.
 */
function connect() {
  mustBeOurs();
  const { port1, port2 } = new MessageChannel();
  ipcRenderer.postMessage(CONNECT, null, [port1]);
  window.postMessage(CONNECT, PAGE_ORIGIN, [port2]);
  return { via: 'message-port' as const, message: CONNECT, open: LINE_OPEN, closed: LINE_CLOSED };
}

/** Tells the main process something about this page; the main process parses it. */
function tell(news: unknown): void {
  mustBeOurs();
  ipcRenderer.send(NEWS, news);
}

/** Asks the main process about organisations; it parses the question. */
function organisations(asked: unknown) {
  mustBeOurs();
  return ipcRenderer.invoke(ORGANISATIONS, asked);
}

// Passes a request of the main process to the page as plain words, with no object of Electron's.
ipcRenderer.on(ORDER, (_event, order: unknown) => {
  if (typeof order === 'string') window.postMessage(`${ORDER} ${order}`, PAGE_ORIGIN);
});

// Passes the words of fields to the main process, which has the dictionaries; the page itself is not asked.
if (process.argv.includes(SPELLING)) {
  webFrame.setSpellCheckProvider('en', {
    spellCheck: (words, answer) => {
      ipcRenderer.invoke(SPELL, words).then(answer, () => answer([]));
    },
  });
}

/**
 * The Electron host's side of the screen's Host type (renderer/host.ts). test/hosts checks that it satisfies
 * Host.
 */
export const electronHost = {
  kind: 'electron' as const,
  connect,
  desktop: { tell, orders: ORDER, organisations },
};

contextBridge.exposeInMainWorld('heed', electronHost);

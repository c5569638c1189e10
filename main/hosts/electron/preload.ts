import { contextBridge, ipcRenderer, webFrame } from 'electron';
import { CONNECT, NEWS, ORDER, PAGE_ORIGIN, SPELL, SPELLING } from './channel.ts';

function mustBeOurs(): void {
  if (window !== window.top || location.origin !== PAGE_ORIGIN) throw new Error('Not a window of Heed.');
}

/**
 * Makes a pair of ports, sends one to the main process and posts the other to this very page. Refuses frames
 * and pages that are not ours; the main process checks the sender again.
 */
function connect() {
  mustBeOurs();
  const { port1, port2 } = new MessageChannel();
  ipcRenderer.postMessage(CONNECT, null, [port1]);
  window.postMessage(CONNECT, PAGE_ORIGIN, [port2]);
  return { via: 'message-port' as const, message: CONNECT };
}

/** Tells the main process something of this page; it parses what comes. */
function tell(news: unknown): void {
  mustBeOurs();
  ipcRenderer.send(NEWS, news);
}

// An order is posted to the page as words; it brings nothing of Electron's along.
ipcRenderer.on(ORDER, (_event, order: unknown) => {
  if (typeof order === 'string') window.postMessage(`${ORDER} ${order}`, PAGE_ORIGIN);
});

// Words of fields go to the main process, which has the dictionaries; the page takes no part in it.
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
export const electronHost = { kind: 'electron' as const, connect, desktop: { tell, orders: ORDER } };

contextBridge.exposeInMainWorld('heed', electronHost);

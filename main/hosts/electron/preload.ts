import { contextBridge, ipcRenderer } from 'electron';
import { CONNECT, PAGE_ORIGIN } from './channel.ts';

/**
 * Makes a pair of ports, sends one to the main process and posts the other to this very page. Refuses frames
 * and pages that are not ours; the main process checks the sender again.
 */
function connect() {
  if (window !== window.top || location.origin !== PAGE_ORIGIN) throw new Error('Not a window of Heed.');
  const { port1, port2 } = new MessageChannel();
  ipcRenderer.postMessage(CONNECT, null, [port1]);
  window.postMessage(CONNECT, PAGE_ORIGIN, [port2]);
  return { via: 'message-port' as const, message: CONNECT };
}

/**
 * The Electron host's side of the screen's Host type (renderer/host.ts). test/hosts checks that it satisfies
 * Host.
 */
export const electronHost = { kind: 'electron' as const, connect };

contextBridge.exposeInMainWorld('heed', electronHost);

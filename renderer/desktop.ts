import type { DesktopNews, DesktopOrder } from './host.ts';

/** Tells the desktop program around this window something; nothing in a browser. */
export function tellDesktop(news: DesktopNews): void {
  globalThis.heed?.desktop?.tell(news);
}

/** Listens for an order of the desktop program. Returns a function that ends it. */
export function onOrder(order: DesktopOrder, act: () => void): () => void {
  const word = globalThis.heed?.desktop?.orders;
  if (word === undefined) return () => undefined;
  const listen = ({ source, data }: MessageEvent) => {
    if (source === window && data === `${word} ${order}`) act();
  };
  window.addEventListener('message', listen);
  return () => window.removeEventListener('message', listen);
}

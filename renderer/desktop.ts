import type { DesktopNews, DesktopOrder } from './host.ts';

/** Tells the desktop program around this window something; nothing in a browser. */
export function tellDesktop(news: DesktopNews): void {
  globalThis.heed?.desktop?.tell(news);
}

const listening = new Map<string, Set<() => void>>();
/** Told that it was loaded again after a crash before it was drawn, so before anybody listened. */
let againUnheard = false;

globalThis.addEventListener?.('message', ({ source, data }: MessageEvent) => {
  const begin = `${globalThis.heed?.desktop?.orders} `;
  if (source !== window || typeof data !== 'string' || !data.startsWith(begin)) return;
  const order = data.slice(begin.length);
  const acts = [...(listening.get(order) ?? [])];
  for (const act of acts) act();
  if (order === 'page-again' && acts.length === 0) againUnheard = true;
});

/** Listens for an order of the desktop program. Returns a function that ends it. */
export function onOrder(order: DesktopOrder, act: () => void): () => void {
  const acts = listening.get(order) ?? new Set();
  listening.set(order, acts.add(act));
  if (order === 'page-again' && againUnheard) {
    againUnheard = false;
    act();
  }
  return () => acts.delete(act);
}

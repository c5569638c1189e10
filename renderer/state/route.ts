import { useSyncExternalStore } from 'react';

/**
 * The place in the window, kept in the address (#/texter/CAMPAIGN/CONVERSATION), so that a reload stays
 * there.
 */
export function useRoute(): readonly string[] {
  const hash = useSyncExternalStore(subscribe, () => location.hash);
  return segmentsOf(hash);
}

/** Goes to a place; `replace` adds no step for the Back key. Empty segments end the path. */
export function go(segments: readonly (string | null | undefined)[], how: 'push' | 'replace' = 'push'): void {
  const hash = hrefOf(segments);
  if (hash === location.hash) return;
  if (how === 'push') {
    location.hash = hash;
    return;
  }
  history.replaceState(null, '', hash);
  window.dispatchEvent(new HashChangeEvent('hashchange'));
}

/** The address of a place, for links. */
export function hrefOf(segments: readonly (string | null | undefined)[]): string {
  const end = segments.findIndex((segment) => !segment);
  const path = end === -1 ? segments : segments.slice(0, end);
  return `#/${path.map((segment) => encodeURIComponent(segment ?? '')).join('/')}`;
}

/** The parts of an address behind the #. */
export function segmentsOf(hash: string): string[] {
  return hash
    .replace(/^#\/?/, '')
    .split('/')
    .filter((part) => part !== '')
    .map(decode);
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part; // Typed by hand; an unknown place is shown as the first one.
  }
}

const listeners = new Set<() => void>();
/**
 * Tells everybody at once: between two listeners of the window's own, a view that is about to close would
 * be drawn for an address that is not its own.
 */
const changed = () => {
  for (const listener of listeners) listener();
};

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) window.addEventListener('hashchange', changed);
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) window.removeEventListener('hashchange', changed);
  };
}

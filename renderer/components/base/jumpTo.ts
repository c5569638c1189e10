/** Scrolls to a `Section` of this page by its id, and puts the focus on its heading. */
export function jumpTo(id: string): void {
  const calm = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
  document.getElementById(id)?.scrollIntoView({ behavior: calm ? 'auto' : 'smooth', block: 'start' });
  document.getElementById(`${id}-title`)?.focus({ preventScroll: true });
}

/**
 * The same for a page that is still being read: the section stays in place while others above it grow, until
 * somebody does something. Returns how to end that.
 */
export function stayAt(id: string): () => void {
  jumpTo(id);
  const ended = new AbortController();
  const sizes = new ResizeObserver(() =>
    document.getElementById(id)?.scrollIntoView({ behavior: 'auto', block: 'start' }),
  );
  const page = document.getElementById(id)?.parentElement;
  if (page) sizes.observe(page);
  for (const act of ['pointerdown', 'wheel', 'keydown', 'touchmove'])
    window.addEventListener(act, () => ended.abort(), { signal: ended.signal, passive: true });
  ended.signal.addEventListener('abort', () => sizes.disconnect());
  return () => ended.abort();
}

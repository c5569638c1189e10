import { useEffect, useRef } from 'react';
import { t } from '../../../shared/text/say.ts';
import { useHotkey } from '../../hooks/useHotkey.ts';

/**
 * J and K move through `order` from anywhere. The arrow keys do so only with the focus nowhere or on an
 * action's card: a focused thread scrolls by arrows, and the conversation list handles its own.
 */
export function useMove(order: readonly string[], selectedId: string | null, select: (id: string) => void) {
  const move = (step: 1 | -1) => {
    const at = selectedId === null ? -1 : order.indexOf(selectedId);
    const next = order[at < 0 ? 0 : Math.max(0, Math.min(order.length - 1, at + step))];
    if (next !== undefined) select(next);
  };
  const group = t('common:keys.group.conversations');
  useHotkey('J', t('oversight:keys.next'), () => move(1), { group });
  useHotkey('K', t('oversight:keys.before'), () => move(-1), { group });

  const latest = useRef(move);
  useEffect(() => {
    latest.current = move;
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
      const modified = event.altKey || event.ctrlKey || event.metaKey || event.shiftKey;
      if (step === 0 || modified || event.defaultPrevented || !isFree(event.target)) return;
      event.preventDefault();
      latest.current(step);
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);
}

function isFree(target: EventTarget | null): boolean {
  if (target === document.body) return document.querySelector('[aria-modal="true"]') === null;
  return target instanceof Element && target.closest('button[data-action-head]') !== null;
}

import { useEffect, useMemo, useRef } from 'react';

/**
 * The place in the list, remembered also when the open conversation has left it (answered, opted out).
 * `order`: the list as shown.
 */
export function usePlace(order: readonly string[], selectedId: string | null) {
  const last = useRef(0);
  const index = selectedId === null ? -1 : order.indexOf(selectedId);
  useEffect(() => {
    if (index >= 0) last.current = index;
  }, [index]);
  return useMemo(() => {
    /** The id one or more steps away; null at the ends. */
    const step = (by: 1 | -1): string | null => {
      if (index >= 0) return order[index + by] ?? null;
      return order[by > 0 ? last.current : last.current - 1] ?? null;
    };
    /** Where to go after the open one: the next; at the end of the list the one before. */
    const after = () => step(1) ?? step(-1);
    return { step, after };
  }, [order, index]);
}

import { changesOf, newer } from './copy.ts';
import type { Row } from './source.ts';

/**
 * The newer of two actions. But a hold stays, since the newer may not know of it: one that only one side
 * began, and an open action about another text than the decided one.
 */
export function unitedAction(ours: Row, theirs: Row): Row | null {
  const open = ours.state === 'open' ? ours : theirs;
  const other = open === ours ? theirs : ours;
  const decided = other.state !== 'open';
  const unseen =
    open.rule !== other.rule || open.message_id !== other.message_id || open.holds !== other.holds;
  if (open.state === 'open' && decided && open.holds === 1 && unseen)
    return open === ours ? null : changesOf(ours, theirs);
  const change = newer(ours, theirs);
  if (ours.state !== 'open' || theirs.state !== 'open' || ours.holds === theirs.holds) return change;
  const holding = ours.holds === 1 ? ours : theirs;
  return { ...change, holds: 1, held_at: holding.held_at };
}

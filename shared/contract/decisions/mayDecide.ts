import type { ActionKind, Role } from '../../schema/words.ts';
import type { ActionResolution } from '../people.ts';

/** Actions about a person who asked to stop, or may have. */
export const ASKED_TO_STOP: ReadonlySet<ActionKind> = new Set(['opt-out-by-hand', 'likely-opt-out']);

/** What a supervisor may decide, and so be given: requests to stop, wrong numbers, and what was escalated. */
export const SUPERVISED: ReadonlySet<ActionKind> = new Set([...ASKED_TO_STOP, 'wrong-number', 'escalated']);

/**
 * Whether this role may end this kind of action in this way (design, rule 3). A texter may opt out, but not
 * decide that a request to stop was none; an admin or supervisor may. Opting in is an admin's act (design,
 * rule 8).
 */
export function mayDecide(role: Role, kind: ActionKind, resolution: ActionResolution): boolean {
  if (role === 'admin') return true;
  if (resolution === 'opt-in') return false;
  if (role === 'supervisor') return SUPERVISED.has(kind);
  return !ASKED_TO_STOP.has(kind) || resolution === 'opt-out';
}

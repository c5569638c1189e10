import type { ActionKind, Role } from '../../schema/words.ts';
import type { ActionResolution } from '../people.ts';

/** Actions about a person who asked to stop, or may have. */
export const ASKED_TO_STOP: ReadonlySet<ActionKind> = new Set(['opt-out-by-hand', 'likely-opt-out']);

/**
 * Whether this role may end this kind of action in this way (design, rule 3). A texter may opt out, but not
 * decide that a request to stop was none; an admin or supervisor may. Supervisors decide nothing else. Opting
 * in is an admin's act (design, rule 8).
 */
export function mayDecide(role: Role, kind: ActionKind, resolution: ActionResolution): boolean {
  if (role === 'admin') return true;
  if (resolution === 'opt-in') return false;
  if (ASKED_TO_STOP.has(kind)) return role === 'supervisor' || resolution === 'opt-out';
  return role === 'texter';
}

import type { ActionKind, Role } from '../../schema/words.ts';
import type { ActionResolution } from '../people.ts';

/** Actions about somebody who asked to stop, or may have. */
export const ASKED_TO_STOP: ReadonlySet<ActionKind> = new Set(['opt-out-by-hand', 'likely-opt-out']);

/**
 * Who may end which action how (design, rule 3). A texter may opt out, and may not decide that somebody who
 * asked to stop did not mean it: that is an admin's or a supervisor's decision. Supervisors decide nothing
 * else. Opting in is an admin's act (rule 8).
 */
export function mayDecide(role: Role, kind: ActionKind, resolution: ActionResolution): boolean {
  if (role === 'admin') return true;
  if (resolution === 'opt-in') return false;
  if (ASKED_TO_STOP.has(kind)) return role === 'supervisor' || resolution === 'opt-out';
  return role === 'texter';
}

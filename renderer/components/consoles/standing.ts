import type { ConsolesState } from '../../../shared/contract/consoles.ts';

/** Milliseconds between two looks, since nobody tells that a console has fallen silent. */
export const LOOK_EVERY = 10_000;

/** Some changes are always on their way; so many are worth a word above every view. */
export const MANY = 20;

/** What a console can be beside its others, the gravest first; null: nothing that wants saying. */
export type Standing = 'cut' | 'apart' | 'behind' | 'elsewhere' | null;

/** How this console stands, in a word for the bar above a view. */
export function standingOf(state: ConsolesState): Standing {
  if (!state.united) return null;
  if (state.outOfReachSince !== null) return 'cut';
  if (state.problem !== '') return 'apart';
  if (state.behind >= MANY) return 'behind';
  if (state.sends) return null;
  return state.consoles.some(({ connections }) => connections.length > 0) ? 'elsewhere' : null;
}

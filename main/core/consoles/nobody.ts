import type { SendingRight } from '../base/sending.ts';

/** Of a console that cannot reach the others at all: nothing leaves, and replies are read and recorded. */
export const NOBODY: SendingRight = {
  alone: false,
  mine: () => false,
  reads: () => true,
  sweeps: () => false,
  fence: () => 0,
  confirm: async () => false,
  confirmed: () => false,
  state: () => ({ cutSince: null, why: 'refused', behind: 0, holders: new Map() }),
};

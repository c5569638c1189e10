import { join } from 'node:path';
import { readMark } from '../store/mark.ts';
import { holdsStore } from '../store/presence.ts';
import { MARK_FILE } from '../store/storeKeys.ts';

/** Where the stores of a data folder lie, and which of them are there. */
export type Places = {
  readonly organisation: string;
  readonly demo: string;
  readonly markFile: string;
  holds(which: 'organisation' | 'demo'): boolean;
  /** Whether this data folder has held an organisation's store that was set up to its end. */
  wasSetUp(): boolean;
};

export function placesIn(dataDir: string): Places {
  const dirs = { organisation: join(dataDir, 'organisation'), demo: join(dataDir, 'demo') };
  const markFile = join(dataDir, MARK_FILE);
  return {
    ...dirs,
    markFile,
    holds: (which) => holdsStore(dirs[which]),
    wasSetUp: () => readMark(markFile) !== null,
  };
}

import { join } from 'node:path';
import { readMark } from '../store/mark.ts';
import { holdsStore } from '../store/presence.ts';
import { MARK_FILE } from '../store/storeKeys.ts';

/** The stores of a data folder, and which of them exist. */
export type Places = {
  readonly organisation: string;
  readonly demo: string;
  readonly markFile: string;
  holds(which: 'organisation' | 'demo'): boolean;
  /** Whether this data folder has held an organisation's store whose set-up was completed. */
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

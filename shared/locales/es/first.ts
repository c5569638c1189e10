import type { first as firstEn } from '../en/first.ts';
import { accounts } from './accounts.ts';
import { common } from './base/common.ts';
import { words } from './base/words.ts';
import { joined } from './console/joined.ts';
import { start } from './console/start.ts';
import { desktop } from './hosts/desktop.ts';

/** What the screen says before somebody is signed in. */
export const first: typeof firstEn = {
  accounts,
  common,
  desktop,
  joined,
  start,
  words,
};

import { accounts } from './accounts.ts';
import { common } from './base/common.ts';
import { words } from './base/words.ts';
import { joined } from './console/joined.ts';
import { start } from './console/start.ts';
import { desktop } from './hosts/desktop.ts';

/** What the screen says before somebody is signed in; the window loads it at once. */
export const first = {
  accounts,
  common,
  desktop,
  joined,
  start,
  words,
};

/** What `shared/text/say.ts` begins with in the window. */
export { first as sentences };

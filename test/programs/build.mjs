import { ensureBuilt } from '../../main/setup.mjs';

/** For vitest (globalSetup): builds what is stale before the first test file begins. */
export function setup() {
  ensureBuilt('programs');
}

import { ensureBuilt, SetupError, say } from '../../main/setup.mjs';

/** Folders and files of which the programs are made. The build fails where it finds one elsewhere. */
export const INPUTS = ['main', 'shared', 'test/programs', 'test/crash', 'test/helpers', 'package-lock.json'];

/** Set in the process that has looked, for those that it starts: sources are looked at once a run. */
const LOOKED = 'HEED_TEST_PROGRAMS';

/** Builds dist/programs if it is stale. Throws SetupError with the builder's own words. */
export function ensurePrograms() {
  if (process.env[LOOKED] !== undefined) return;
  ensureBuilt('programs', {
    inputs: INPUTS,
    config: 'test/programs/vite.config.ts',
    said: 'Building what the tests start.',
  });
  process.env[LOOKED] = '';
}

/** Where it fails, the tests that want a program fail too (built.ts), and no others. */
function tryPrograms() {
  try {
    ensurePrograms();
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    say(error.message);
  }
}

/** For vitest (globalSetup): before the first test file, and anew before each rerun of `vitest --watch`. */
export function setup(project) {
  tryPrograms();
  project.onTestsRerun(() => {
    delete process.env[LOOKED];
    tryPrograms();
  });
}

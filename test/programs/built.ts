import { join } from 'node:path';
import { ensurePrograms } from './build.mjs';

/**
 * Programs that tests start, built (vite.config.ts) from the sources as they are when a run begins. The
 * launcher's own tests start the sources.
 */
type Program = 'console' | 'simulator' | 'quickPasswords' | 'crashChild';

const root = join(import.meta.dirname, '../..');

/** The file of a built program. Without vitest, which builds first, it is built here where it is stale. */
export function builtProgram(name: Program): string {
  ensurePrograms();
  return join(root, 'dist/programs/js', `${name}.js`);
}

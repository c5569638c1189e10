import { join } from 'node:path';

/**
 * Programs that tests start, built from the sources as they are (vite.config.ts), before the first test
 * begins (build.mjs). The launcher's own tests start the sources.
 */
type Program = 'console' | 'simulator' | 'quickPasswords' | 'crashChild';

const root = join(import.meta.dirname, '../..');

/** The file of a built program. */
export const builtProgram = (name: Program): string => join(root, 'dist/programs/js', `${name}.js`);

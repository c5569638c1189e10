/**
 * Where the program of Electron lies that test/electron runs: the program file that HEED_ELECTRON names,
 * else the one that the electron package has fetched. Plain JavaScript, since test/run.mjs uses it too.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '../../node_modules/electron');

/** The program file; null where there is none, or no display to show a window on. */
export function electronProgram(env = process.env) {
  const named = join(folder, 'path.txt');
  const own = existsSync(named) ? join(folder, 'dist', readFileSync(named, 'utf8').trim()) : null;
  const file = env.HEED_ELECTRON || own;
  const display = process.platform !== 'linux' || env.DISPLAY || env.WAYLAND_DISPLAY;
  return file !== null && display && existsSync(file) ? file : null;
}

import { homedir } from 'node:os';
import { posix, win32 } from 'node:path';

/** Where an account's programs keep their data, as each system has it. */
export function defaultDataDir(
  platform: NodeJS.Platform = process.platform,
  env: Readonly<Record<string, string | undefined>> = process.env,
  home: string = homedir(),
): string {
  if (platform === 'win32') return win32.join(env.APPDATA || win32.join(home, 'AppData', 'Roaming'), 'Heed');
  if (platform === 'darwin') return posix.join(home, 'Library', 'Application Support', 'Heed');
  return posix.join(env.XDG_DATA_HOME || posix.join(home, '.local', 'share'), 'heed');
}

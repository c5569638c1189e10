/** The data folder. Plain JavaScript, since the launcher reads it under whatever Node there is. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, posix, win32 } from 'node:path';

/** Where an account's programs keep their data, as each system has it. */
export function defaultDataDir(platform = process.platform, env = process.env, home = homedir()) {
  if (platform === 'win32') return win32.join(env.APPDATA || win32.join(home, 'AppData', 'Roaming'), 'Heed');
  if (platform === 'darwin') return posix.join(home, 'Library', 'Application Support', 'Heed');
  return posix.join(env.XDG_DATA_HOME || posix.join(home, '.local', 'share'), 'heed');
}

const FILE = 'last-host';

/**
 * In which program a window of this data folder was opened last, "electron" or "browser"; null: in none yet.
 * A folder of before this was noted was opened by the one that its keys are for.
 */
export function lastHost(dataDir) {
  const has = (name) => existsSync(join(dataDir, name));
  if (has(FILE)) {
    const noted = readFileSync(join(dataDir, FILE), 'utf8').trim();
    if (noted === 'electron' || noted === 'browser') return noted;
  }
  if (has('vault.json') || has('keystore.json')) return 'browser';
  return has('secrets.json') ? 'electron' : null;
}

/** Notes it. Where the folder cannot be written, somebody else says so. */
export function noteHost(dataDir, host) {
  try {
    writeFileSync(join(dataDir, FILE), `${host}\n`, { mode: 0o600 });
  } catch {
    // See above.
  }
}

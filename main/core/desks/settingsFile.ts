import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DeskSettings } from '../../../shared/contract/desks.ts';

/**
 * Beside the store and not in it: port, files and addresses are about this computer, and a store that is
 * restored or moved to another one lets nobody in there by itself.
 */
const FILE = 'desks.json';

export const OFF: DeskSettings = {
  on: false,
  way: 'heed-certificate',
  port: 8443,
  url: '',
  certFile: '',
  keyFile: '',
  proxy: '',
};

/** What was chosen for the store in this folder. A file that cannot be read lets nobody in. */
export function readDeskSettings(storeDir: string): DeskSettings {
  const file = join(storeDir, FILE);
  if (!existsSync(file)) return OFF;
  try {
    return DeskSettings.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return OFF;
  }
}

export function writeDeskSettings(storeDir: string, settings: DeskSettings): void {
  const file = join(storeDir, FILE);
  writeFileSync(`${file}.new`, `${JSON.stringify(settings, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

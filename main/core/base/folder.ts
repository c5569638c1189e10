import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { t } from '../../../shared/text/say.ts';
import { CoreError, codeOf } from './errors.ts';

/** Checks that a folder can be written. @throws CoreError INVALID */
export function proveFolder(folder: string): void {
  try {
    if (!isAbsolute(folder)) throw new Error('not absolute');
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const trial = join(folder, `.heed-trial-${process.pid}`);
    writeFileSync(trial, '');
    rmSync(trial);
  } catch (error) {
    const why = codeOf(error) || folder;
    throw new CoreError('INVALID', t('backup:folderUnusable', { why }), { cause: error });
  }
}

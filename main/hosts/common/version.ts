import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';

const Manifest = z.object({ name: z.literal('heed'), version: z.string() });

/** In this header a console names its version to desks. */
export const VERSION_HEADER = 'heed-version';

/**
 * Heed's version, from its package.json in this folder or one above. Not app.getVersion(), which is
 * Electron's own where Heed was not packaged.
 */
export function versionAbove(folder: string): string {
  const file = join(folder, 'package.json');
  const manifest = existsSync(file) ? Manifest.safeParse(JSON.parse(readFileSync(file, 'utf8'))) : null;
  if (manifest?.success) return manifest.data.version;
  const above = dirname(folder);
  return above === folder ? '' : versionAbove(above);
}

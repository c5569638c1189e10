import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';

const Manifest = z.object({ name: z.literal('heed'), version: z.string() });

/** Heed's version, from the package.json above: this file lies in main/hosts/common, or in dist/electron. */
export function heedVersion(folder: string = import.meta.dirname): string {
  try {
    return Manifest.parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))).version;
  } catch {
    const above = dirname(folder);
    return above === folder ? 'unknown' : heedVersion(above);
  }
}

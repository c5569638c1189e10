/**
 * `npm run folders`: writes what the imports tell into the READMEs: the picture and the table of folders in
 * `main/core/README.md`, and the last line of each folder's README. A test fails while these are stale.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { written } from './written.ts';

for (const [file, text] of written()) {
  const path = join(import.meta.dirname, '../..', file);
  if (existsSync(path) && readFileSync(path, 'utf8') === text) continue;
  writeFileSync(path, text);
  process.stdout.write(`${file}\n`);
}

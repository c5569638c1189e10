import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CORE_FOLDERS } from './folders.ts';
import { ROOT } from './imports.ts';
import { importsLine, picture, table } from './picture.ts';

const PARAGRAPH = /^Imports: .*(?:\n`.*)*/m;

/** Replaces what stands between two comments, which stay. */
function between(text: string, name: string, content: string): string {
  const start = `<!-- ${name}, written by npm run folders -->`;
  const end = `<!-- end of ${name} -->`;
  const from = text.indexOf(start);
  const to = text.indexOf(end);
  if (from < 0 || to < from) throw new Error(`The README has no place for ${name}.`);
  return `${text.slice(0, from + start.length)}\n\n${content}\n\n${text.slice(to)}`;
}

/** The READMEs as they should be: path from the root of the repository, and text. */
export function written(): Map<string, string> {
  const read = (file: string) => (existsSync(join(ROOT, file)) ? readFileSync(join(ROOT, file), 'utf8') : '');
  const core = 'main/core/README.md';
  const found = new Map([
    [core, between(between(read(core), 'the folders', table()), 'the picture', picture())],
  ]);
  for (const name of Object.keys(CORE_FOLDERS) as (keyof typeof CORE_FOLDERS)[]) {
    const file = `main/core/${name}/README.md`;
    const text = read(file);
    const line = importsLine(name);
    found.set(file, PARAGRAPH.test(text) ? text.replace(PARAGRAPH, line) : `${text.trimEnd()}\n\n${line}\n`);
  }
  return found;
}

import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

/**
 * The TypeScript sources of a folder, by path from the top, without comments: a comment that names a thing
 * is no use of it.
 */
export function sourcesOf(folder: string): ReadonlyMap<string, string> {
  const files = globSync(`${folder}/**/*.{ts,tsx}`, { cwd: root });
  if (files.length === 0) throw new Error(`There is nothing in ${folder}.`);
  return new Map(
    files
      .sort()
      .map((file) => [
        file,
        readFileSync(join(root, file), 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, ''),
      ]),
  );
}

/** Where classes of these names are made, as "file: Name". */
export function constructorsOf(sources: ReadonlyMap<string, string>, names: readonly string[]): string[] {
  return [...sources].flatMap(([file, text]) =>
    [...text.matchAll(/new (\w+)\(/g)]
      .filter(([, name = '']) => names.includes(name))
      .map(([, name]) => `${file}: ${name}`),
  );
}

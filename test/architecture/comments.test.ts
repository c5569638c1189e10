import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from 'oxc-parser';
import { expect, test } from 'vitest';
import { ROOT } from './imports.ts';

const WIDEST = 110;

/** Lines of a file that hold nothing but a comment, each with its number. Biome wraps code, not comments. */
function commentLines(file: string): { readonly at: string; readonly line: string }[] {
  const text = readFileSync(join(ROOT, file), 'utf8');
  const lines = text.split('\n');
  const numberOf = (place: number) => text.slice(0, place).split('\n').length;
  return parseSync(file, text).comments.flatMap(({ start, end }) => {
    const first = numberOf(start);
    const begun = lines[first - 1] ?? '';
    if (!/^\s*\{?\/[/*]/.test(begun)) return [];
    return lines
      .slice(first - 1, numberOf(end))
      .map((line, index) => ({ at: `${file}:${first + index}`, line }));
  });
}

test('no line of a comment is above 110 columns', () => {
  const files = globSync('{main,renderer,shared,test}/**/*.{ts,tsx,mjs}', { cwd: ROOT });
  const found = files.flatMap((file) => commentLines(file.replaceAll('\\', '/')));
  expect(found.length).toBeGreaterThan(5000);
  expect(found.filter(({ line }) => line.length > WIDEST).map(({ at }) => at)).toEqual([]);
});

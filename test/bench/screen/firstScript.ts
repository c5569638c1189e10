import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { parseSync } from 'oxc-parser';

/**
 * Bytes of compressed script that a window loads before it shows anything: the script of the page and what
 * that imports at once. `built` is the folder of the built screen.
 */
export function firstScriptBytes(built: string): number {
  const start = join(built, 'index.html');
  if (!existsSync(start)) throw new Error('There is no built screen: run npm run build.');
  const page = readFileSync(start, 'utf8');
  const wanted = [...page.matchAll(/<script[^>]+type="module"[^>]+src="\/(assets\/[^"]+)"/g)].map(
    ([, file = '']) => file,
  );
  if (wanted.length === 0) throw new Error('The built page names no script: run npm run build.');
  const seen = new Set<string>();
  let bytes = 0;
  for (let file = wanted.pop(); file !== undefined; file = wanted.pop()) {
    if (seen.has(file)) continue;
    seen.add(file);
    const text = readFileSync(join(built, file), 'utf8');
    bytes += gzipSync(text).length;
    for (const { moduleRequest } of parseSync(file, text).module.staticImports)
      wanted.push(join('assets', moduleRequest.value));
  }
  return bytes;
}

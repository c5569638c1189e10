import { readFile, realpath } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.txt': 'text/plain; charset=utf-8',
};

export type Asset = {
  readonly body: Uint8Array<ArrayBuffer>;
  readonly type: string;
  /** The whole path of the file as the disk writes it, so one for all addresses that lead to it. */
  readonly file: string;
  readonly hashed: boolean;
};

/**
 * Plain names only: no dot files, no "..", no drive letters, streams or escapes that another layer might read
 * otherwise.
 */
const SEGMENT = /^[\p{L}\p{N}_-][\p{L}\p{N}_.@~-]*$/u;

async function readInside(root: string, file: string): Promise<Pick<Asset, 'body' | 'file'> | null> {
  try {
    const base = await realpath(root);
    const real = await realpath(join(base, file));
    // A link inside the folder must not lead out of it.
    if (!real.startsWith(base + sep)) return null;
    return { body: new Uint8Array(await readFile(real)), file: real };
  } catch {
    return null;
  }
}

/**
 * A file of the built screen for a URL's path (still percent-encoded). A path without an extension is a place
 * in the screen and gets index.html. Null: refused, or not there.
 */
export async function readAsset(root: string, path: string): Promise<Asset | null> {
  let decoded: string;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    return null;
  }
  const segments = decoded.split('/').filter((segment) => segment !== '');
  if (!decoded.startsWith('/') || !segments.every((segment) => SEGMENT.test(segment))) return null;
  const type = TYPES[extname(segments.at(-1) ?? '')];
  if (type === undefined && extname(segments.at(-1) ?? '') !== '') return null;
  const file = type === undefined ? 'index.html' : join(...segments);
  const found = await readInside(root, file);
  if (found === null) return null;
  const hashed = segments[0] === 'assets';
  return { ...found, type: type ?? 'text/html; charset=utf-8', hashed };
}

import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import type { Asset } from './assets.ts';

const shrink = promisify(brotliCompress);

/** Files whose name changes with their content, by their path on the disk: each is compressed once. */
const done = new Map<string, Promise<Uint8Array<ArrayBuffer>>>();

/**
 * A script or style of the screen for a slow line, compressed with Brotli; null where the browser does not
 * ask for it or the file gains nothing. `accepted` is the Accept-Encoding header.
 */
export async function compressed(
  { body, type, file, hashed }: Asset,
  accepted: string,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const takes = accepted.split(',').some((each) => /^\s*br\s*(;\s*q=(?!0(\.0*)?\s*$).*)?$/.test(each));
  if (!hashed || !takes || !/^text\/(javascript|css)/.test(type)) return null;
  const known = done.get(file) ?? shrink(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } });
  done.set(file, known);
  return known;
}

import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { keep, type Stored, written } from '../../../shared/text/stored.ts';
import { KeptError } from '../base/errors.ts';

/** A CSV as the user gave it: a file on this computer, or its bytes. */
export type CsvSource = { readonly path: string } | { readonly bytes: Uint8Array };

export type CsvProblemCode =
  | 'unreadable'
  | 'too-large'
  | 'empty'
  | 'nobody'
  | 'not-csv'
  | 'broken-quote'
  | 'row-too-long'
  | 'no-such-column';

/** A file that cannot be imported at all. */
export class CsvProblem extends KeptError {
  readonly code: CsvProblemCode;
  constructor(code: CsvProblemCode, kept: Stored, options?: ErrorOptions) {
    super(kept, options);
    this.name = 'CsvProblem';
    this.code = code;
  }
}

/** Larger files are refused before they are read. */
export const MAX_CSV_BYTES = 2 * 1024 ** 3;

/** Size in bytes. Throws CsvProblem if the file is missing, no file, empty, or larger than `maxBytes`. */
export async function checkedSize(source: CsvSource, maxBytes = MAX_CSV_BYTES): Promise<number> {
  const size = await sizeOf(source);
  if (size === 0) throw new CsvProblem('empty', keep('kept:csv.empty'));
  if (size > maxBytes) {
    throw new CsvProblem(
      'too-large',
      keep('kept:csv.tooLarge', { size: inWords(size), most: inWords(maxBytes) }),
    );
  }
  return size;
}

async function sizeOf(source: CsvSource): Promise<number> {
  if ('bytes' in source) return source.bytes.byteLength;
  try {
    const info = await stat(source.path);
    if (info.isFile()) return info.size;
  } catch (cause) {
    throw unreadable(cause);
  }
  throw unreadable();
}

function unreadable(cause?: unknown): CsvProblem {
  return new CsvProblem('unreadable', keep('kept:csv.unreadable'), { cause });
}

function inWords(bytes: number): Stored {
  const units = ['bytes', 'KB', 'MB', 'GB', 'TB'];
  const power = Math.min(Math.floor(Math.log2(Math.max(bytes, 1)) / 10), units.length - 1);
  const value = bytes / 1024 ** power;
  return written(`${Number.isInteger(value) ? value : value.toFixed(1)} ${units[power]}`);
}

const CHUNK_BYTES = 256 * 1024;

/** The bytes in pieces, as often as needed: one pass finds the format, another reads the rows. */
export async function* chunksOf(source: CsvSource): AsyncGenerator<Buffer> {
  if ('bytes' in source) {
    const { buffer, byteOffset, byteLength } = source.bytes;
    for (let start = 0; start < byteLength; start += CHUNK_BYTES) {
      yield Buffer.from(buffer, byteOffset + start, Math.min(CHUNK_BYTES, byteLength - start));
    }
    return;
  }
  try {
    for await (const chunk of createReadStream(source.path, { highWaterMark: CHUNK_BYTES })) yield chunk;
  } catch (cause) {
    throw unreadable(cause);
  }
}

import type { CsvSource } from '../../main/core/lists/csvSource.ts';
import type { Mapping } from '../../shared/contract/lists.ts';

/** The bytes of a file, from text and encoding. */
export function bytesOf(text: string, encoding: BufferEncoding = 'utf8'): CsvSource {
  return { bytes: new Uint8Array(Buffer.from(text, encoding)) };
}

/** One of the recorded files. */
export function fixture(name: string): { path: string } {
  return { path: new URL(`../fixtures/imports/${name}`, import.meta.url).pathname };
}

export function mapped(number: number, rest: Partial<Mapping> = {}): Mapping {
  return { number, firstName: null, lastName: null, externalId: null, fields: {}, ...rest };
}

/** "+1 202 555 01XX" for 100 rows each of many areas; different for each index below 3,000. */
export function usNumber(index: number): string {
  const area = ['202', '212', '213', '305', '312', '404', '415', '512', '602', '617'];
  const code = area[Math.floor(index / 100) % area.length];
  return `${code}-555-01${String(index % 100).padStart(2, '0')}`;
}

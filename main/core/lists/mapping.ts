import type { Mapping } from '../../../shared/contract/lists.ts';
import { byColumn, COLUMN_NAMES, CONTACT_COLUMNS } from '../../../shared/schema/contactColumns.ts';
import { SYSTEMS, systemOf } from '../../../shared/systems/systems.ts';
import { BUILT_IN_FIELDS, fieldKey } from '../../../shared/text/template.ts';
import { isTriedToo, POSTCODE_NAMES, phoneScore } from './columnNames.ts';
import { isNumber } from './csvHead.ts';
import { recognise } from './noTexts.ts';

type Sample = readonly (readonly string[])[];

/** Merge fields that are taken without asking. A file with more columns is an export of everything. */
const MOST_FIELDS = 200;

/**
 * Guesses what each column holds, by its name and its cells; other columns become merge fields under their
 * own names, except those that say who must not be texted. Null when no column looks like phone numbers; then
 * a person must choose.
 */
export function guessMapping(headers: readonly string[], sample: Sample): Mapping | null {
  const keys = headers.map(fieldKey);
  const consent = recognise(headers, sample).map(({ column }) => column);
  const phones = guessPhones(keys, sample, consent);
  const [number, ...others] = phones;
  if (number === undefined) return null;
  const morePhones = others.filter((column) => isTriedToo(keys[column] ?? ''));
  const taken = new Set([number, ...morePhones, ...consent]);
  const take = (names: readonly string[], fits = (_: number) => true): number | null => {
    const found = names
      .map((name) => keys.findIndex((key, i) => key === name && !taken.has(i) && fits(i)))
      .find((i) => i >= 0);
    if (found === undefined) return null;
    taken.add(found);
    return found;
  };
  // In an export of a system its own id comes before what people noted beside it.
  const system = systemOf(headers);
  const own = system === null ? null : take(SYSTEMS[system].ids);
  const known = byColumn(COLUMN_NAMES, (name) => {
    if (name === 'externalId' && own !== null) return own;
    return name === 'fullName' ? null : take(CONTACT_COLUMNS[name].names);
  });
  // "Name" beside "Surname" is the first name; alone, it has both.
  if (known.firstName === null && known.lastName === null)
    known.fullName = take(CONTACT_COLUMNS.fullName.names, (column) =>
      holdsNames(sample, column, keys[column] ?? ''),
    );
  else if (known.firstName === null) known.firstName = take(['name']);
  // "Nombre" likewise is the first name only beside the last names.
  if (known.firstName !== null && known.lastName === null && /^nombres?$/.test(keys[known.firstName] ?? '')) {
    known.fullName = known.firstName;
    known.firstName = null;
  }
  const postcode = take(POSTCODE_NAMES);
  const fields: Record<string, number> = postcode === null ? {} : { postcode };
  if (headers.length <= MOST_FIELDS) {
    const used = new Set([...BUILT_IN_FIELDS, ...Object.keys(fields)].map(fieldKey));
    headers.forEach((header, i) => {
      if (taken.has(i)) return;
      const name = freeName(header, i, used);
      used.add(fieldKey(name));
      fields[name] = i;
    });
  }
  return { number, morePhones, ...known, fields };
}

/** "Name" is a column of names by its name; "Contact" and the like must contain words. */
function holdsNames(sample: Sample, column: number, key: string): boolean {
  if (/name|nombre|nom/.test(key)) return true;
  const cells = sample.map((row) => row[column] ?? '').filter((cell) => cell.trim() !== '');
  return cells.length > 0 && cells.every((cell) => /\p{L}{2}/u.test(cell) && !/[\d@]/.test(cell));
}

/** For opt-out lists: the columns of the numbers, and the one with the time of the request, if any. */
export function guessOptOutColumns(
  headers: readonly string[],
  sample: Sample,
): { numbers: readonly number[]; time: number | null } {
  const keys = headers.map(fieldKey);
  const time = keys.findIndex((key) =>
    /^(?:opted|opt|unsubscribed|stopped)?(?:out)?(?:at|date|on|time)$/.test(key),
  );
  return { numbers: guessPhones(keys, sample, []), time: time < 0 ? null : time };
}

/** Columns of numbers, the best first. The cells count more than the name. */
function guessPhones(keys: readonly string[], sample: Sample, without: readonly number[]): number[] {
  const found: { column: number; score: number }[] = [];
  for (const [column, key] of keys.entries()) {
    if (without.includes(column)) continue;
    const cells = sample.map((row) => row[column] ?? '').filter((cell) => cell.trim() !== '');
    const share = cells.filter(isNumber).length / Math.max(cells.length, 1);
    const named = phoneScore(key);
    if (named === 0 && share < 0.5) continue;
    if (named < 0 && (named < -2 || share < 0.5)) continue;
    // Ten digits under another name are mostly an id; and a phone by its name counts even if its first rows
    // are empty.
    found.push({ column, score: named + share * 3 - (named === 0 ? 0.5 : 0) });
  }
  return found.toSorted((a, b) => b.score - a.score || a.column - b.column).map(({ column }) => column);
}

/** A name for a merge field that differs from all others. */
function freeName(header: string, column: number, used: ReadonlySet<string>): string {
  const clean = header
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}\p{M}_ .'/-]+/gu, ' ')
    .trim()
    .slice(0, 50)
    .trim();
  const name = /^[\p{L}\p{N}_]/u.test(clean) && fieldKey(clean) !== '' ? clean : `Column ${column + 1}`;
  let free = name;
  for (let n = 2; used.has(fieldKey(free)); n += 1) free = `${name} ${n}`;
  return free;
}

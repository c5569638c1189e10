import { appendFileSync, writeFileSync } from 'node:fs';
import type { Mapping } from '../../shared/contract/lists.ts';
import { COLUMNS } from './bareImport.ts';

export const MAPPING: Mapping = {
  number: 2,
  firstName: 0,
  lastName: 1,
  externalId: 4,
  fields: { postcode: 3, Notes: 5 },
};
const FIRST = ['Ana', 'Ben', 'Chloé', 'Dev', 'Efua', 'Finn', 'Grace', 'Hugo', 'Íñigo', 'Jin'];
const LAST = [
  "O'Neil",
  'García',
  'Smith',
  'Nguyen',
  'Müller',
  'Okafor',
  'Patel',
  'Ivanova',
  'Jones',
  'de la Cruz',
];
const AREAS = [202, 212, 213, 305, 312, 404, 415, 512, 602, 617];

const digits = (value: number, length: number) => String(value).padStart(length, '0');

/** Area code, exchange and line: another number for each index below four million. */
function partsOf(i: number): readonly [area: number, exchange: number, line: string] {
  const each = AREAS.length;
  return [
    AREAS[i % each] ?? 0,
    555 + Math.floor(i / (each * 10_000)),
    digits(Math.floor(i / each) % 10_000, 4),
  ];
}

/** The numbers of a file, as the store keeps them. */
export const numbersOf = (rows: number): string[] =>
  Array.from({ length: rows }, (_, i) => `+1${partsOf(i).join('')}`);

/** Some lines of a file. */
function linesOf(from: number, to: number): string {
  let text = '';
  for (let i = from; i < to; i += 1) {
    const [area, exchange, line] = partsOf(i);
    const phone = [
      `(${area}) ${exchange}-${line}`,
      `${area}-${exchange}-${line}`,
      `+1${area}${exchange}${line}`,
      `${area}${exchange}${line}`,
    ][i % 4];
    const note = i % 10 === 3 ? '"Prefers evenings, not ""early"""' : '';
    const name = `${FIRST[i % 7]},${LAST[i % 9]}`;
    text += `${name},${phone},${digits((i * 37) % 100_000, 5)},${100_000 + i},${note}\n`;
  }
  return text;
}

/**
 * Each row has another number, written in one of four ways; each tenth has a note that needs quotation
 * marks.
 */
export function csvOf(rows: number): string {
  return `${COLUMNS.join(',')}\n${linesOf(0, rows)}`;
}

/** The same into a file, without ever holding all of it. */
export function writeContacts(path: string, rows: number): void {
  writeFileSync(path, csvOf(0));
  for (let from = 0; from < rows; from += 10_000)
    appendFileSync(path, linesOf(from, Math.min(from + 10_000, rows)));
}

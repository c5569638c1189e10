import { z } from 'zod';
import { Mapping } from '../../../shared/contract/imports.ts';
import { readAnyNumber, readNumber, shapeOf } from '../../../shared/schema/phone.ts';
import { Region } from '../../../shared/schema/words.ts';
import { keep } from '../../../shared/text/stored.ts';
import type { ZoneLookup } from '../numbers/zones.ts';
import type { CsvRow } from './csv.ts';
import { CsvProblem } from './csvSource.ts';
import { guessOptOutColumns } from './mapping.ts';

/** What a file is read as. Goes to the worker thread, so it is plain data. */
export const Reading = z.discriminatedUnion('as', [
  /** `subjectKey`: of the hash by which the store knows a number, as hexadecimal digits. */
  z.object({ as: z.literal('contacts'), mapping: Mapping, region: Region, subjectKey: z.string() }),
  z.object({
    as: z.literal('opt-outs'),
    column: z.number().int().min(0),
    /** Null: as the list itself shows, else `usual`. */
    region: Region.nullable(),
    usual: Region,
  }),
]);
export type Reading = z.infer<typeof Reading>;

/** A row with a number that the campaign can text. `fields` is JSON and `zones` joined by commas, as the store keeps them. */
export type ContactRow = {
  readonly line: number;
  /** The number as the file has it. */
  readonly raw: string;
  readonly number: string;
  /** Keyed hash of the number. */
  readonly subject: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly externalId: string;
  readonly fields: string;
  /** Null: the number does not tell. */
  readonly zones: string | null;
};

export type OptOutRow = {
  readonly line: number;
  readonly raw: string;
  readonly number: string;
  /** UTC milliseconds, if the list says when the person asked. */
  readonly saidAt: number | null;
};

/**
 * `cells` and `quote` count as invalid: the row's cells may have moved, so no number in it can be trusted. `on-hold`: imported, and named
 * because nothing is sent to it for now.
 */
export type RefusalWhy = 'duplicate' | 'invalid' | 'wrong-region' | 'cells' | 'quote' | 'erased' | 'on-hold';

export type RefusedRow = { readonly line: number; readonly raw: string; readonly why: RefusalWhy };

export type ReadRow<Row> = { readonly good: Row } | { readonly refused: RefusedRow };

/** Longest raw value that is kept of a refused row, in characters. */
const KEPT = 200;

function refuse(row: CsvRow, raw: string, why: RefusalWhy): { refused: RefusedRow } {
  return { refused: { line: row.line, raw: raw.slice(0, KEPT), why } };
}

/** Reads rows of a contact file. Throws CsvProblem if the mapping names a column that the file does not have. */
export function contactReader(
  mapping: Mapping,
  region: Region,
  columns: number,
  zonesOf: ZoneLookup,
  subjectOf: (number: string) => string,
): (row: CsvRow) => ReadRow<ContactRow> {
  const { number, firstName, lastName, externalId } = mapping;
  const fields = Object.entries(mapping.fields);
  checkColumns([number, firstName, lastName, externalId, ...fields.map(([, column]) => column)], columns);
  const zones = new Map<string[], string>();
  return (row) => {
    const raw = row.cells[number] ?? '';
    if (row.problem) return refuse(row, row.cells.join(' '), row.problem);
    const read = readNumber(raw, region);
    if (!read.ok) return refuse(row, raw, read.why);
    const found = zonesOf(read.e164);
    if (found !== null && !zones.has(found)) zones.set(found, found.join(','));
    return {
      good: {
        line: row.line,
        raw: raw.slice(0, KEPT),
        number: read.e164,
        subject: subjectOf(read.e164),
        firstName: cell(row, firstName),
        lastName: cell(row, lastName),
        externalId: cell(row, externalId),
        fields: JSON.stringify(Object.fromEntries(fields.map(([name, column]) => [name, cell(row, column)]))),
        zones: found === null ? null : (zones.get(found) ?? null),
      },
    };
  };
}

/** Reads rows of an opt-out list: any country, since no opt-out may be lost for a number being foreign. */
export function optOutReader(
  column: number,
  region: Region,
  headers: readonly string[],
): (row: CsvRow) => ReadRow<OptOutRow> {
  checkColumns([column], headers.length);
  const { time } = guessOptOutColumns(headers, []);
  return (row) => {
    const raw = row.cells[column] ?? '';
    if (row.problem) return refuse(row, row.cells.join(' '), row.problem);
    const read = readAnyNumber(raw, region);
    if (!read.ok) return refuse(row, raw, read.why);
    const saidAt = time === null ? null : timeOf(cell(row, time));
    return { good: { line: row.line, raw: raw.slice(0, KEPT), number: read.e164, saidAt } };
  };
}

/** The region of a list's bare numbers: that of most numbers whose way of writing tells; `usual` if none does. */
export function regionOfList(cells: readonly string[], usual: Region): Region {
  let balance = 0;
  for (const text of cells) {
    const shape = shapeOf(text);
    if (shape !== null) balance += shape === 'GB' ? -1 : 1;
  }
  if (balance < 0) return 'GB';
  // The US stands for both countries of +1; both read the same numbers.
  return balance > 0 && usual === 'GB' ? 'US' : usual;
}

function checkColumns(columns: readonly (number | null)[], count: number): void {
  const missing = columns.find((column) => column !== null && column >= count);
  if (missing === undefined || missing === null) return;
  throw new CsvProblem('no-such-column', keep('kept:csv.noColumn', { count, missing: missing + 1 }));
}

function cell(row: CsvRow, column: number | null): string {
  if (column === null) return '';
  return (row.cells[column] ?? '').normalize('NFC').replaceAll('\0', '').trim();
}

/** ISO 8601 alone: 03/04/2026 means two days, and a wrong one would be false evidence. No zone: UTC. */
function timeOf(text: string): number | null {
  const iso = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)\s*(Z|[+-]\d\d:?\d\d)?)?$/.exec(text);
  if (iso === null) return null;
  const [, day, time = '00:00', zone = 'Z'] = iso;
  const at = Date.parse(`${day}T${time}${zone}`);
  return Number.isNaN(at) ? null : at;
}

import { z } from 'zod';
import type { RowReason } from '../../../shared/contract/lists/importOutcomes.ts';
import { NoTextsChoices } from '../../../shared/contract/lists/noTexts.ts';
import { FileOptions, Mapping } from '../../../shared/contract/lists.ts';
import {
  byColumn,
  COLUMN_NAMES,
  CONTACT_COLUMNS,
  KEPT_COLUMNS,
  type KeptColumn,
} from '../../../shared/schema/contactColumns.ts';
import { shapeOf } from '../../../shared/schema/phone.ts';
import { readOptOutCell } from '../../../shared/schema/phoneCell.ts';
import { Region } from '../../../shared/schema/words.ts';
import { keep, NOTHING, type Stored } from '../../../shared/text/stored.ts';
import { fieldKey } from '../../../shared/text/template.ts';
import { addressPart, readAddress } from '../people/address.ts';
import type { CsvRow } from './csv.ts';
import { CsvProblem } from './csvSource.ts';
import { guessOptOutColumns } from './mapping.ts';
import { splitName } from './names.ts';
import type { Finding } from './noTextsPlan.ts';
import { phonePicker } from './phoneColumns.ts';

const Column = z.number().int().min(0);

/** What a file is read as. Sent to the thread, so it is plain data. */
export const Reading = z.discriminatedUnion('as', [
  z.object({
    as: z.literal('contacts'),
    mapping: Mapping,
    region: Region,
    noTexts: NoTextsChoices,
    fixedLines: z.boolean(),
    /** The key of the subjects, as hexadecimal digits. */
    subjectKey: z.string(),
    file: FileOptions,
  }),
  z.object({
    as: z.literal('opt-outs'),
    columns: z.array(Column).min(1),
    /** Null: as the list itself shows, else `usual`. */
    region: Region.nullable(),
    usual: Region,
    /**
     * Whether the organisation texts on both sides of the Atlantic, so that the country of a bare number is
     * unknown.
     */
    bothSides: z.boolean(),
    file: FileOptions,
  }),
]);
export type Reading = z.infer<typeof Reading>;

/** A row to be written. `fields` is JSON, in the form of the store. */
export type ContactRow = {
  readonly line: number;
  /** The number as the file has it. */
  readonly raw: string;
  readonly number: string;
  /** Keyed hash of the number. */
  readonly subject: string;
  readonly fields: string;
  /** The column that the number is from. */
  readonly column: number;
  /** A person who is to be opted out because the file says that they must not be texted; else null. */
  readonly optOut: {
    /** The column and its value, as a stored sentence. */
    readonly says: Stored;
    /** Every number of the row. */
    readonly numbers: readonly string[];
    /** False: no number of the row can be texted in this campaign, so it is only opted out. */
    readonly isContact: boolean;
  } | null;
  /** A column for ZIP code, state or time zone has an unknown value. */
  readonly unreadPlace: boolean;
} & Readonly<Record<KeptColumn, string>>;

export type OptOutRow = {
  readonly line: number;
  readonly raw: string;
  /** Every number that the row holds; at least one. */
  readonly numbers: readonly string[];
  /** When the person asked, if the list says so. UTC milliseconds. */
  readonly saidAt: number | null;
  /** Why a person should check the row, although it was read; null: no need. */
  readonly check: RowReason | null;
} & Who;

/** The name and id in the row, as far as the file has them. */
export type Who = { readonly name: string; readonly externalId: string };

/**
 * A row for the list of rows that were refused or should be checked. `detail`: a stored sentence in place of
 * the reason's own.
 */
export type RefusedRow = {
  readonly line: number;
  readonly raw: string;
  readonly why: RowReason;
  readonly detail?: Stored;
} & Partial<Who>;

export type ReadRow<Row> = { readonly good: Row } | { readonly refused: RefusedRow };

/** Characters that are stored of a refused row's value at most. */
const KEPT = 200;

export type ContactReading = {
  readonly mapping: Mapping;
  readonly region: Region;
  readonly headers: readonly string[];
  readonly fixedLines: boolean;
  readonly subjectOf: (number: string) => string;
  /** What the file says of a row's person; null: nothing against texting them. */
  readonly judge: ((row: CsvRow) => Finding | null) | null;
};

/**
 * Reads rows of a contact file. Throws CsvProblem if the mapping names a column that the file does not have.
 */
export function contactReader(reading: ContactReading): (row: CsvRow) => ReadRow<ContactRow> {
  const { mapping, region, headers, subjectOf, judge } = reading;
  const known = byColumn(COLUMN_NAMES, (name) => mapping[name] ?? null);
  const fields = Object.entries(mapping.fields);
  const places = fields.filter(([name]) => addressPart(name) !== null);
  const kept = KEPT_COLUMNS.map((name) => [name, known[name]] as const);
  const keys = fields.map(([name, column]) => [JSON.stringify(name), column] as const);
  const phones = [mapping.number, ...(mapping.morePhones ?? []).filter((each) => each !== mapping.number)];
  checkColumns([...phones, ...Object.values(known), ...fields.map(([, column]) => column)], headers.length);
  const pick = phonePicker({ columns: phones, headers, region, fixedLines: reading.fixedLines });
  return (row) => {
    const values = {} as Record<KeptColumn, string>;
    for (const [name, column] of kept) values[name] = cell(row, column);
    if (known.fullName !== null) {
      const whole = splitName(cell(row, known.fullName));
      values.firstName ||= whole.first;
      values.lastName ||= whole.last;
    }
    const refuse = (original: string, why: RowReason, detail: Stored = NOTHING) => ({
      refused: {
        line: row.line,
        raw: original.slice(0, KEPT),
        why,
        detail,
        name: nameOf(values.firstName, values.lastName),
        externalId: values.externalId,
      },
    });
    if (row.problem) return refuse(row.cells.join(' '), row.problem);
    const picked = pick(row);
    const raw = row.cells[picked.column] ?? '';
    const finding = judge === null ? null : judge(row);
    if (finding?.does === 'leave-out')
      return refuse(raw, finding.unclear ? 'unclear-consent' : 'must-not-be-texted', finding.says);
    let { number, optOut }: { number: string; optOut: ContactRow['optOut'] } = {
      number: picked.ok ? picked.e164 : '',
      optOut: null,
    };
    if (finding) {
      const numbers = numbersOf(row, phones, region);
      optOut = { says: finding.says, numbers, isContact: picked.ok };
      number ||= numbers[0] ?? '';
    }
    if (number === '') return refuse(raw, picked.ok ? 'invalid' : picked.why);
    let json = '';
    for (const [key, column] of keys)
      json += `${json === '' ? '' : ','}${key}:${JSON.stringify(cell(row, column))}`;
    return {
      good: {
        line: row.line,
        raw: raw.slice(0, KEPT),
        number,
        subject: subjectOf(number),
        ...values,
        fields: `{${json}}`,
        unreadPlace: places.length > 0 && isUnreadable(row, places, region),
        column: picked.column,
        optOut,
      },
    };
  };
}

function isUnreadable(
  row: CsvRow,
  places: readonly (readonly [name: string, column: number])[],
  region: Region,
): boolean {
  const named = places.map(([name, column]) => [name, cell(row, column)]);
  return readAddress(Object.fromEntries(named), region).unreadable > 0;
}

/**
 * Every number in some cells of a row, read as in a list of opt-outs: a person who must not be texted is not
 * texted at any of their numbers.
 */
export function numbersOf(row: CsvRow, columns: readonly number[], region: Region): readonly string[] {
  return [...new Set(columns.flatMap((column) => readOptOutCell(row.cells[column] ?? '', region).numbers))];
}

const nameOf = (first: string, last: string) => `${first} ${last}`.trim().slice(0, KEPT);

export type OptOutReading = {
  readonly columns: readonly number[];
  readonly region: Region;
  /** False: the country of a bare number is unknown. */
  readonly regionKnown: boolean;
  readonly headers: readonly string[];
};

/**
 * Reads rows of an opt-out list: of any country, and every number that can be read, so that no opt-out is
 * lost to the list's form. Where a row's cells are shifted, all of them are read.
 */
export function optOutReader(reading: OptOutReading): (row: CsvRow) => ReadRow<OptOutRow> {
  const { columns, region, regionKnown, headers } = reading;
  checkColumns(columns, headers.length);
  const { time } = guessOptOutColumns(headers, []);
  const whose = whoReader(headers, columns);
  return (row) => {
    const moved = row.problem !== undefined;
    const places = moved ? row.cells.map((_, column) => column) : columns;
    const cells = places.map((column) => readOptOutCell(row.cells[column] ?? '', region, regionKnown));
    const numbers = [...new Set(cells.flatMap((each) => each.numbers))];
    const raw = (
      moved
        ? row.cells.join(' ')
        : columns
            .map((column) => row.cells[column] ?? '')
            .join(' ')
            .trim()
    ).slice(0, KEPT);
    const who = whose(row);
    if (numbers.length === 0) {
      const why = row.problem ?? cells.find((each) => each.why !== 'empty')?.why ?? 'empty';
      return { refused: { line: row.line, raw, why, ...who } };
    }
    const doubt = cells.find((each) => each.doubt !== null)?.doubt;
    const lost = cells.some((each) => each.why === 'digits-lost');
    const check = doubt ? (`check-${doubt}` as const) : lost ? 'check-digits' : moved ? 'check-cells' : null;
    const saidAt = time === null || moved ? null : timeOf(cell(row, time));
    return { good: { line: row.line, raw, numbers, saidAt, check, ...who } };
  };
}

/** Name and id of a row, from the columns with such names that are not read as numbers. */
function whoReader(headers: readonly string[], numbers: readonly number[]): (row: CsvRow) => Who {
  const keys = headers.map(fieldKey);
  const find = (names: readonly string[]) => {
    const found = names.map((name) => keys.findIndex((key, at) => key === name && !numbers.includes(at)));
    return found.find((at) => at >= 0) ?? null;
  };
  const [first, last, whole, id] = [
    find(CONTACT_COLUMNS.firstName.names),
    find(CONTACT_COLUMNS.lastName.names),
    find(CONTACT_COLUMNS.fullName.names.slice(0, -3)),
    find(CONTACT_COLUMNS.externalId.names),
  ];
  return (row) => ({
    name: nameOf(cell(row, first), cell(row, last)) || cell(row, whole).slice(0, KEPT),
    externalId: cell(row, id),
  });
}

/** With more than this share of another country's numbers, the country of bare numbers is in doubt. */
const DOUBT = 0.25;

/**
 * The country of a list's bare numbers: that of most numbers whose form shows one, else `usual`.
 * `regionKnown` is false where more than a quarter of those show the other country, or where none shows any
 * and `bothSides`.
 */
export function countryOfList(
  cells: readonly string[],
  usual: Region,
  bothSides: boolean,
): { region: Region; regionKnown: boolean } {
  const shapes = cells.map(shapeOf).filter((shape) => shape !== null);
  const british = shapes.filter((shape) => shape === 'GB').length / shapes.length;
  const regionKnown = shapes.length === 0 ? !bothSides : british <= DOUBT || british >= 1 - DOUBT;
  return { region: regionOfList(cells, usual), regionKnown };
}

/** The region of most numbers whose form shows one; `usual` if none does. */
function regionOfList(cells: readonly string[], usual: Region): Region {
  let balance = 0;
  for (const text of cells) {
    const shape = shapeOf(text);
    if (shape !== null) balance += shape === 'GB' ? -1 : 1;
  }
  if (balance < 0) return 'GB';
  // The US stands for both countries of +1, which read numbers the same.
  return balance > 0 && usual === 'GB' ? 'US' : usual;
}

function checkColumns(columns: readonly (number | null)[], count: number): void {
  const missing = columns.find((column) => column !== null && column >= count);
  if (missing === undefined || missing === null) return;
  throw new CsvProblem('no-such-column', keep('kept:csv.noColumn', { count, missing: missing + 1 }));
}

/** Letters that need no change. */
const PLAIN = /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/;

function cell(row: CsvRow, column: number | null): string {
  const text = column === null ? '' : (row.cells[column] ?? '');
  if (text === '' || PLAIN.test(text)) return text;
  return text.normalize('NFC').replaceAll('\0', '').trim();
}

/**
 * Only ISO 8601 is read: 03/04/2026 means two days, and the wrong one would be false evidence. Without a
 * zone: UTC.
 */
function timeOf(text: string): number | null {
  const iso = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)\s*(Z|[+-]\d\d:?\d\d)?)?$/.exec(text);
  if (iso === null) return null;
  const [, day, time = '00:00', zone = 'Z'] = iso;
  const at = Date.parse(`${day}T${time}${zone}`);
  return Number.isNaN(at) ? null : at;
}

import type { Mapping, Preview } from '../../../../../shared/contract/imports.ts';
import { BUILT_IN_FIELDS, fieldKey } from '../../../../../shared/text/template.ts';

/** What one column of the file is taken for. The first four are held by one column at most. */
export type ColumnUse = 'number' | 'firstName' | 'lastName' | 'externalId' | 'field' | 'leave-out';

const ONCE = ['number', 'firstName', 'lastName', 'externalId'] as const;

export const COLUMN_USES: readonly ColumnUse[] = [...ONCE, 'field', 'leave-out'];

/** The server's guess, column by column. Columns that it has no use for are left out. */
export function guessedUses(preview: Preview): ColumnUse[] {
  const { mapping, headers } = preview;
  return headers.map((_, column) => {
    if (mapping === null) return 'leave-out';
    const once = ONCE.find((use) => mapping[use] === column);
    if (once !== undefined) return once;
    return Object.values(mapping.fields).includes(column) ? 'field' : 'leave-out';
  });
}

/** Takes `column` for `use`; a column that held the same single use gives it up. */
export function withUse(uses: readonly ColumnUse[], column: number, use: ColumnUse): ColumnUse[] {
  const single = ONCE.some((each) => each === use);
  return uses.map((held, index) => {
    if (index === column) return use;
    return single && held === use ? 'leave-out' : held;
  });
}

/**
 * The merge-field name of each column: the server's own where it gave one,
 * else the header, made fit for braces and different from every other one.
 */
export function fieldNames({ headers, mapping }: Preview): string[] {
  const given = new Map(Object.entries(mapping?.fields ?? {}).map(([name, column]) => [column, name]));
  const taken = new Set<string>([...BUILT_IN_FIELDS, ...given.values()].map(fieldKey));
  return headers.map((header, column) => {
    const named = given.get(column);
    if (named !== undefined) return named;
    const plain = readableName(header) || `column ${column + 1}`;
    let name = plain;
    for (let again = 2; taken.has(fieldKey(name)); again += 1) name = `${plain} ${again}`;
    taken.add(fieldKey(name));
    return name;
  });
}

/** The mapping to import with; null while no column holds the phone number. */
export function mappingOf(preview: Preview, uses: readonly ColumnUse[]): Mapping | null {
  const number = uses.indexOf('number');
  if (number < 0) return null;
  const names = fieldNames(preview);
  const fields: Record<string, number> = {};
  for (const [column, use] of uses.entries()) {
    const name = names[column];
    if (use === 'field' && name !== undefined) fields[name] = column;
  }
  return {
    number,
    firstName: columnOf(uses, 'firstName'),
    lastName: columnOf(uses, 'lastName'),
    externalId: columnOf(uses, 'externalId'),
    fields,
  };
}

function columnOf(uses: readonly ColumnUse[], use: ColumnUse): number | null {
  const column = uses.indexOf(use);
  return column < 0 ? null : column;
}

/** Keeps what a script's braces can hold: begins with a letter, digit or underscore, 60 characters at most. */
function readableName(header: string): string {
  return header
    .replace(/[^\p{L}\p{N}\p{M}_ .'/-]/gu, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[^\p{L}\p{N}_]+/u, '')
    .slice(0, 56)
    .trim();
}

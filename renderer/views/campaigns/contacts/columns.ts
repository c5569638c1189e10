import type { NoTextsChoice, NoTextsDoes, ValueMeaning } from '../../../../shared/contract/lists/noTexts.ts';
import type { Mapping, Preview } from '../../../../shared/contract/lists.ts';
import { byColumn, COLUMN_NAMES } from '../../../../shared/schema/contactColumns.ts';
import { BUILT_IN_FIELDS, fieldKey } from '../../../../shared/text/template.ts';

/** Uses that at most one column may have. */
const ONCE = ['number', ...COLUMN_NAMES] as const;

export const COLUMN_USES = [...ONCE, 'morePhone', 'noTexts', 'field', 'leave-out'] as const;

/** How one column of the file is used. */
export type ColumnUse = (typeof COLUMN_USES)[number];

/** The server's guess for each column. Columns without a guess are left out. */
export function guessedUses(preview: Preview): ColumnUse[] {
  const { mapping, headers, noTexts } = preview;
  return headers.map((_, column) => {
    if (noTexts.some((each) => each.column === column)) return 'noTexts';
    if (mapping === null) return 'leave-out';
    const once = ONCE.find((use) => mapping[use] === column);
    if (once !== undefined) return once;
    if (mapping.morePhones?.includes(column)) return 'morePhone';
    return Object.values(mapping.fields).includes(column) ? 'field' : 'leave-out';
  });
}

/** Sets the use of `column`; a column that had the same single use loses it. */
export function withUse(uses: readonly ColumnUse[], column: number, use: ColumnUse): ColumnUse[] {
  const single = ONCE.some((each) => each === use);
  return uses.map((held, index) => {
    if (index === column) return use;
    return single && held === use ? 'leave-out' : held;
  });
}

/**
 * The columns of numbers in the order in which they are tried: those of `order` first, then the others in the
 * file's order.
 */
export function phoneColumns(uses: readonly ColumnUse[], order: readonly number[]): number[] {
  const isPhone = (column: number) => uses[column] === 'number' || uses[column] === 'morePhone';
  const all = uses.flatMap((use, column) => (use === 'number' || use === 'morePhone' ? [column] : []));
  const first = all.filter((column) => uses[column] === 'number');
  return [...new Set([...order.filter(isPhone), ...first, ...all])];
}

/**
 * The merge-field name of each column: the server's own where it gave one, else the header, made valid and
 * different from all others.
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

/** The mapping to import with; null while no column holds the phone number. `order`: see phoneColumns. */
export function mappingOf(
  preview: Preview,
  uses: readonly ColumnUse[],
  order: readonly number[] = [],
): Mapping | null {
  const [number, ...morePhones] = phoneColumns(uses, order);
  if (number === undefined) return null;
  const names = fieldNames(preview);
  const fields: Record<string, number> = {};
  for (const [column, use] of uses.entries()) {
    const name = names[column];
    if (use === 'field' && name !== undefined) fields[name] = column;
  }
  return {
    number,
    ...(morePhones.length > 0 ? { morePhones } : {}),
    ...byColumn(COLUMN_NAMES, (name) => columnOf(uses, name)),
    fields,
  };
}

/** A person's decision about a column that says who must not be texted. */
export type NoTextsDecision = {
  readonly does: Exclude<NoTextsDoes, 'ignore'>;
  readonly values: Readonly<Record<string, Exclude<ValueMeaning, 'unclear'>>>;
};

/**
 * The choices for the import: every column that Heed recognised is named, so that none is read by default.
 */
export function noTextsChoices(
  preview: Preview,
  uses: readonly ColumnUse[],
  decisions: ReadonlyMap<number, NoTextsDecision>,
): NoTextsChoice[] {
  const recognised = new Map(preview.noTexts.map((each) => [each.column, each]));
  return uses.flatMap((use, column): NoTextsChoice[] => {
    const known = recognised.get(column);
    if (use !== 'noTexts') return known ? [{ column, does: 'ignore' }] : [];
    const decided = decisions.get(column);
    const recommended = known?.recommended === 'leave-out' ? 'leave-out' : 'opt-out';
    const does = decided?.does ?? recommended;
    return [{ column, does, values: { ...decided?.values } }];
  });
}

function columnOf(uses: readonly ColumnUse[], use: ColumnUse): number | null {
  const column = uses.indexOf(use);
  return column < 0 ? null : column;
}

/**
 * Removes what braces in a script cannot hold: begins with a letter, digit or underscore, 60 characters at
 * most.
 */
function readableName(header: string): string {
  return header
    .replace(/[^\p{L}\p{N}\p{M}_ .'/-]/gu, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[^\p{L}\p{N}_]+/u, '')
    .slice(0, 56)
    .trim();
}

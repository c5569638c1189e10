import type { RowReason } from '../../../shared/contract/lists/importOutcomes.ts';
import { isChoice, type NoTextLine, noTextLineOf } from '../../../shared/schema/lineType.ts';
import { readContactCell } from '../../../shared/schema/phoneCell.ts';
import type { Region } from '../../../shared/schema/words.ts';
import { fieldKey } from '../../../shared/text/template.ts';
import type { CsvRow } from './csv.ts';

export type Picked =
  | { readonly ok: true; readonly e164: string; readonly column: number }
  | { readonly ok: false; readonly why: RowReason; readonly column: number };

export type PhoneColumns = {
  /** In the order in which they are tried. */
  readonly columns: readonly number[];
  readonly headers: readonly string[];
  readonly region: Region;
  /** Whether landlines and internet lines are taken. */
  readonly fixedLines: boolean;
};

/**
 * Reads the numbers of a row, column by column: the first that can be texted counts. Where another column
 * says what kind of phone it is, as in address books ("Phone 1 - Label"), mobiles come first, and fax
 * machines do not count; whether it is a landline is known from the number or that column. Where landlines
 * are taken, they come last.
 */
export function phonePicker({ columns, headers, region, fixedLines }: PhoneColumns): (row: CsvRow) => Picked {
  const labels = columns.map((column) => labelOf(headers, column, columns.length === 1));
  const saidOf = (row: CsvRow, column: number) => {
    const label = labels[columns.indexOf(column)];
    return typeof label === 'number' ? lineSaid(row.cells[label] ?? '') : null;
  };
  const labelled = labels.some((label) => label !== null);
  const [only = 0] = columns;
  const single = columns.length === 1 && !labelled;
  return (row) => {
    const order = single ? columns : labelled ? byLabel(row, columns, labels) : columns;
    let landline: Picked | null = null;
    let refused: Picked | null = null;
    for (const column of order) {
      const { numbers, why } = readContactCell(row.cells[column] ?? '', region);
      for (const e164 of numbers) {
        const line = noTextLineOf(e164) ?? saidOf(row, column);
        if (line === null) return { ok: true, e164, column };
        if (fixedLines && isChoice(line)) landline ??= { ok: true, e164, column };
        else if (refused === null || !isWeighty(refused)) refused = { ok: false, why: line, column };
      }
      if (numbers.length === 0 && (refused === null || (isEmpty(refused) && why !== 'empty')))
        refused = { ok: false, why, column };
    }
    return landline ?? refused ?? { ok: false, why: order.length === 0 ? 'fax' : 'empty', column: only };
  };
}

const isEmpty = (picked: Picked) => !picked.ok && picked.why === 'empty';
/** A number was read there, which says more than an empty cell. */
const isWeighty = (picked: Picked) =>
  !picked.ok && !['empty', 'invalid', 'wrong-region'].includes(picked.why);

/**
 * The column that says what kind of phone another holds: "Phone 1 - Label" for "Phone 1 - Value", "Phone
 * Type" for "Phone"; where it is the only phone (`alone`) also "Line type", as in providers' look-ups.
 */
function labelOf(headers: readonly string[], column: number, alone: boolean): number | null {
  const keys = headers.map(fieldKey);
  const key = keys[column] ?? '';
  const base = key.replace(/(?:value|number)$/, '');
  const names = [base, key].flatMap((name) =>
    ['label', 'type', 'kind', 'linetype'].map((word) => name + word),
  );
  if (alone)
    names.push('type', 'linetype', 'phonetype', 'phonelinetype', 'numbertype', 'carriertype', 'landline');
  const found = keys.findIndex((each, at) => at !== column && names.includes(each));
  return found < 0 ? null : found;
}

function byLabel(
  row: CsvRow,
  columns: readonly number[],
  labels: readonly (number | null)[],
): readonly number[] {
  const ranked = columns.map((column, at) => {
    const label = labels[at];
    return { column, rank: label === null || label === undefined ? 1 : rankOf(row.cells[label] ?? '') };
  });
  return ranked
    .filter(({ rank }) => rank < 3)
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ column }) => column);
}

/** The kind of line without texts that the column beside a number names. */
function lineSaid(label: string): NoTextLine | null {
  const said = label.trim().toLowerCase();
  if (/^(?:land ?-?line|fixed(?:[ -_]?line)?|fijo|fixe|festnetz|yes|y|true|1)$/.test(said))
    return 'fixed-line';
  return /^(?:non-?fixed ?voip|fixed ?voip|voip|internet)$/.test(said) ? 'internet-line' : null;
}

/** 0: can be texted, by its label; 3: no phone. */
function rankOf(label: string): 0 | 1 | 2 | 3 {
  if (/mobile|cell|text|sms|iphone|handy|m[oó]vil|celular|portable/i.test(label)) return 0;
  if (/fax|pager|beeper/i.test(label)) return 3;
  return /home|work|office|land|main|business|casa|trabajo|maison|bureau/i.test(label) ? 2 : 1;
}

import { csvCell } from '../text/csvCell.ts';

/** The value of a cell in an export. Times are UTC milliseconds. */
export type CellValue =
  | { readonly text: string }
  | { readonly number: number | null }
  | { readonly time: number | null }
  | { readonly yes: boolean };

export type CellWriter = (value: CellValue) => string;

/** Our own E.164 begins with a plus and is no formula; what people wrote goes through csvCell. */
const isNumber = (text: string) => /^\+\d+$/.test(text);

/** For programs: ISO 8601 times in UTC, plain numbers, true and false. Formulas are disarmed here too. */
export const plainCell: CellWriter = (value) => {
  if ('text' in value) return value.text === '' || isNumber(value.text) ? value.text : csvCell(value.text);
  if ('number' in value) return value.number === null ? '' : String(value.number);
  if ('time' in value) return value.time === null ? '' : new Date(value.time).toISOString();
  return String(value.yes);
};

/**
 * Text that a spreadsheet would take for a number or a date and change: phones, postcodes, long ids, "3-4".
 */
const READ_AS_NUMBER = /^\+?\d[\d .,:/()eE+-]*$/;
/** Numbers that a spreadsheet shows as they are. */
const HARMLESS = /^(?:0|[1-9]\d{0,10})$/;

const two = (part: number) => String(part).padStart(2, '0');

/** 2026-03-03 18:00:00 on this computer's clock, which spreadsheets read as a time. */
function wallTime(at: number): string {
  const day = new Date(at);
  const date = `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
  return `${date} ${two(day.getHours())}:${two(day.getMinutes())}:${two(day.getSeconds())}`;
}

/**
 * For spreadsheets: times by this computer's clock, `yes` and `no` in words, and text that looks like a
 * number as ="02139", since a spreadsheet would drop a plus, a zero or digits. Where semicolons separate
 * cells, decimals have a comma, as in the spreadsheets of such countries.
 */
export function excelCell(
  separator: ',' | ';',
  words: { readonly yes: string; readonly no: string },
): CellWriter {
  return (value) => {
    if ('text' in value) {
      const { text } = value;
      if (text === '' || HARMLESS.test(text)) return text;
      return READ_AS_NUMBER.test(text) ? `"=""${text}"""` : csvCell(text);
    }
    if ('number' in value) {
      if (value.number === null) return '';
      const written = String(value.number);
      return separator === ';' ? written.replace('.', ',') : written;
    }
    if ('time' in value) return value.time === null ? '' : wallTime(value.time);
    return csvCell(value.yes ? words.yes : words.no);
  };
}

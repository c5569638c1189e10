import type { RefusalWhy } from './rows.ts';

const WHY: Readonly<Record<RefusalWhy, string>> = {
  duplicate: 'The same number is already there',
  invalid: 'Not a phone number',
  'wrong-region': 'The number is of another country than the campaign',
  cells: 'More cells than the header has columns; a text with the delimiter needs quotation marks',
  erased: 'This person was erased and is not to be texted; the number is not kept here',
  quote: 'A quotation mark is missing or not doubled, so that rows run together',
};

/** The sentence for a stored reason. */
function refusalInWords(why: string): string {
  return why in WHY ? WHY[why as RefusalWhy] : why;
}

/** CSV of refused rows: UTF-8 with a byte order mark, so that Excel shows accents; CRLF as RFC 4180 has it. */
export function refusedCsv(rows: Iterable<{ line: number; value: string; why: string }>): string {
  const lines = ['\ufeffLine,Phone,Reason'];
  for (const row of rows) {
    lines.push([String(row.line), row.value, refusalInWords(row.why)].map(csvCell).join(','));
  }
  return `${lines.join('\r\n')}\r\n`;
}

/** Quotes a cell where needed, and disarms what a spreadsheet would run as a formula (OWASP: CSV injection). */
export function csvCell(value: string): string {
  const safe = /^[=+\-@\t\r\n|%]/.test(value) ? `'${value}` : value;
  return /[",;\t\r\n']|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

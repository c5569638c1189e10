import { csvCell } from '../../../shared/text/csvCell.ts';
import { t } from '../../../shared/text/say.ts';
import type { RefusalWhy } from './rows.ts';

const WHY = [
  'duplicate',
  'invalid',
  'wrong-region',
  'cells',
  'erased',
  'on-hold',
  'quote',
] as const satisfies readonly RefusalWhy[];

/** The sentence for a stored reason. */
function refusalInWords(why: string): string {
  const known = WHY.find((each) => each === why);
  return known ? t(`core:refusedRow.${known}`) : why;
}

/** CSV of refused rows: UTF-8 with a byte order mark, so that Excel shows accents; CRLF as RFC 4180 has it. */
export function refusedCsv(rows: Iterable<{ line: number; value: string; why: string }>): string {
  const lines = ['\ufeffLine,Phone,Reason'];
  for (const row of rows) {
    lines.push([String(row.line), row.value, refusalInWords(row.why)].map(csvCell).join(','));
  }
  return `${lines.join('\r\n')}\r\n`;
}

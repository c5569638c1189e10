import { ROW_REASONS, type RowReason } from '../../../shared/contract/lists/importOutcomes.ts';
import { csvCell } from '../../../shared/text/csvCell.ts';
import { t } from '../../../shared/text/say.ts';
import { isNothing, NOTHING, type Stored, said } from '../../../shared/text/stored.ts';

/** The sentence for a reason; `detail`: a stored sentence that says more. */
export function reasonInWords(why: RowReason, detail: Stored = NOTHING): string {
  const sentence = t(`core:refusedRow.${why}`);
  return isNothing(detail) ? sentence : `${sentence}: ${said(detail)}`;
}

/** A stored reason; for one that this version does not know, that the row could not be read. */
export function reasonOf(why: string): RowReason {
  return why in ROW_REASONS ? (why as RowReason) : 'invalid';
}

export type StoredRow = {
  readonly line: number;
  readonly value: string;
  readonly why: string;
  readonly name?: string;
  readonly externalId?: string;
  readonly detail?: Stored;
};

/**
 * CSV of refused rows: UTF-8 with a byte order mark, so that Excel shows accents; CRLF according to RFC 4180.
 */
export function refusedCsv(rows: Iterable<StoredRow>): string {
  const lines = ['\ufeffLine,Phone,Name,ID,Reason,Code'];
  for (const { line, value, why, name = '', externalId = '', detail } of rows) {
    const reason = reasonOf(why);
    const cells = [String(line), value, name, externalId, reasonInWords(reason, detail), reason];
    lines.push(cells.map(csvCell).join(','));
  }
  return `${lines.join('\r\n')}\r\n`;
}

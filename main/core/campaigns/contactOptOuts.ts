import type { BatchResult } from '../lists/importRows.ts';
import type { ContactRow } from '../lists/rows.ts';
import { optOut } from '../optOuts/optOut.ts';
import type { Core, Tx } from '../store/context.ts';
import { one } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';

/** Whether an import has opted the number out already. */
export function optedOutByImport(db: Reader, subject: string): boolean {
  const sql = `SELECT 1 FROM opt_out INDEXED BY opt_out_subject WHERE subject = ? AND reversed = 0 AND cause = 'import' LIMIT 1`;
  return one(db, sql, subject) !== undefined;
}

/**
 * Opts out every number of a row whose person must not be texted, by the file. The same list may be imported
 * often: a number that an import has opted out already is left as it is.
 */
export function optOutRow(
  core: Core,
  tx: Tx,
  job: { readonly id: string; readonly accountId: string | null },
  { numbers, says }: NonNullable<ContactRow['optOut']>,
): BatchResult {
  const result = { numbers: 0, cancelled: 0 };
  for (const number of numbers) {
    const subject = core.subject(number);
    if (optedOutByImport(tx.db, subject)) continue;
    const { cancelled } = optOut(core, tx, {
      subject,
      number,
      cause: 'import',
      actorId: job.accountId,
      reason: says,
      rule: 'import',
      matched: '',
      conversationId: null,
      messageId: null,
      senderNumberId: null,
      importId: job.id,
      saidAt: tx.now,
      receivedAt: tx.now,
    });
    result.numbers += 1;
    result.cancelled += cancelled;
  }
  return result;
}

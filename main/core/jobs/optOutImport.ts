import { Region } from '../../../shared/schema/words.ts';
import { keep, written } from '../../../shared/text/stored.ts';
import type { Core, Tx } from '../context.ts';
import { withoutErased } from '../erase/loose.ts';
import { append } from '../ledger/append.ts';
import { isOptedOut, optOut } from '../ledger/optOut.ts';
import { one } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';
import type { CsvSource } from './csvSource.ts';
import type { Batch } from './csvWorkerClient.ts';
import { type BatchResult, readOptOutRows } from './importRows.ts';
import { beginJob, noteProgress, noteRefused } from './jobStore.ts';
import type { OptOutRow } from './rows.ts';
import { type RunningJob, supervise } from './supervise.ts';

export type OptOutImportInput = {
  readonly source: CsvSource;
  /** Zero-based column of the numbers. */
  readonly column: number;
  /** For bare digits. Left out: as the list's other numbers show, else as most campaigns are. */
  readonly region?: Region | undefined;
  /** Stands with each opt-out in the record. */
  readonly reason?: string | undefined;
  readonly accountId: string | null;
  /** The caller's own way to write, with which the import begins; what follows it does by itself. */
  readonly write?: Core['write'];
};

/** What a row of a list does: new; already: opted out, and this list stands beside the earlier reason; repeated: nothing. */
export type OptOutDecision = {
  readonly outcome: 'new' | 'already' | 'repeated';
  /** Queued messages that are cancelled. */
  readonly cancels: number;
};

/**
 * Decides about one row; the dry run and the import both ask here, so that they cannot differ. `repeated`: an earlier row of the
 * same list has the number.
 */
export function decideOptOut(db: Reader, subject: string, repeated: boolean): OptOutDecision {
  if (repeated) return { outcome: 'repeated', cancels: 0 };
  const queued = one<{ n: number }>(
    db,
    "SELECT count(*) AS n FROM message WHERE subject = ? AND state = 'queued' AND kind <> 'confirmation'",
    subject,
  );
  return { outcome: isOptedOut(db, subject) ? 'already' : 'new', cancels: queued?.n ?? 0 };
}

/**
 * Begins to opt out every number of a list, with cause `import`. Unlike contacts, nothing is taken back on a cancel or a
 * failure: no import may lose an opt-out (design, rule 9), and the people on the list did ask. The job says how many.
 */
export function startOptOutImport(core: Core, input: OptOutImportInput): RunningJob {
  const { source, column, region, accountId } = input;
  const reason = written(input.reason ?? '') || keep('kept:reason.list');
  const id = beginJob(core, { kind: 'opt-outs', campaignId: null, accountId, reason }, input.write);
  return supervise(core, id, {
    work: (signal) =>
      readOptOutRows({
        source,
        column,
        region,
        usual: usualRegion(core),
        signal,
        write: (batch) => core.write((tx) => writeBatch(core, tx, { id, accountId, reason }, batch)),
      }),
    finish: (tx, result) => {
      append(core, tx, {
        kind: 'opt-outs-imported',
        actorId: accountId,
        evidenceId: id,
        payload: { ...result },
      });
      return '';
    },
    undo: async () => ({ detail: optedOutInWords(core, id) }),
  });
}

function writeBatch(
  core: Core,
  tx: Tx,
  job: { id: string; accountId: string | null; reason: string },
  batch: Batch<OptOutRow>,
): BatchResult {
  const result = { imported: 0, duplicate: 0, alreadyOptedOut: 0, cancelled: 0 };
  for (const row of batch.rows) {
    const subject = core.subject(row.number);
    const before = one(
      tx.db,
      'SELECT 1 FROM opt_out INDEXED BY opt_out_subject WHERE subject = ? AND import_id = ? LIMIT 1',
      subject,
      job.id,
    );
    const { outcome } = decideOptOut(tx.db, subject, before !== undefined);
    if (outcome === 'repeated') {
      result.duplicate += 1;
      noteRefused(tx, job.id, withoutErased(core, tx, [{ line: row.line, raw: row.raw, why: 'duplicate' }]));
      continue;
    }
    const { cancelled } = optOut(core, tx, {
      subject,
      number: row.number,
      cause: 'import',
      automatic: false,
      actorId: job.accountId,
      reason: job.reason,
      rule: 'import',
      matched: '',
      conversationId: null,
      messageId: null,
      senderNumberId: null,
      importId: job.id,
      // A list may be wrong about the time; nobody can have asked later than now.
      saidAt: Math.min(row.saidAt ?? tx.now, tx.now),
      receivedAt: tx.now,
    });
    result.imported += 1;
    result.cancelled += cancelled;
    if (outcome === 'already') result.alreadyOptedOut += 1;
  }
  noteRefused(tx, job.id, withoutErased(core, tx, batch.refused));
  noteProgress(tx, job.id, batch.progress);
  return result;
}

/** What an opt-out import that did not reach its end has done, for the job's detail. */
export function optedOutInWords(core: Core, jobId: string): string {
  const done = one<{ n: number }>(core.db, 'SELECT count(*) AS n FROM opt_out WHERE import_id = ?', jobId);
  return keep('kept:import.optedOut', { count: done?.n ?? 0 });
}

/** Of most campaigns; for bare digits in a list that does not tell. */
export function usualRegion(core: Core): Region {
  const most = one<{ region: string }>(
    core.db,
    'SELECT region FROM campaign GROUP BY region ORDER BY count(*) DESC, region DESC LIMIT 1',
  );
  return most === undefined ? 'US' : Region.parse(most.region);
}

import { NO_RESULT } from '../../../shared/contract/lists/importOutcomes.ts';
import type { FileOptions } from '../../../shared/contract/lists.ts';
import type { DryRunOutcome } from '../../../shared/contract/optOuts.ts';
import { Region } from '../../../shared/schema/words.ts';
import { keep, NOTHING, type Stored, written } from '../../../shared/text/stored.ts';
import { append } from '../ledger/append.ts';
import type { CsvSource } from '../lists/csvSource.ts';
import type { Batch } from '../lists/csvWorkerClient.ts';
import { type BatchResult, readOptOutRows } from '../lists/importRows.ts';
import { beginJob, noteProgress, noteRefused } from '../lists/jobStore.ts';
import type { OptOutRow, RefusedRow } from '../lists/rows.ts';
import { type RunningJob, supervise } from '../lists/supervise.ts';
import { withoutErased } from '../people/numbersIn.ts';
import { isOptedOut } from '../people/optedOut.ts';
import type { Core, Tx } from '../store/context.ts';
import { one } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';
import { optOut } from './optOut.ts';

export type OptOutImportInput = {
  readonly source: CsvSource;
  /** Zero-based column of the numbers, and further ones; every number counts. */
  readonly column: number;
  readonly moreColumns?: readonly number[] | undefined;
  readonly file?: FileOptions | undefined;
  /**
   * The region of bare digits. If left out: as the list's other numbers show, else that of most campaigns.
   */
  readonly region?: Region | undefined;
  /** Stored with each opt-out. */
  readonly reason?: string | undefined;
  readonly accountId: string | null;
  /**
   * Begins the import in the caller's own transaction, which checks that their sign-in lasts; later ones do
   * not.
   */
  readonly write?: Core['write'];
};

/** The outcome of one number of a row. */
type NumberDecision = {
  readonly number: string;
  readonly subject: string;
  /** duplicate: an earlier row of the list has the number, so nothing is done. */
  readonly outcome: 'imported' | 'alreadyOptedOut' | 'duplicate';
};

/**
 * The outcome of a row, with all its numbers: imported, if one of them was not opted out yet;
 * alreadyOptedOut, if all were, so that the list is one more reason; duplicate, if earlier rows have all of
 * them.
 */
export type OptOutDecision = {
  readonly outcome: Exclude<DryRunOutcome, 'invalid'>;
  readonly numbers: readonly NumberDecision[];
};

/** Decides about one row. Dry run and import both use this, so they cannot differ. */
export function decideOptOut(
  core: Pick<Core, 'subject'>,
  db: Reader,
  numbers: readonly string[],
  isRepeated: (subject: string) => boolean,
): OptOutDecision {
  const decided = numbers.map((number): NumberDecision => {
    const subject = core.subject(number);
    if (isRepeated(subject)) return { number, subject, outcome: 'duplicate' };
    return { number, subject, outcome: isOptedOut(db, subject) ? 'alreadyOptedOut' : 'imported' };
  });
  const has = (wanted: NumberDecision['outcome']) => decided.some((each) => each.outcome === wanted);
  const outcome = has('imported') ? 'imported' : has('alreadyOptedOut') ? 'alreadyOptedOut' : 'duplicate';
  return { outcome, numbers: decided };
}

/** The country of bare numbers in a list that does not show it. */
export function countries(core: Core): { usual: Region; bothSides: boolean } {
  const sides = one<{ n: number }>(
    core.db,
    "SELECT count(DISTINCT region = 'GB') AS n FROM campaign WHERE region IN ('US', 'CA', 'GB')",
  );
  return { usual: usualRegion(core), bothSides: (sides?.n ?? 0) > 1 };
}

/**
 * Begins to opt out every number of a list, with cause `import`. Unlike with contacts, nothing is removed on
 * a cancel or a failure: no import may lose an opt-out (design, rule 9), and the people on the list did ask.
 * The job says how many.
 */
export function startOptOutImport(core: Core, input: OptOutImportInput): RunningJob {
  const { source, column, moreColumns, file, region, accountId } = input;
  const reason = input.reason ? written(input.reason) : keep('kept:reason.list');
  const id = beginJob(core, { kind: 'opt-outs', campaignId: null, accountId, reason }, input.write);
  return supervise(core, id, {
    work: (signal) =>
      readOptOutRows({
        source,
        column,
        moreColumns,
        file,
        region,
        ...countries(core),
        signal,
        write: (batch) => core.write((tx) => writeBatch(core, tx, { id, accountId, reason }, batch)),
        turn: core.turn,
      }),
    finish: (tx, result) => {
      append(core, tx, {
        kind: 'opt-outs-imported',
        actorId: accountId,
        evidenceId: id,
        payload: { ...result },
      });
      return NOTHING;
    },
    undo: async () => ({ detail: optedOutInWords(core, id) }),
  });
}

function writeBatch(
  core: Core,
  tx: Tx,
  job: { id: string; accountId: string | null; reason: Stored },
  batch: Batch<OptOutRow>,
): BatchResult {
  const result = { ...NO_RESULT };
  const reported: RefusedRow[] = [...batch.refused];
  const isRepeated = (subject: string) =>
    one(
      tx.db,
      'SELECT 1 FROM opt_out INDEXED BY opt_out_subject WHERE subject = ? AND import_id = ? LIMIT 1',
      subject,
      job.id,
    ) !== undefined;
  for (const row of batch.rows) {
    const { outcome, numbers } = decideOptOut(core, tx.db, row.numbers, isRepeated);
    result[outcome] += 1;
    const why = outcome === 'duplicate' ? 'duplicate' : row.check;
    if (why !== null) {
      const { line, raw, name, externalId } = row;
      reported.push({ line, raw, why, name, externalId });
    }
    if (outcome === 'duplicate') continue;
    if (row.check !== null) result.toCheck += 1;
    for (const each of numbers) {
      if (each.outcome === 'duplicate') continue;
      const { cancelled } = optOut(core, tx, {
        subject: each.subject,
        number: each.number,
        cause: 'import',
        actorId: job.accountId,
        reason: job.reason,
        rule: 'import',
        matched: '',
        conversationId: null,
        messageId: null,
        senderNumberId: null,
        importId: job.id,
        // A list may have a wrong time; nobody can have asked later than now.
        saidAt: Math.min(row.saidAt ?? tx.now, tx.now),
        receivedAt: tx.now,
      });
      result.numbers += 1;
      result.cancelled += cancelled;
    }
  }
  noteRefused(tx, job.id, withoutErased(core, tx, reported));
  noteProgress(tx, job.id, batch.progress);
  return result;
}

/** What an opt-out import that did not reach its end has done, for the job's detail. */
export function optedOutInWords(core: Core, jobId: string): Stored {
  const done = one<{ n: number }>(core.db, 'SELECT count(*) AS n FROM opt_out WHERE import_id = ?', jobId);
  return keep('kept:import.optedOut', { count: done?.n ?? 0 });
}

/** The region of most campaigns, for bare digits in a list that does not show it. */
function usualRegion(core: Core): Region {
  const most = one<{ region: string }>(
    core.db,
    'SELECT region FROM campaign GROUP BY region ORDER BY count(*) DESC, region DESC LIMIT 1',
  );
  return most === undefined ? 'US' : Region.parse(most.region);
}

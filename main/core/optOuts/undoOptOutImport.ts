import { type ImportResult, NO_RESULT } from '../../../shared/contract/lists/importOutcomes.ts';
import type { OptOutImport } from '../../../shared/contract/optOuts.ts';
import { t } from '../../../shared/text/say.ts';
import { keep, NOTHING, type Stored, said, written } from '../../../shared/text/stored.ts';
import { CoreError } from '../base/errors.ts';
import { append } from '../ledger/append.ts';
import { beginJob, type JobRow, jobById, jobOf, noteProgress } from '../lists/jobStore.ts';
import { type RunningJob, supervise } from '../lists/supervise.ts';
import type { Core } from '../store/context.ts';
import { all, one, sql } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';
import { reverseOptOuts } from './optOut.ts';

export type UndoInput = {
  /** The import. */
  readonly jobId: string;
  readonly reason: string;
  readonly accountId: string;
  /** Begins in the caller's own transaction, which checks that their sign-in lasts; later ones do not. */
  readonly write?: Core['write'];
};

/** Opt-outs in one transaction. */
const AT_ONCE = 200;

type Fact = { readonly id: string; readonly subject: string; readonly at: number; readonly reversed: number };

function madeBy(db: Reader, jobId: string): { made: number; inForce: number } {
  const row = one<{ made: number; reversed: number | null }>(
    db,
    'SELECT count(*) AS made, sum(reversed) AS reversed FROM opt_out INDEXED BY opt_out_import WHERE import_id = ?',
    jobId,
  );
  const made = row?.made ?? 0;
  return { made, inForce: made - (row?.reversed ?? 0) };
}

/**
 * Begins to undo a whole import: reverses exactly the opt-outs that it made, one reversal a number, all with
 * the same reason; other opt-outs of the same people stay in force. What a crash or a cancel leaves can be
 * undone by asking again. Messages that the import cancelled stay cancelled. @throws CoreError NOT_FOUND,
 * CONFLICT (running, or nothing is left)
 */
export function startUndo(core: Core, input: UndoInput): RunningJob {
  const job = jobById(core.db, input.jobId);
  if (job.kind === 'opt-outs-undo') throw new CoreError('NOT_FOUND', t('core:import.notOptOuts'));
  if (job.state === 'running') throw new CoreError('CONFLICT', t('core:import.stillRunning'));
  const under = one(core.db, "SELECT 1 FROM job WHERE undoes = ? AND state = 'running'", job.id);
  if (under !== undefined) throw new CoreError('CONFLICT', t('core:import.beingUndone'));
  const { made, inForce } = madeBy(core.db, job.id);
  if (inForce === 0) throw new CoreError('CONFLICT', t('core:import.nothingLeft'));
  const { accountId } = input;
  const reason = written(input.reason);
  const begun = { kind: 'opt-outs-undo', campaignId: null, accountId, reason, undoes: job.id } as const;
  const id = beginJob(core, begun, input.write);
  return supervise(core, id, {
    work: (signal) => undoAll(core, { ...input, undoId: id, made }, signal),
    finish: (tx, result) => {
      append(core, tx, {
        kind: 'opt-outs-import-undone',
        actorId: accountId,
        evidenceId: job.id,
        payload: { reversed: result.imported },
      });
      return NOTHING;
    },
    undo: async () => ({ detail: reversedInWords(core, id) }),
  });
}

async function undoAll(
  core: Core,
  { jobId, reason, accountId, undoId, made }: UndoInput & { undoId: string; made: number },
  signal: AbortSignal,
): Promise<ImportResult> {
  const result = { ...NO_RESULT };
  let last: Fact | undefined;
  for (;;) {
    signal.throwIfAborted();
    const facts: Fact[] = all<Fact>(
      core.db,
      sql`SELECT id, subject, at, reversed FROM opt_out INDEXED BY opt_out_import
        WHERE import_id = ${jobId} AND (at, id) < (${last?.at ?? Number.MAX_SAFE_INTEGER}, ${last?.id ?? ''})
       ORDER BY at DESC, id DESC LIMIT ${AT_ONCE}`,
    );
    last = facts.at(-1);
    if (last === undefined) return result;
    core.write((tx) => {
      for (const { id, subject, reversed } of facts) {
        if (reversed === 0)
          reverseOptOuts(core, tx, {
            subject,
            optOutIds: [id],
            actorId: accountId,
            reason: written(reason),
            undo: true,
          });
        result[reversed === 0 ? 'imported' : 'duplicate'] += 1;
      }
      result.rows += facts.length;
      noteProgress(tx, undoId, { bytes: result.rows, totalBytes: made, rows: result.rows });
    });
    await core.turn();
  }
}

/** How far an undoing came that did not reach its end. */
export function reversedInWords(core: Core, undoId: string): Stored {
  const row = one<{ undoes: string | null }>(core.db, 'SELECT undoes FROM job WHERE id = ?', undoId);
  const { made, inForce } = row?.undoes ? madeBy(core.db, row.undoes) : { made: 0, inForce: 0 };
  return keep('kept:import.reversed', { reversed: made - inForce, made });
}

/**
 * Imports that made opt-outs, newest first, 50 at most, each with what is left of it: lists of opt-outs, and
 * contact files that name people who must not be texted.
 */
export function optOutImports(db: Reader): OptOutImport[] {
  return all<JobRow & { by: string | null; reason: Stored }>(
    db,
    `SELECT j.*, a.name AS by FROM job j LEFT JOIN account a ON a.id = j.created_by
     WHERE j.kind = 'opt-outs' OR (j.kind = 'contacts' AND EXISTS
       (SELECT 1 FROM opt_out INDEXED BY opt_out_import WHERE import_id = j.id))
     ORDER BY j.created_at DESC, j.id DESC LIMIT 50`,
  ).map((row) => ({ job: jobOf(row), by: row.by, reason: said(row.reason), ...madeBy(db, row.id) }));
}

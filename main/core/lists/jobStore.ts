import {
  type ImportResult,
  type Outcome,
  type ReportedRow,
  ROW_REASONS,
} from '../../../shared/contract/lists/importOutcomes.ts';
import { Job } from '../../../shared/contract/lists.ts';
import { SystemName } from '../../../shared/systems/systems.ts';
import { t } from '../../../shared/text/say.ts';
import { NOTHING, type Stored, said } from '../../../shared/text/stored.ts';
import { CoreError } from '../base/errors.ts';
import { faultPoint } from '../base/faultPoint.ts';
import type { Core, Tx } from '../store/context.ts';
import { all, one, run, sql } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';
import type { ImportProgress } from './csvWorkerClient.ts';
import { reasonInWords, reasonOf, refusedCsv, type StoredRow } from './refusedCsv.ts';
import type { RefusedRow } from './rows.ts';

/**
 * The only writer of `job` and `job_refusal`: what an import is doing, its result, and the rows that it
 * refused.
 */

export type JobRow = {
  readonly id: string;
  readonly kind: string;
  readonly campaign_id: string | null;
  readonly state: string;
  readonly progress: string;
  readonly result: string | null;
  readonly detail: Stored;
  readonly source: Stored;
  readonly created_at: number;
};

export function jobOf(row: JobRow): Job {
  return Job.parse({
    id: row.id,
    kind: row.kind,
    campaignId: row.campaign_id,
    state: row.state,
    progress: JSON.parse(row.progress),
    result: row.result === null ? null : JSON.parse(row.result),
    detail: said(row.detail),
    source: said(row.source),
    createdAt: row.created_at,
  });
}

/** Throws CoreError NOT_FOUND. */
export function jobById(db: Reader, id: string): Job {
  const row = one<JobRow>(db, 'SELECT * FROM job WHERE id = ?', id);
  if (row === undefined) throw new CoreError('NOT_FOUND', t('core:import.gone'));
  return jobOf(row);
}

/** Newest first, 100 at most; those of one campaign, or all with the opt-out lists. */
export function listJobs(db: Reader, campaignId?: string): Job[] {
  const rows =
    campaignId === undefined
      ? all<JobRow>(db, 'SELECT * FROM job ORDER BY created_at DESC, id DESC LIMIT 100')
      : all<JobRow>(
          db,
          'SELECT * FROM job WHERE campaign_id = ? ORDER BY created_at DESC, id DESC LIMIT 100',
          campaignId,
        );
  return rows.map(jobOf);
}

const REFUSED =
  'SELECT line, value, why, name, external_id AS externalId, detail FROM job_refusal WHERE job_id = ?';

/** The refused rows as CSV. Throws CoreError NOT_FOUND. */
export function refusedFile(db: Reader, id: string): { fileName: string; csv: string } {
  const job = jobById(db, id);
  const rows = all<StoredRow>(db, `${REFUSED} ORDER BY line`, id);
  const day = new Date(job.createdAt).toISOString().slice(0, 10);
  return { fileName: `refused-${job.kind}-${day}.csv`, csv: refusedCsv(rows) };
}

/** Some of the rows that were refused or should be checked, by line. Throws CoreError NOT_FOUND. */
export function reportedRows(
  db: Reader,
  id: string,
  page: { outcome?: Outcome | 'toCheck' | undefined; offset: number; limit: number },
): { rows: ReportedRow[]; total: number } {
  jobById(db, id);
  const asked = page.outcome === 'toCheck' ? null : page.outcome;
  const reasons = Object.entries(ROW_REASONS).flatMap(([code, outcome]) =>
    asked === undefined || outcome === asked ? [code] : [],
  );
  const among = 'why IN (SELECT value FROM json_each(?))';
  const codes = JSON.stringify(reasons);
  const total = one<{ n: number }>(
    db,
    `SELECT count(*) AS n FROM job_refusal WHERE job_id = ? AND ${among}`,
    id,
    codes,
  );
  const rows = all<StoredRow>(
    db,
    `${REFUSED} AND ${among} ORDER BY line LIMIT ? OFFSET ?`,
    id,
    codes,
    page.limit,
    page.offset,
  );
  return { rows: rows.map(reportedRow), total: total?.n ?? 0 };
}

function reportedRow({ line, value, why, name = '', externalId = '', detail }: StoredRow): ReportedRow {
  const code = reasonOf(why);
  return {
    line,
    number: value,
    code,
    reason: reasonInWords(code, detail),
    outcome: ROW_REASONS[code],
    name,
    externalId,
  };
}

/** The system whose ids all contacts of a campaign have; null where that is not known of each of them. */
export function idsOfCampaign(db: Reader, campaignId: string): SystemName | null {
  const found = all<{ ids_of: string | null }>(
    db,
    "SELECT DISTINCT ids_of FROM job WHERE campaign_id = ? AND kind = 'contacts' AND state = 'done'",
    campaignId,
  );
  const [only] = found;
  return found.length === 1 && only ? (SystemName.safeParse(only.ids_of).data ?? null) : null;
}

export type NewJob = {
  readonly kind: Job['kind'];
  readonly campaignId: string | null;
  readonly accountId: string | null;
  readonly reason?: Stored;
  /** The import that this one undoes. */
  readonly undoes?: string;
  /** Where its contacts are from, in words; left out: a file. */
  readonly source?: Stored;
  /** The saved list that they are from. */
  readonly listId?: string;
  /** The system whose ids its contacts have; left out: not known. */
  readonly idsOf?: SystemName | null | undefined;
  /** What is needed to begin it again, as JSON; left out: it is not begun again. */
  readonly asked?: string;
};

/** Adds a job that runs from now on, in the transaction of what else begins with it. Returns its id. */
export function addJob(
  tx: Tx,
  { kind, campaignId, accountId, reason, undoes, source, listId, idsOf, asked }: NewJob,
): string {
  const id = tx.id();
  const progress: ImportProgress = { bytes: 0, totalBytes: 0, rows: 0 };
  run(
    tx.db,
    sql`INSERT INTO job (id, kind, campaign_id, state, progress, created_by, created_at, updated_at, reason, undoes, source, list_id,
        ids_of, asked)
      VALUES (${id}, ${kind}, ${campaignId}, 'running', ${JSON.stringify(progress)}, ${accountId}, ${tx.now}, ${tx.now},
        ${reason ?? NOTHING}, ${undoes ?? null}, ${source ?? NOTHING}, ${listId ?? null},
        ${idsOf ?? null}, ${asked ?? null})`,
  );
  tx.touch('jobs');
  return id;
}

export function beginJob(core: Core, job: NewJob, write: Core['write'] = core.write): string {
  const begun = write((tx) => addJob(tx, job));
  faultPoint('import.begun');
  return begun;
}

/** Called in the transaction that writes the rows, so that the job always says what the store has. */
export function noteProgress(tx: Tx, id: string, progress: ImportProgress): void {
  run(
    tx.db,
    sql`UPDATE job SET progress = ${JSON.stringify(progress)}, updated_at = ${tx.now} WHERE id = ${id}`,
  );
  tx.touch('jobs');
  faultPoint('import.batch');
}

export function endJob(
  tx: Tx,
  id: string,
  end: { state: 'done' | 'cancelled' | 'failed'; result: ImportResult | null; detail: Stored },
): void {
  const result = end.result === null ? null : JSON.stringify(end.result);
  run(
    tx.db,
    sql`UPDATE job SET state = ${end.state}, result = ${result}, detail = ${end.detail}, updated_at = ${tx.now},
        asked = NULL
      WHERE id = ${id}`,
  );
  tx.touch('jobs');
}

export function noteRefused(tx: Tx, id: string, rows: Iterable<RefusedRow>): void {
  for (const { line, raw, why, name = '', externalId = '', detail = NOTHING } of rows)
    run(
      tx.db,
      sql`INSERT INTO job_refusal (job_id, line, value, why, name, external_id, detail)
        VALUES (${id}, ${line}, ${raw}, ${why}, ${name}, ${externalId}, ${detail}) ON CONFLICT DO NOTHING`,
    );
}

/** Empties a refused row that names an erased person. */
export function scrubRefused(tx: Tx, id: string, line: number): void {
  run(
    tx.db,
    sql`UPDATE job_refusal SET value = '', name = '', external_id = '', detail = '' WHERE job_id = ${id} AND line = ${line}`,
  );
}

/** Empties the job's detail, which named an erased person. */
export function emptyJob(tx: Tx, id: string): void {
  run(tx.db, sql`UPDATE job SET detail = '' WHERE id = ${id}`);
}

/** Deletes the jobs of a draft that is deleted. */
export function removeJobs(tx: Tx, campaignId: string): void {
  run(tx.db, sql`DELETE FROM job WHERE campaign_id = ${campaignId}`);
}

/** For imports that stored nothing: a list of refused rows would suggest that the others were taken. */
export function dropRefused(tx: Tx, id: string): void {
  run(tx.db, sql`DELETE FROM job_refusal WHERE job_id = ${id}`);
}

export function runningJobs(db: Reader): Job[] {
  return all<JobRow>(db, "SELECT * FROM job WHERE state = 'running'").map(jobOf);
}

/** A follow-up that was running when the process died, and whom it was for. */
export type CutOff = {
  readonly campaignId: string;
  readonly accountId: string | null;
  readonly asked: string;
};

/** Those that can be begun again. Call it before the jobs are ended. */
export function cutOffFollowUps(db: Reader): CutOff[] {
  return all<CutOff>(
    db,
    `SELECT campaign_id AS campaignId, created_by AS accountId, asked FROM job
     WHERE state = 'running' AND asked IS NOT NULL AND campaign_id IS NOT NULL`,
  );
}

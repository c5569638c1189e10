import type { RowReason } from '../../../shared/contract/lists/importOutcomes.ts';
import type { FileOptions } from '../../../shared/contract/lists.ts';
import {
  type DryRun,
  DryRunCounts,
  type DryRunOutcome,
  type DryRunRow,
} from '../../../shared/contract/optOuts.ts';
import type { Region } from '../../../shared/schema/words.ts';
import { t } from '../../../shared/text/say.ts';
import { keep, NOTHING, type Stored, said } from '../../../shared/text/stored.ts';
import { CoreError } from '../base/errors.ts';
import { CsvProblem, type CsvSource } from '../lists/csvSource.ts';
import type { Batch } from '../lists/csvWorkerClient.ts';
import { type BatchResult, readOptOutRows } from '../lists/importRows.ts';
import { reasonInWords } from '../lists/refusedCsv.ts';
import type { OptOutRow } from '../lists/rows.ts';
import type { Core } from '../store/context.ts';
import { one } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';
import { countries, decideOptOut } from './optOutImport.ts';

export type DryRunInput = {
  readonly source: CsvSource;
  readonly column: number;
  readonly moreColumns?: readonly number[] | undefined;
  readonly file?: FileOptions | undefined;
  readonly region?: Region | undefined;
};

/** The reason becomes a sentence when it is read, in the reader's language. */
type KeptRow = Omit<DryRunRow, 'reason'> & { readonly why: RowReason | null };

type View = Omit<DryRun, 'detail'> & { readonly detail: Stored };
type Kept = { view: View; readonly rows: KeptRow[]; readonly stop: AbortController; done: Promise<void> };

/** Dry runs are in memory, since they write nothing; with more than this many, the oldest is dropped. */
const MOST = 4;
const runs = new WeakMap<Reader, Map<string, Kept>>();

function dryRunsOf(core: Core): Map<string, Kept> {
  const found = runs.get(core.db) ?? new Map<string, Kept>();
  runs.set(core.db, found);
  return found;
}

function find(core: Core, id: string): Kept {
  const found = dryRunsOf(core).get(id);
  if (!found) throw new CoreError('NOT_FOUND', t('core:import.dryRunGone'));
  return found;
}

/** Texts that an opt-out of the number would cancel. */
function queuedTexts(db: Reader, subject: string): number {
  const queued = one<{ n: number }>(
    db,
    "SELECT count(*) AS n FROM message WHERE subject = ? AND state = 'queued' AND kind <> 'confirmation'",
    subject,
  );
  return queued?.n ?? 0;
}

/** The outcomes of a piece's rows, in the order of the file. Writes nothing. */
function decideBatch(core: Core, seen: Set<string>, batch: Batch<OptOutRow>): KeptRow[] {
  const good = batch.rows.map((row): KeptRow => {
    const { outcome, numbers } = decideOptOut(core, core.db, row.numbers, (subject) => seen.has(subject));
    for (const { subject } of numbers) seen.add(subject);
    const contact = numbers
      .map(({ subject }) =>
        one<{ name: string }>(
          core.db,
          `SELECT trim(first_name || ' ' || last_name) AS name FROM conversation WHERE subject = ?
           ORDER BY sort_at DESC, id DESC LIMIT 1`,
          subject,
        ),
      )
      .find((found) => found !== undefined);
    const check = outcome === 'duplicate' ? null : row.check;
    return {
      line: row.line,
      raw: row.raw,
      numbers: [...row.numbers],
      name: contact ? contact.name || t('timeline:noName') : '',
      outcome,
      why: outcome === 'duplicate' ? 'duplicate' : check,
      check: check !== null,
      cancelled: numbers.reduce(
        (sum, each) => sum + (each.outcome === 'duplicate' ? 0 : queuedTexts(core.db, each.subject)),
        0,
      ),
    };
  });
  const refused = batch.refused.map(
    (row): KeptRow => ({
      line: row.line,
      raw: row.raw,
      numbers: [],
      name: '',
      outcome: 'invalid',
      why: row.why,
      check: false,
      cancelled: 0,
    }),
  );
  return [...good, ...refused].sort((a, b) => a.line - b.line);
}

function take(core: Core, kept: Kept, seen: Set<string>, batch: Batch<OptOutRow>): BatchResult {
  const before = seen.size;
  const rows = decideBatch(core, seen, batch);
  const counts = { ...kept.view.counts };
  for (const row of rows) {
    kept.rows.push(row);
    counts.rows += 1;
    counts[row.outcome] += 1;
    counts.cancelled += row.cancelled;
    if (row.check) counts.toCheck += 1;
    if (row.name !== '' && row.outcome !== 'duplicate') counts.contacts += 1;
  }
  counts.numbers += seen.size - before;
  kept.view = { ...kept.view, counts, progress: batch.progress };
  return {};
}

/**
 * Begins a dry run of importing a list. The file is read on a thread of its own; each row is decided as in
 * the import.
 */
export function startDryRun(core: Core, input: DryRunInput): DryRun {
  const all = dryRunsOf(core);
  for (const id of [...all.keys()].slice(0, Math.max(0, all.size - MOST + 1))) dropDryRun(core, id);
  const id = core.ports.ids.next();
  const kept: Kept = {
    view: {
      id,
      state: 'running',
      progress: { bytes: 0, totalBytes: 0, rows: 0 },
      counts: DryRunCounts.parse({ rows: 0, contacts: 0 }),
      detail: NOTHING,
    },
    rows: [],
    stop: new AbortController(),
    done: Promise.resolve(),
  };
  all.set(id, kept);
  const seen = new Set<string>();
  kept.done = readOptOutRows({
    ...input,
    ...countries(core),
    signal: kept.stop.signal,
    write: (batch) => take(core, kept, seen, batch),
  }).then(
    () => {
      kept.view = { ...kept.view, state: 'done' };
    },
    (error: unknown) => {
      const detail = error instanceof CsvProblem ? error.kept : keep('kept:csv.dryRun');
      kept.view = { ...kept.view, state: 'failed', detail };
    },
  );
  return inWords(kept.view);
}

const inWords = (view: View): DryRun => ({ ...view, detail: said(view.detail) });

/** @throws CoreError NOT_FOUND */
export const dryRunState = (core: Core, id: string): DryRun => inWords(find(core, id).view);

/** Resolves when the dry run has ended in any way. @throws CoreError NOT_FOUND */
export async function dryRunEnded(core: Core, id: string): Promise<DryRun> {
  await find(core, id).done;
  return dryRunState(core, id);
}

/**
 * Some rows, in the order of the file; `cancelled`: those that would cancel messages, `toCheck`: those to be
 * checked. @throws CoreError NOT_FOUND
 */
export function dryRunRows(
  core: Core,
  id: string,
  page: {
    readonly outcome?: DryRunOutcome | 'cancelled' | 'toCheck' | undefined;
    readonly offset: number;
    readonly limit: number;
  },
): { rows: DryRunRow[]; total: number } {
  const { outcome, offset, limit } = page;
  const { rows } = find(core, id);
  const asked =
    outcome === undefined
      ? rows
      : rows.filter((row) =>
          outcome === 'cancelled'
            ? row.cancelled > 0
            : outcome === 'toCheck'
              ? row.check
              : row.outcome === outcome,
        );
  return {
    rows: asked
      .slice(offset, offset + limit)
      .map(({ why, ...row }) => ({ ...row, reason: why === null ? '' : reasonInWords(why) })),
    total: asked.length,
  };
}

/** Drops every dry run, since they hold numbers and names. */
export function dropDryRuns(core: Core): void {
  for (const id of [...dryRunsOf(core).keys()]) dropDryRun(core, id);
}

/** Stops a dry run and drops its rows. */
export function dropDryRun(core: Core, id: string): void {
  const all = dryRunsOf(core);
  all.get(id)?.stop.abort();
  all.delete(id);
}

import { setTimeout as pause } from 'node:timers/promises';
import type { ImportResult } from '../../../shared/contract/lists/importOutcomes.ts';
import type { Job } from '../../../shared/contract/lists.ts';
import { keep, type Stored, written } from '../../../shared/text/stored.ts';
import { faultPoint } from '../base/faultPoint.ts';
import type { Core, Tx } from '../store/context.ts';
import { StoreError } from '../store/types.ts';
import { CsvProblem } from './csvSource.ts';
import { endJob, jobById } from './jobStore.ts';

export type RunningJob = {
  /** The job at the beginning. */
  readonly job: Job;
  /** The job at the end; never rejects because of an error inside the import. */
  readonly done: Promise<Job>;
  /** Stops the import because Heed closes, without waiting for a store that cannot be written. */
  leave(): void;
  /** Stops the import; `done` then resolves with state 'cancelled', unless it had ended before. */
  cancel(): void;
};

/** What differs between kinds of import. */
export type Steps = {
  /** It is begun again at the next start, where Heed closes meanwhile. */
  readonly again?: boolean;
  readonly work: (signal: AbortSignal) => Promise<ImportResult>;
  /** Called in the transaction that ends the job; returns a detail for the screen, empty if there is none. */
  readonly finish: (tx: Tx, result: ImportResult) => Stored;
  /** Called after a cancel or a failure; returns what stayed in the store. */
  readonly undo: () => Promise<{ detail: Stored }>;
};

/** Runs an import to its end and notes the result in the job's row. */
export function supervise(core: Core, id: string, steps: Steps): RunningJob {
  const stop = new AbortController();
  const leave = new AbortController();
  return {
    job: jobById(core.db, id),
    done: run(core, id, steps, stop.signal, leave.signal),
    cancel: () => stop.abort(),
    leave: () => {
      stop.abort();
      leave.abort();
    },
  };
}

/** Milliseconds to wait where the store cannot be written. */
const WRITE_AGAIN = 1000;

/**
 * Does the work, repeatedly while the store cannot be written. Rejects when Heed closes meanwhile; the next
 * start then does it.
 */
async function onceWritable(leaving: AbortSignal, work: () => Promise<void>): Promise<void> {
  for (;;) {
    try {
      await work();
      return;
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
    }
    await pause(WRITE_AGAIN, undefined, { signal: leaving });
  }
}

async function run(
  core: Core,
  id: string,
  steps: Steps,
  signal: AbortSignal,
  leaving: AbortSignal,
): Promise<Job> {
  try {
    const result = await steps.work(signal);
    core.write((tx) => {
      endJob(tx, id, { state: 'done', result, detail: steps.finish(tx, result) });
      faultPoint('import.finished');
    });
    core.ports.log.info('import-done', { job: id, ...result });
  } catch (error) {
    // The next start takes back its rows and begins it again.
    if (leaving.aborted && steps.again) return jobById(core.db, id);
    const state = signal.aborted ? 'cancelled' : 'failed';
    const why = signal.aborted ? keep('kept:import.cancelled') : reasonOf(error);
    await onceWritable(leaving, async () => {
      const { detail } = await steps.undo();
      core.write((tx) =>
        endJob(tx, id, { state, result: null, detail: keep('kept:two', { first: why, second: detail }) }),
      );
    });
    const code = error instanceof CsvProblem ? error.code : error instanceof Error ? error.name : 'unknown';
    core.ports.log.warn('import-ended', { job: id, state, code });
  }
  return jobById(core.db, id);
}

function reasonOf(error: unknown): Stored {
  if (error instanceof CsvProblem) return error.kept;
  if (error instanceof StoreError)
    return keep('kept:two', { first: error.kept.message, second: error.kept.remedy });
  const what = error instanceof Error ? error.message : String(error);
  return keep('kept:import.wrong', { what: written(what) });
}

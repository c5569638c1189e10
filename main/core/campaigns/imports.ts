import type { Job } from '../../../shared/contract/lists.ts';
import { t } from '../../../shared/text/say.ts';
import { keep } from '../../../shared/text/stored.ts';
import { CoreError } from '../base/errors.ts';
import { faultPoint } from '../base/faultPoint.ts';
import { cutOffFollowUps, dropRefused, endJob, jobById, runningJobs } from '../lists/jobStore.ts';
import type { RunningJob } from '../lists/supervise.ts';
import { type OptOutImportInput, optedOutInWords, startOptOutImport } from '../optOuts/optOutImport.ts';
import { reversedInWords, startUndo, type UndoInput } from '../optOuts/undoOptOutImport.ts';
import type { Core } from '../store/context.ts';
import { type ContactImportInput, keptInWords, removeSome, startContactImport } from './contactImport.ts';
import { type FollowUpInput, followUpAgain, startFollowUp } from './followUp.ts';
import { type ListUse, startListUse } from './savedLists.ts';

/** The imports of one open store. */
export type Imports = {
  /** See startContactImport. */
  contacts(input: ContactImportInput): Job;
  /** See startFollowUp. */
  followUp(input: FollowUpInput): { readonly campaignId: string; readonly job: Job };
  /** See startListUse. */
  fromList(input: ListUse): Job;
  /** See startOptOutImport. */
  optOuts(input: OptOutImportInput): Job;
  /** See startUndo. */
  undoOptOuts(input: UndoInput): Job;
  /**
   * Stops an import and waits until its rows are removed. Throws CoreError: NOT_FOUND, CONFLICT (it has
   * ended).
   */
  cancel(id: string): Promise<Job>;
  /** Resolves when the import has ended in any way; for tests and the demo. */
  ended(id: string): Promise<Job>;
  /** Cancels running imports and waits for them, before the store closes. */
  close(): Promise<void>;
};

/** Begins by ending what a crash interrupted, see recoverJobs, and begins follow-ups again. */
export function createImports(core: Core): Imports {
  const cutOff = cutOffFollowUps(core.db);
  recoverJobs(core);
  const running = new Map<string, RunningJob>();
  const track = (started: RunningJob): Job => {
    running.set(started.job.id, started);
    const forget = () => running.delete(started.job.id);
    started.done.then(forget, forget);
    return started.job;
  };
  for (const each of cutOff) {
    const again = followUpAgain(core, each);
    if (again !== null) track(again);
  }
  return {
    contacts: (input) => track(startContactImport(core, input)),
    followUp: (input) => {
      const { campaignId, running: started } = startFollowUp(core, input);
      return { campaignId, job: track(started) };
    },
    fromList: (input) => track(startListUse(core, input)),
    optOuts: (input) => track(startOptOutImport(core, input)),
    undoOptOuts: (input) => track(startUndo(core, input)),
    cancel: async (id) => {
      const found = running.get(id);
      if (found === undefined) {
        jobById(core.db, id);
        throw new CoreError('CONFLICT', t('core:import.ended'));
      }
      found.cancel();
      return found.done;
    },
    ended: async (id) => (await running.get(id)?.done) ?? jobById(core.db, id),
    close: async () => {
      for (const job of running.values()) job.leave();
      await Promise.allSettled([...running.values()].map((job) => job.done));
    },
  };
}

/**
 * Ends the imports that were running when the process died. Contacts are removed, so that nothing is half
 * done; opt-outs stay. Call it once after the store was opened, before any import starts.
 */
export function recoverJobs(core: Core): Job[] {
  return runningJobs(core.db).map((job) => {
    if (job.kind === 'contacts') while (removeSome(core, job.id) > 0);
    const kept =
      job.kind === 'contacts'
        ? keptInWords(core, job.id, keep('kept:import.noneAgain'))
        : job.kind === 'opt-outs'
          ? optedOutInWords(core, job.id)
          : reversedInWords(core, job.id);
    faultPoint('import.recovered');
    core.write((tx) => {
      endJob(tx, job.id, {
        state: 'failed',
        result: null,
        detail: keep('kept:import.closed', { kept }),
      });
      if (job.kind === 'contacts') dropRefused(tx, job.id);
      tx.touch('conversations');
    });
    core.ports.log.warn('import-recovered', { job: job.id, kind: job.kind });
    return jobById(core.db, job.id);
  });
}

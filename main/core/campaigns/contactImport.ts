import { type ImportResult, NO_RESULT, OUTCOMES } from '../../../shared/contract/lists/importOutcomes.ts';
import type { NoTextsChoice } from '../../../shared/contract/lists/noTexts.ts';
import type { FileOptions, Mapping, TakeIn } from '../../../shared/contract/lists.ts';
import { Region } from '../../../shared/schema/words.ts';
import type { SystemName } from '../../../shared/systems/systems.ts';
import { t } from '../../../shared/text/say.ts';
import { keep, NOTHING, type Stored, written } from '../../../shared/text/stored.ts';
import { CoreError } from '../base/errors.ts';
import { faultPoint } from '../base/faultPoint.ts';
import {
  createConversations,
  projectHold,
  projectOptState,
  removeImported,
} from '../conversations/conversationRecord.ts';
import { shareOut } from '../conversations/shareOut.ts';
import { append } from '../ledger/append.ts';
import type { CsvSource } from '../lists/csvSource.ts';
import type { Batch } from '../lists/csvWorkerClient.ts';
import { add, type BatchResult, type ContactOptions, importContacts } from '../lists/importRows.ts';
import { beginJob, dropRefused, noteProgress, noteRefused } from '../lists/jobStore.ts';
import type { ContactRow, RefusedRow } from '../lists/rows.ts';
import { type RunningJob, supervise } from '../lists/supervise.ts';
import { optedOutInWords } from '../optOuts/optOutImport.ts';
import { withoutErased } from '../people/numbersIn.ts';
import { keptFact } from '../people/sentences.ts';
import type { Core, Tx } from '../store/context.ts';
import { one } from '../store/statement.ts';
import { OVERSEERS } from '../store/tx.ts';
import { optOutRow } from './contactOptOuts.ts';
import { countOften, decideContacts } from './decideContacts.ts';
import { knownRows, useTakenIn } from './knownRows.ts';

export type ContactImportInput = {
  readonly campaignId: string;
  readonly source: CsvSource;
  readonly mapping: Mapping;
  readonly file?: FileOptions | undefined;
  /** What to do with columns that say who must not be texted; for those not named see noTextsPlan. */
  readonly noTexts?: readonly NoTextsChoice[] | undefined;
  /** Rows that are taken in although something is known about their number; none if left out. */
  readonly takeIn?: readonly TakeIn[] | undefined;
  /** Whether landlines and internet lines are taken. */
  readonly fixedLines?: boolean | undefined;
  /** The system whose ids the column of ids has, where that is known. */
  readonly idsOf?: SystemName | undefined;
  /** The admin who asked for it. */
  readonly accountId: string | null;
  /**
   * Begins the import in the caller's own transaction, which checks that their sign-in lasts; later ones do
   * not.
   */
  readonly write?: Core['write'];
};

/**
 * Begins to import a contact file into a campaign: one conversation a number, in batches, each in one
 * transaction with the job's progress. A cancelled or failed import removes its rows, except those already
 * texted. Throws CoreError: NOT_FOUND (no such campaign), CONFLICT (the campaign is closed).
 */
export function startContactImport(core: Core, input: ContactImportInput): RunningJob {
  const { campaignId, accountId, takeIn = [], idsOf } = input;
  const options = contactOptions(core, input);
  const reason = reasonOf(core, campaignId);
  const id = beginJob(core, { kind: 'contacts', campaignId, accountId, reason, idsOf }, input.write);
  return superviseContacts(
    core,
    { id, campaignId, accountId, takeIn },
    {
      read: (write, signal, turn) => importContacts({ ...options, signal, write, turn }),
      detail: (result) => noTextsInWords(result, input.noTexts),
    },
  );
}

type ContactRows = {
  readonly read: (
    write: (batch: Batch<ContactRow>) => BatchResult,
    signal: AbortSignal,
    turn: Core['turn'],
  ) => Promise<ImportResult>;
  /** What to say of them in the end. */
  readonly detail?: (result: ImportResult) => Stored;
  /** See Steps. */
  readonly again?: boolean;
};

/** Runs a job that writes contacts into a campaign, from wherever they are read, to its end. */
export function superviseContacts(core: Core, job: Job, rows: ContactRows): RunningJob {
  const { id, campaignId, accountId, takeIn } = job;
  return supervise(core, id, {
    again: rows.again ?? false,
    work: (signal) => rows.read((batch) => writeWhole(core, job, batch), signal, core.turn),
    finish: (tx, result) => {
      useTakenIn(core, tx, { id, takeIn, accountId });
      shareOut(core, tx, campaignId);
      append(core, tx, {
        kind: 'contacts-imported',
        actorId: accountId,
        evidenceId: id,
        payload: { campaign: campaignId, ...result },
      });
      return rows.detail?.(result) ?? NOTHING;
    },
    undo: async () => {
      await takeBack(core, id);
      return { detail: keptInWords(core, id, keep('kept:import.none')) };
    },
  });
}

/**
 * How the file is to be read, for the import and its dry run.
 * Throws CoreError: NOT_FOUND (no such campaign), CONFLICT (the campaign is closed).
 */
export function contactOptions(
  core: Core,
  input: ContactImportInput,
): ContactOptions & Pick<ContactImportInput, 'source' | 'file'> {
  const { campaignId, source, mapping, file, noTexts, fixedLines } = input;
  const region = openCampaign(core, campaignId);
  const subjectKey = core.subjectKey.export().toString('hex');
  return { source, mapping, file, noTexts, fixedLines, region, subjectKey };
}

/** What was done by columns that say who must not be texted; empty: nothing. */
function noTextsInWords(result: ImportResult, chosen: readonly NoTextsChoice[] | undefined): Stored {
  const { optedOut, leftOut } = result;
  if (optedOut + leftOut === 0) return NOTHING;
  return keep(chosen ? 'kept:import.noTextsChosen' : 'kept:import.noTextsByDefault', { optedOut, leftOut });
}

/** The reason of opt-outs by the file's columns, for the list of imports. */
function reasonOf(core: Core, campaignId: string): Stored {
  const found = one<{ name: string }>(
    core.db,
    'SELECT name FROM campaign WHERE id = ? AND is_test = 0',
    campaignId,
  );
  return keep('kept:reason.contacts', { campaign: written(found?.name ?? '') });
}

/** The region of a campaign that takes contacts. @throws CoreError NOT_FOUND, CONFLICT */
export function openCampaign(core: Pick<Core, 'db'>, id: string): Region {
  const found = one<{ region: string; state: string; archived: number }>(
    core.db,
    'SELECT region, state, archived_at IS NOT NULL AS archived FROM campaign WHERE id = ? AND is_test = 0',
    id,
  );
  if (found === undefined) throw new CoreError('NOT_FOUND', t('core:import.campaignGone'));
  if (found.state === 'closed') {
    throw new CoreError('CONFLICT', t('core:import.campaignClosed'));
  }
  if (found.archived === 1) throw new CoreError('CONFLICT', t('core:campaign.archived'));
  return Region.parse(found.region);
}

type Job = {
  readonly id: string;
  readonly campaignId: string;
  readonly accountId: string | null;
  readonly takeIn: readonly TakeIn[];
};

/** Writes one batch in a transaction. One that opts somebody out is durable at once. */
function writeWhole(core: Core, job: Job, batch: Batch<ContactRow>): BatchResult {
  const write = batch.rows.some(({ optOut }) => optOut !== null) ? core.write : core.writePart;
  return write((tx) => writeBatch(core, tx, job, batch));
}

/**
 * Writes one batch. Numbers are unique in a campaign by their subject, so a second row of a number writes
 * nothing.
 */
function writeBatch(core: Core, tx: Tx, job: Job, batch: Batch<ContactRow>): BatchResult {
  const rev = tx.rev();
  const result = { ...NO_RESULT };
  const known = knownRows(core, batch.rows, job.takeIn);
  const outcomes = decideContacts(tx.db, job.campaignId, batch.rows, new Set(), known);
  result.textedOften += countOften(tx.db, batch.rows, outcomes, tx.now);
  const reported: RefusedRow[] = [...batch.refused];
  const created: ContactRow[] = [];
  /** What follows for numbers whose rows are in the store then. */
  const later: (() => void)[] = [];
  for (const [index, row] of batch.rows.entries()) {
    const outcome = outcomes[index] ?? 'imported';
    result[outcome] += 1;
    if (outcome === 'imported' && row.optOut === null && !known.has(row)) {
      // Nearly all rows of nearly all files.
      if (row.unreadPlace) result.unreadPlace += 1;
      created.push(row);
      continue;
    }
    if (outcome === 'erased') {
      reported.push({ line: row.line, raw: '', why: 'erased', name: '', externalId: '' });
      continue;
    }
    const name = `${row.firstName} ${row.lastName}`.trim();
    const { reason } = OUTCOMES[outcome];
    const report = { line: row.line, raw: row.raw, name, externalId: row.externalId };
    const { optOut } = row;
    if (optOut) later.push(() => add(result, optOutRow(core, tx, job, optOut)));
    if (outcome === 'duplicate') {
      // Its first number was in an earlier row; its further numbers may be new.
      reported.push({ ...report, why: 'duplicate' });
      continue;
    }
    const found = known.get(row);
    if (found && (outcome === 'wrongNumber' || outcome === 'noTexts')) {
      if (reason) reported.push({ ...report, why: reason, detail: keptFact(found.fact) });
      continue;
    }
    if (found?.as === 'other-name' && outcome === 'imported') {
      reported.push({ ...report, why: 'other-name', detail: keptFact(found.fact) });
      result.toCheck += 1;
    }
    if (row.unreadPlace) result.unreadPlace += 1;
    // A person who is opted out is stored too, so that the history shows the contact; closed, so that nobody
    // texts them.
    if (optOut?.isContact !== false) created.push(row);
    if (optOut && outcome === 'optedOut') reported.push({ ...report, why: 'opted-out', detail: optOut.says });
    if (outcome === 'alreadyOptedOut') later.push(() => projectOptState(tx, row.subject));
    if (outcome === 'onHold') {
      later.push(() => projectHold(tx, row.subject));
      reported.push({ ...report, why: 'on-hold' });
    }
  }
  createConversations(tx, { campaignId: job.campaignId, importId: job.id }, created, rev);
  for (const follow of later) follow();
  noteRefused(tx, job.id, withoutErased(core, tx, reported));
  noteProgress(tx, job.id, batch.progress);
  // They are nobody's yet; whoever shares them out, or is given some, tells their texters.
  tx.touch('conversations', OVERSEERS);
  tx.touch('campaigns', OVERSEERS);
  tx.touch('handing');
  return result;
}

const REMOVED_AT_ONCE = 500;

/**
 * Removes what an import wrote, in pieces that leave time for other work. A contact with any history stays.
 */
async function takeBack(core: Core, jobId: string): Promise<void> {
  while (removeSome(core, jobId) > 0) {
    faultPoint('import.undone-some');
    await core.turn();
  }
  core.write((tx) => {
    dropRefused(tx, jobId);
    tx.touch('conversations');
    tx.touch('campaigns');
  });
}

/** Removes up to 500 rows of an import; returns how many. */
export function removeSome(core: Core, jobId: string): number {
  return core.write((tx) => removeImported(tx, jobId, REMOVED_AT_ONCE));
}

/** What became of the rows, for the job's detail. */
export function keptInWords(core: Core, jobId: string, none: Stored): Stored {
  const kept = one<{ n: number }>(
    core.db,
    'SELECT count(*) AS n FROM conversation WHERE import_id = ?',
    jobId,
  );
  const n = kept?.n ?? 0;
  const contacts = n === 0 ? none : keep('kept:import.allBut', { count: n });
  const optedOut = one(
    core.db,
    'SELECT 1 FROM opt_out INDEXED BY opt_out_import WHERE import_id = ? LIMIT 1',
    jobId,
  );
  if (optedOut === undefined) return contacts;
  // Opt-outs of an import stay, even when the import is undone.
  return keep('kept:two', { first: contacts, second: optedOutInWords(core, jobId) });
}

import { setImmediate } from 'node:timers/promises';
import type { Mapping } from '../../../shared/contract/imports.ts';
import { Region } from '../../../shared/schema/words.ts';
import { t } from '../../../shared/text/say.ts';
import { keep } from '../../../shared/text/stored.ts';
import { shareOut } from '../campaigns/shareOut.ts';
import type { Core, Tx } from '../context.ts';
import { withoutErased } from '../erase/loose.ts';
import { CoreError } from '../errors.ts';
import { faultPoint } from '../faultPoint.ts';
import { append } from '../ledger/append.ts';
import { projectOptState } from '../ledger/project.ts';
import { heldBy, projectHold } from '../people/holds.ts';
import { all, one, run, statement } from '../store/statement.ts';
import type { CsvSource } from './csvSource.ts';
import type { Batch } from './csvWorkerClient.ts';
import { type BatchResult, importContacts } from './importRows.ts';
import { beginJob, dropRefused, noteProgress, noteRefused } from './jobStore.ts';
import type { ContactRow } from './rows.ts';
import { type RunningJob, supervise } from './supervise.ts';

export type ContactImportInput = {
  readonly campaignId: string;
  readonly source: CsvSource;
  readonly mapping: Mapping;
  /** The admin who asked for it. */
  readonly accountId: string | null;
  /** The caller's own way to write, with which the import begins; what follows it does by itself. */
  readonly write?: Core['write'];
};

/**
 * Begins to import a contact file into a campaign: one conversation a number, batch by batch, each with the job's
 * progress in one transaction. A cancelled or failed import takes its rows back, all but those already texted.
 * Throws CoreError: NOT_FOUND (no such campaign), CONFLICT (the campaign is closed).
 */
export function startContactImport(core: Core, input: ContactImportInput): RunningJob {
  const { campaignId, source, mapping, accountId } = input;
  const region = openCampaign(core, campaignId);
  const id = beginJob(core, { kind: 'contacts', campaignId, accountId }, input.write);
  return supervise(core, id, {
    work: (signal) =>
      importContacts({
        source,
        mapping,
        region,
        subjectKey: core.subjectKey.export().toString('hex'),
        signal,
        write: (batch) => core.write((tx) => writeBatch(core, tx, { id, campaignId }, batch)),
      }),
    finish: (tx, result) => {
      shareOut(core, tx, campaignId);
      append(core, tx, {
        kind: 'contacts-imported',
        actorId: accountId,
        evidenceId: id,
        payload: { campaign: campaignId, ...result },
      });
      return '';
    },
    undo: async () => {
      await removeImported(core, id);
      return { detail: keptInWords(core, id, keep('kept:import.none')) };
    },
  });
}

function openCampaign(core: Core, id: string): Region {
  const found = one<{ region: string; state: string }>(
    core.db,
    'SELECT region, state FROM campaign WHERE id = ?',
    id,
  );
  if (found === undefined) throw new CoreError('NOT_FOUND', t('core:import.campaignGone'));
  if (found.state === 'closed') {
    throw new CoreError('CONFLICT', t('core:import.campaignClosed'));
  }
  return Region.parse(found.region);
}

/** Those of the subjects for whom `condition` holds, in one search along an index. */
function among(tx: Tx, subjects: readonly string[], condition: string): Set<string> {
  const found = all<{ subject: string }>(
    tx.db,
    `SELECT j.value AS subject FROM json_each(?) j WHERE EXISTS (SELECT 1 FROM ${condition})`,
    JSON.stringify(subjects),
  );
  return new Set(found.map((row) => row.subject));
}

/** Numbers are unique in a campaign by their keyed hash, so a second row of the same number writes nothing. */
function writeBatch(
  core: Core,
  tx: Tx,
  job: { id: string; campaignId: string },
  batch: Batch<ContactRow>,
): BatchResult {
  const insert = statement(
    tx.db,
    `INSERT INTO conversation (id, campaign_id, subject, number, first_name, last_name, external_id, fields, zones, state,
       sort_at, import_id, created_at, rev)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'to-send', ?, ?, ?, ?) ON CONFLICT (campaign_id, subject) DO NOTHING`,
  );
  const result = { imported: 0, duplicate: 0, alreadyOptedOut: 0, erased: 0, onHold: 0 };
  const rev = tx.rev();
  const subjects = batch.rows.map((row) => row.subject);
  const erased = among(tx, subjects, 'erasure e WHERE e.subject = j.value AND e.ended_at IS NULL');
  const optedOut = among(tx, subjects, 'opt_out o WHERE o.subject = j.value AND o.reversed = 0');
  const held = among(tx, subjects, heldBy('j.value'));
  // Lists run from the newest to the oldest. In their order each row comes behind the one before it, which fills the pages of their
  // indexes; the other way round each page would be left half empty.
  const ids = batch.rows.map(() => tx.id()).reverse();
  for (const [index, row] of batch.rows.entries()) {
    const { subject } = row;
    if (erased.has(subject)) {
      result.erased += 1;
      noteRefused(tx, job.id, [{ line: row.line, raw: '', why: 'erased' }]);
      continue;
    }
    const { changes } = insert.run(
      ids[index],
      job.campaignId,
      subject,
      row.number,
      row.firstName,
      row.lastName,
      row.externalId,
      row.fields,
      row.zones,
      tx.now,
      job.id,
      tx.now,
      rev,
    );
    if (changes === 0) {
      result.duplicate += 1;
      noteRefused(tx, job.id, [{ line: row.line, raw: row.raw, why: 'duplicate' }]);
      continue;
    }
    result.imported += 1;
    // Kept, so that the history shows the contact; closed, so that nobody texts them.
    if (optedOut.has(subject)) {
      result.alreadyOptedOut += 1;
      projectOptState(tx, subject);
    } else if (held.has(subject)) {
      result.onHold += 1;
      projectHold(tx, subject);
      noteRefused(tx, job.id, [{ line: row.line, raw: row.raw, why: 'on-hold' }]);
    }
  }
  noteRefused(tx, job.id, withoutErased(core, tx, batch.refused));
  noteProgress(tx, job.id, batch.progress);
  tx.touch('conversations');
  tx.touch('campaigns');
  return result;
}

const REMOVED_AT_ONCE = 500;

/** Takes back what an import wrote, in pieces that leave room for other work. A contact with any history stays. */
async function removeImported(core: Core, jobId: string): Promise<void> {
  while (removeSome(core, jobId) > 0) {
    faultPoint('import.undone-some');
    await setImmediate();
  }
  core.write((tx) => {
    dropRefused(tx, jobId);
    tx.touch('conversations');
    tx.touch('campaigns');
  });
}

/** Removes up to 500 rows of an import; returns how many. */
export function removeSome(core: Core, jobId: string): number {
  return core.write((tx) =>
    run(
      tx.db,
      `DELETE FROM conversation WHERE id IN (
         SELECT c.id FROM conversation c WHERE c.import_id = ?
           AND NOT EXISTS (SELECT 1 FROM message m WHERE m.conversation_id = c.id)
           AND NOT EXISTS (SELECT 1 FROM action a WHERE a.conversation_id = c.id)
           AND NOT EXISTS (SELECT 1 FROM prevented p WHERE p.conversation_id = c.id)
           AND NOT EXISTS (SELECT 1 FROM opt_out o WHERE o.subject = c.subject AND o.conversation_id = c.id)
         LIMIT ${REMOVED_AT_ONCE})`,
      jobId,
    ),
  );
}

/** What became of the rows, for the job's detail. */
export function keptInWords(core: Core, jobId: string, none: string): string {
  const kept = one<{ n: number }>(
    core.db,
    'SELECT count(*) AS n FROM conversation WHERE import_id = ?',
    jobId,
  );
  const n = kept?.n ?? 0;
  if (n === 0) return none;
  return keep('kept:import.allBut', { count: n });
}

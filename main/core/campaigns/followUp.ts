import type { Who } from '../../../shared/contract/campaigns/who.ts';
import type { CopyPart } from '../../../shared/contract/campaigns.ts';
import type { ContactDryRun, TakeIn } from '../../../shared/contract/lists.ts';
import { keep, written } from '../../../shared/text/stored.ts';
import { faultPoint } from '../base/faultPoint.ts';
import { importPieces } from '../lists/importRows.ts';
import { addJob, idsOfCampaign } from '../lists/jobStore.ts';
import type { RunningJob } from '../lists/supervise.ts';
import type { Core } from '../store/context.ts';
import type { Reader } from '../store/types.ts';
import { campaignRows } from './chosenRows.ts';
import { dryRunOf } from './contactDryRun.ts';
import { superviseContacts } from './contactImport.ts';
import { copyCampaign } from './copy.ts';
import { type Chosen, chosenFrom } from './who.ts';

/** Whom a follow-up is for. `campaignId`: of the campaign that they are in. */
export type FollowUpChoice = {
  readonly campaignId: string;
  readonly who: Who;
  /** Rows to take in although something is known of their number. */
  readonly takeIn: readonly TakeIn[];
  readonly fixedLines: boolean;
};

export type FollowUpInput = FollowUpChoice & {
  readonly name: string;
  /** What the new campaign takes over beside the people. */
  readonly parts: readonly CopyPart[];
  readonly accountId: string;
  /** See ContactImportInput. */
  readonly write: Core['write'];
};

function rowsOf(db: Reader, chosen: Chosen, fixedLines: boolean) {
  return campaignRows(db, chosen, { region: chosen.region, fixedLines });
}

/**
 * What a follow-up would make of these contacts, by the same decisions; nothing is written. Throws what
 * chosenFrom throws, and the signal's reason.
 */
export function followUpDryRun(
  core: Core,
  { campaignId, who, takeIn, fixedLines }: FollowUpChoice,
  signal?: AbortSignal,
): Promise<ContactDryRun> {
  const chosen = chosenFrom(core.db, campaignId, who, ['who']);
  return dryRunOf(core, { campaignId: null, takeIn }, (write) =>
    importPieces(rowsOf(core.db, chosen, fixedLines), write, signal),
  );
}

/**
 * Drafts a campaign for some of another's contacts, and begins to take them in as an import does: what is
 * known of each number is asked anew. One that is cancelled or fails removes the contacts and leaves the
 * draft. Throws what chosenFrom throws.
 */
export function startFollowUp(
  core: Core,
  input: FollowUpInput,
): { readonly campaignId: string; readonly running: RunningJob } {
  const { campaignId: from, who, takeIn, fixedLines, name, parts, accountId } = input;
  const chosen = chosenFrom(core.db, from, who, ['who']);
  const called = { name: written(chosen.name), who: chosen.words };
  const { campaignId, id } = input.write((tx) => {
    const idsOf = idsOfCampaign(tx.db, from);
    const origin = { campaignId: from, origin: keep('kept:origin.followUp', called) };
    const made = copyCampaign(core, tx, accountId, { id: from, name, parts }, origin);
    const source = keep('kept:source.campaign', called);
    return {
      campaignId: made,
      id: addJob(tx, { kind: 'contacts', campaignId: made, accountId, source, idsOf }),
    };
  });
  faultPoint('import.begun');
  const running = superviseContacts(
    core,
    { id, campaignId, accountId, takeIn },
    { read: (write, signal) => importPieces(rowsOf(core.db, chosen, fixedLines), write, signal) },
  );
  return { campaignId, running };
}

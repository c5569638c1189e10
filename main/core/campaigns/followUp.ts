import { z } from 'zod';
import { Who } from '../../../shared/contract/campaigns/who.ts';
import type { CopyPart } from '../../../shared/contract/campaigns.ts';
import { type ContactDryRun, type TakeIn, TakeIns } from '../../../shared/contract/lists.ts';
import { keep, written } from '../../../shared/text/stored.ts';
import { CoreError, InputError } from '../base/errors.ts';
import { faultPoint } from '../base/faultPoint.ts';
import { importPieces } from '../lists/importRows.ts';
import { addJob, type CutOff, idsOfCampaign } from '../lists/jobStore.ts';
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
 * draft; one that ends with the process is begun again at the next start. Throws what chosenFrom throws.
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
    const asked = JSON.stringify({ from, who, takeIn, fixedLines, cut: 0 });
    const source = keep('kept:source.campaign', called);
    const job = { kind: 'contacts', campaignId: made, accountId, source, idsOf, asked } as const;
    return { campaignId: made, id: addJob(tx, job) };
  });
  faultPoint('import.begun');
  return { campaignId, running: run(core, { id, campaignId, accountId, takeIn }, chosen, fixedLines) };
}

/** Takes the chosen contacts into the draft, as an import does. */
function run(
  core: Core,
  job: Parameters<typeof superviseContacts>[1],
  chosen: Chosen,
  fixedLines: boolean,
): RunningJob {
  return superviseContacts(core, job, {
    read: (write, signal, turn) => importPieces(rowsOf(core.db, chosen, fixedLines), write, signal, turn),
    again: true,
  });
}

/** What a follow-up is begun again with. `cut`: how often it has ended with the process. */
const Asked = z.object({
  from: z.string(),
  who: Who,
  takeIn: TakeIns,
  fixedLines: z.boolean(),
  cut: z.number(),
});

/** What ends with the process so often may be its cause. */
const MOST_CUTS = 3;

/**
 * Begins a follow-up again that ended with the process, so that its draft does not stay empty: with the same
 * choice, as it counts now. Null: what it was for is gone, or it ended so too often.
 */
export function followUpAgain(core: Core, { campaignId, accountId, asked }: CutOff): RunningJob | null {
  try {
    const choice = Asked.parse(JSON.parse(asked));
    if (choice.cut + 1 >= MOST_CUTS) return null;
    const { from, who, takeIn, fixedLines } = choice;
    const chosen = chosenFrom(core.db, from, who, ['who']);
    const source = keep('kept:source.campaign', { name: written(chosen.name), who: chosen.words });
    const next = JSON.stringify({ ...choice, cut: choice.cut + 1 });
    const job = { kind: 'contacts', campaignId, accountId, source, asked: next } as const;
    const id = core.write((tx) => addJob(tx, { ...job, idsOf: idsOfCampaign(tx.db, from) }));
    return run(core, { id, campaignId, accountId, takeIn }, chosen, fixedLines);
  } catch (error) {
    if (error instanceof CoreError || error instanceof InputError || error instanceof z.ZodError) return null;
    throw error;
  }
}

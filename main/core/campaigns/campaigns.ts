import type { WarningCode } from '../../../shared/contract/base/warning.ts';
import type { CampaignHours, CannedReply } from '../../../shared/contract/campaigns.ts';
import { vendorsServing } from '../../../shared/providers/index.ts';
import { vendorNames } from '../../../shared/providers/words.ts';
import type { CampaignState, Region } from '../../../shared/schema/words.ts';
import { t } from '../../../shared/text/say.ts';
import { keep, NOTHING, type Stored } from '../../../shared/text/stored.ts';
import { CoreError } from '../base/errors.ts';
import { mustConfirm } from '../base/warnings.ts';
import {
  addCampaign,
  type CampaignRow,
  campaignOf,
  changeCampaign,
  deleteCampaign,
  setCampaignState,
  setTexters,
} from '../conversations/campaignRecord.ts';
import { removeReplies, writeReplies } from '../conversations/cannedReplies.ts';
import { recomputeState, removeConversations } from '../conversations/conversationRecord.ts';
import { endQueued } from '../conversations/messageRecord.ts';
import { INVENTED } from '../conversations/practiceSenders.ts';
import { usableSenders } from '../conversations/share.ts';
import { shareOut } from '../conversations/shareOut.ts';
import { checkTexter } from '../decisions/conversation.ts';
import { append } from '../ledger/append.ts';
import { removeJobs } from '../lists/jobStore.ts';
import { releaseHours } from '../outbox/release.ts';
import { noPicturesTo, pictureOfCampaign } from '../pictures/outgoing.ts';
import { removeQuestions } from '../questions/questionRecord.ts';
import { both } from '../rules/stateHours.ts';
import { zoneClock } from '../rules/zoneClock.ts';
import { readSettings } from '../settings/settings.ts';
import type { Core, Tx } from '../store/context.ts';
import { all, listOf, one, sql } from '../store/statement.ts';
import { mustBeListed } from './archive.ts';
import { scheduleWarnings } from './scheduleWarnings.ts';
import { endTestsOf } from './scriptTests.ts';
import { scriptWarnings } from './scriptWarnings.ts';

const has = (tx: Tx, query: string, id: string) => one(tx.db, query, id) !== undefined;

export type CampaignDraft = {
  readonly name: string;
  readonly region: Region;
  readonly script: string;
  readonly replies: readonly CannedReply[];
  readonly hours: CampaignHours | null;
  readonly dailyGoal: number | null;
};

/**
 * Hours in the form of the store. @throws CoreError INVALID where no text could ever leave, or for an unknown
 * zone
 */
function hoursText(tx: Tx, hours: CampaignHours | null): string | null {
  if (hours === null) return null;
  const { sendFrom, sendUntil, zone } = hours;
  const span = both(readSettings(tx.db).quietHours, {
    sendFrom: sendFrom ?? 0,
    sendUntil: sendUntil ?? 1440,
  });
  if (span.sendFrom >= span.sendUntil) throw new CoreError('INVALID', t('core:hours.none'));
  if (zone !== null && zoneClock(zone) === null)
    throw new CoreError('INVALID', t('core:hours.zone', { zone }));
  return sendFrom === null && sendUntil === null && zone === null ? null : JSON.stringify(hours);
}

/** Drafts a campaign; the region decides the provider profile. Returns its id. */
export function createCampaign(core: Core, tx: Tx, actorId: string, draft: CampaignDraft): string {
  const { name, region, script, dailyGoal } = draft;
  const hours = hoursText(tx, draft.hours);
  const id = addCampaign(tx, { name, region, script, hours, dailyGoal }, actorId);
  writeReplies(tx, id, draft.replies);
  append(core, tx, { kind: 'campaign-created', actorId, payload: { campaign: id, region: draft.region } });
  tx.touch('campaigns');
  return id;
}

export type CampaignChange = { readonly [K in keyof CampaignDraft]?: CampaignDraft[K] | undefined };

/**
 * Changes a campaign; fields that are left out stay. @throws CoreError CONFLICT for a region that can no
 * longer change
 */
export function updateCampaign(
  core: Core,
  tx: Tx,
  actorId: string,
  id: string,
  change: CampaignChange,
): void {
  const row = campaignOf(tx.db, id);
  if (change.region !== undefined && change.region !== row.region) {
    if (row.state !== 'draft') throw new CoreError('CONFLICT', t('core:campaign.regionDraftOnly'));
    if (has(tx, 'SELECT 1 FROM conversation WHERE campaign_id = ? LIMIT 1', id)) {
      throw new CoreError('CONFLICT', t('core:campaign.regionRead'));
    }
    const why = pictureOfCampaign(tx.db, id) === null ? '' : noPicturesTo(change.region);
    if (why !== '') throw new CoreError('CONFLICT', t('pictures:takeOffFirst', { why }));
  }
  changeCampaign(tx, id, {
    name: change.name,
    region: change.region ?? row.region,
    script: change.script,
    hours: change.hours === undefined ? undefined : hoursText(tx, change.hours),
    dailyGoal: change.dailyGoal,
  });
  if (change.replies !== undefined) writeReplies(tx, id, change.replies);
  append(core, tx, {
    kind: 'campaign-changed',
    actorId,
    payload: { campaign: id, changed: Object.keys(change).join(' ') },
  });
  tx.touch('campaigns');
  tx.touch('conversations');
  if (change.hours !== undefined) releaseHours(core, tx, id);
}

/** Sets the campaign's texters and shares out the conversations that were not begun. */
export function assignTexters(
  core: Core,
  tx: Tx,
  actorId: string,
  id: string,
  texterIds: readonly string[],
): void {
  campaignOf(tx.db, id);
  for (const texterId of texterIds) checkTexter(tx, texterId);
  setTexters(tx, id, [...new Set(texterIds)]);
  shareOut(core, tx, id);
  append(core, tx, {
    kind: 'campaign-assigned',
    actorId,
    payload: { campaign: id, texters: texterIds.length },
  });
}

function setState(
  core: Core,
  tx: Tx,
  actorId: string | null,
  row: CampaignRow,
  state: CampaignState,
  reason: Stored = NOTHING,
): void {
  setCampaignState(tx, row.id, state, reason);
  append(core, tx, { kind: `campaign-${state}`, actorId, payload: { campaign: row.id } });
  tx.touch('campaigns');
  tx.touch('conversations');
}

/**
 * Launches a draft, or resumes after a pause. `confirmed`: warnings about the script that were accepted.
 * @throws CoreError CONFLICT saying what is still missing; UnconfirmedError
 */
export function launchCampaign(
  core: Core,
  tx: Tx,
  actorId: string,
  id: string,
  confirmed: readonly WarningCode[],
): void {
  const row = campaignOf(tx.db, id);
  if (row.state === 'launched') return;
  if (row.state === 'closed') throw new CoreError('CONFLICT', t('core:campaign.closedForGood'));
  mustBeListed(tx, id);
  if (row.script.trim() === '') throw new CoreError('CONFLICT', t('core:campaign.scriptFirst'));
  if (!has(tx, 'SELECT 1 FROM conversation WHERE campaign_id = ? LIMIT 1', id)) {
    throw new CoreError('CONFLICT', t('core:campaign.contactsFirst'));
  }
  if (has(tx, "SELECT 1 FROM job WHERE campaign_id = ? AND state = 'running'", id)) {
    throw new CoreError('CONFLICT', t('core:campaign.importFirst'));
  }
  const texters =
    'SELECT 1 FROM campaign_texter x JOIN account a ON a.id = x.account_id WHERE x.campaign_id = ? AND a.active = 1';
  if (!has(tx, texters, id)) throw new CoreError('CONFLICT', t('core:campaign.textersFirst'));
  const senders = usableSenders(tx, id);
  const practiceOnly = senders.length > 0 && senders.every(({ practice }) => practice === 1);
  if (
    practiceOnly &&
    has(tx, `SELECT 1 FROM conversation WHERE campaign_id = ? AND NOT ${INVENTED} LIMIT 1`, id)
  ) {
    throw new CoreError('CONFLICT', t('practice:inventedOnly'));
  }
  if (senders.length === 0) {
    throw new CoreError(
      'CONFLICT',
      t('core:campaign.noSender', {
        region: t(`words:region.${row.region}`),
        provider: vendorNames(vendorsServing(row.region)),
      }),
    );
  }
  mustConfirm([...scriptWarnings(tx.db, id, row.script), ...scheduleWarnings(core, id)], confirmed);
  setState(core, tx, actorId, row, 'launched');
  shareOut(core, tx, id);
  core.wake();
}

/** Pauses a campaign; queued texts wait until it resumes. @throws CoreError CONFLICT unless it runs */
export function pauseCampaign(core: Core, tx: Tx, actorId: string, id: string): void {
  const row = campaignOf(tx.db, id);
  if (row.state === 'paused') return;
  if (row.state !== 'launched') throw new CoreError('CONFLICT', t('core:campaign.pauseLaunched'));
  setState(core, tx, actorId, row, 'paused', keep('kept:campaign.byHand'));
}

/**
 * Closes a campaign for good: queued texts are cancelled, confirmations still leave. `actorId`: null where
 * its schedule closes it.
 */
export function closeCampaign(core: Core, tx: Tx, actorId: string | null, id: string): void {
  const row = campaignOf(tx.db, id);
  if (row.state === 'closed') return;
  if (row.state === 'draft') throw new CoreError('CONFLICT', t('core:campaign.draftDelete'));
  const queued = all<{ id: string }>(
    tx.db,
    `SELECT m.id FROM message m JOIN conversation c ON c.id = m.conversation_id
     WHERE m.state = 'queued' AND m.kind IN ('initial', 'reply') AND c.campaign_id = ?`,
    id,
  );
  const which = sql`id IN ${listOf(queued.map((text) => text.id))}`;
  for (const ended of endQueued(tx, which, 'cancelled', { rule: 'campaign-not-running' })) {
    if (ended.conversation_id !== null) recomputeState(tx, ended.conversation_id);
  }
  endTestsOf(core, tx, actorId, id);
  setState(core, tx, actorId, row, 'closed');
}

/**
 * Deletes a draft with its contacts. @throws CoreError CONFLICT where something that must stay refers to it
 */
export function removeCampaign(core: Core, tx: Tx, actorId: string, id: string): void {
  const row = campaignOf(tx.db, id);
  if (row.state !== 'draft') throw new CoreError('CONFLICT', t('core:campaign.deleteDraftOnly'));
  if (has(tx, "SELECT 1 FROM job WHERE campaign_id = ? AND state = 'running'", id)) {
    throw new CoreError('CONFLICT', t('core:campaign.stopImport'));
  }
  const used = ['message', 'opt_out', 'action', 'prevented'].some((table) =>
    has(
      tx,
      `SELECT 1 FROM conversation c WHERE c.campaign_id = ? AND EXISTS (SELECT 1 FROM ${table} r WHERE r.subject = c.subject
         AND r.conversation_id = c.id) LIMIT 1`,
      id,
    ),
  );
  // A union may have brought answers from a console that had launched it.
  const answered = has(
    tx,
    'SELECT 1 FROM conversation c JOIN answer r ON r.conversation_id = c.id WHERE c.campaign_id = ? LIMIT 1',
    id,
  );
  if (used || answered) throw new CoreError('CONFLICT', t('core:campaign.hasWritten'));
  endTestsOf(core, tx, actorId, id);
  removeConversations(tx, id);
  removeJobs(tx, id);
  removeQuestions(tx, id);
  removeReplies(tx, id);
  deleteCampaign(tx, id);
  append(core, tx, { kind: 'campaign-removed', actorId, payload: { campaign: id } });
  tx.touch('campaigns');
  tx.touch('conversations');
}

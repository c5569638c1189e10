import { t } from '../../../shared/text/say.ts';
import { CoreError } from '../base/errors.ts';
import { campaignOf, setArchived } from '../conversations/campaignRecord.ts';
import { append } from '../ledger/append.ts';
import type { Core, Tx } from '../store/context.ts';
import { one } from '../store/statement.ts';

function set(core: Core, tx: Tx, actorId: string, id: string, archived: boolean): void {
  setArchived(tx, id, archived);
  append(core, tx, {
    kind: archived ? 'campaign-archived' : 'campaign-brought-back',
    actorId,
    payload: { campaign: id },
  });
  tx.touch('campaigns');
  tx.touch('conversations');
}

/**
 * Takes a campaign out of the lists, and its conversations out of its texters' lists; figures and facts about
 * people stay. @throws CoreError NOT_FOUND; CONFLICT for one that may still text, or into which contacts are
 * being imported
 */
export function archiveCampaign(core: Core, tx: Tx, actorId: string, id: string): void {
  const row = campaignOf(tx.db, id);
  if (row.archived_at !== null) return;
  if (row.state === 'launched' || row.state === 'paused')
    throw new CoreError('CONFLICT', t('core:campaign.closeFirst'));
  if (one(tx.db, "SELECT 1 FROM job WHERE campaign_id = ? AND state = 'running'", id))
    throw new CoreError('CONFLICT', t('core:campaign.stopImport'));
  set(core, tx, actorId, id, true);
}

/** Puts a campaign back into the lists. @throws CoreError NOT_FOUND */
export function bringBackCampaign(core: Core, tx: Tx, actorId: string, id: string): void {
  if (campaignOf(tx.db, id).archived_at !== null) set(core, tx, actorId, id, false);
}

/** An archived campaign must not be changed. @throws CoreError CONFLICT */
export function mustBeListed(tx: Tx, id: string): void {
  if (one(tx.db, 'SELECT 1 FROM campaign WHERE id = ? AND archived_at IS NOT NULL', id))
    throw new CoreError('CONFLICT', t('core:campaign.archived'));
}

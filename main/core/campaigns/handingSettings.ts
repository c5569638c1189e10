import type { Handing } from '../../../shared/contract/campaigns/handingSettings.ts';
import { t } from '../../../shared/text/say.ts';
import { CoreError } from '../base/errors.ts';
import { campaignOf, setHanding, setMayAsk } from '../conversations/campaignRecord.ts';
import type { StoredHanding } from '../conversations/handing.ts';
import { endSharing, shareOut } from '../conversations/shareOut.ts';
import { append } from '../ledger/append.ts';
import type { Core, Tx } from '../store/context.ts';
import { one } from '../store/statement.ts';

/**
 * Sets how contacts reach a campaign's texters. From sharing out to handing out, contacts that nobody has
 * begun go back to everybody; the other way they are shared out. @throws CoreError NOT_FOUND; CONFLICT for a
 * campaign that is closed; INVALID where somebody may ask who is none of its texters
 */
export function changeHanding(
  core: Core,
  tx: Tx,
  actorId: string,
  campaignId: string,
  handing: Handing | null,
): void {
  const row = campaignOf(tx.db, campaignId);
  if (row.state === 'closed') throw new CoreError('CONFLICT', t('core:campaign.closedForGood'));
  const chosen = [...new Set(handing?.mayAsk ?? [])];
  for (const id of chosen) {
    const member = 'SELECT 1 FROM campaign_texter WHERE campaign_id = ? AND account_id = ?';
    if (!one(tx.db, member, campaignId, id)) throw new CoreError('INVALID', t('handing:notMember'));
  }
  setHanding(tx, campaignId, handing === null ? null : JSON.stringify(stored(handing)));
  setMayAsk(tx, campaignId, chosen);
  append(core, tx, {
    kind: 'campaign-handing',
    actorId,
    payload: {
      campaign: campaignId,
      ...(handing === null ? { evenly: true } : { ...stored(handing), chosen: chosen.length }),
    },
  });
  if (handing === null) {
    if (row.handing !== null) shareOut(core, tx, campaignId);
  } else if (row.handing === null) endSharing(core, tx, campaignId);
  tx.touch('campaigns');
  tx.touch('conversations');
}

function stored({ batch, mostPerDay, mayAsk, idleMinutes, answerMinutes }: Handing): StoredHanding {
  return { batch, mostPerDay, chosenOnly: mayAsk !== null, idleMinutes, answerMinutes };
}

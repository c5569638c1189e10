import { profileOf } from '../../../shared/providers/index.ts';
import type { CampaignState, Region } from '../../../shared/schema/words.ts';
import { t } from '../../../shared/text/say.ts';
import { NOTHING, type Stored } from '../../../shared/text/stored.ts';
import { CoreError } from '../base/errors.ts';
import type { Tx } from '../store/context.ts';
import { listOf, one, run, sql } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';

/**
 * The only writer of the tables `campaign` and `campaign_texter`. It stands in this folder because refusals
 * pause a campaign and assigning a conversation may add a texter, and both happen below the folder of
 * campaigns.
 * A campaign is a draft, then launched, paused and launched again, and closed for good. Only a draft can be
 * deleted. `launched_at` is its first launch; refusals count from `faults_from` on. A campaign that is closed
 * or was never launched may be archived: it leaves the lists and can be brought back. A test of a script is a
 * campaign of its own with one contact, so that its texts, answers and states need no other tables; it is
 * launched at once, and closed and archived when it ends.
 */

export type CampaignFacts = {
  readonly name: string;
  readonly region: Region;
  readonly script: string;
  /** As JSON; null: no hours of its own. */
  readonly hours: string | null;
  /** First texts that each texter should send in a day; null: no goal. */
  readonly dailyGoal: number | null;
};

/** What other subjects ask of a campaign's row; `hours` as in `CampaignFacts`. */
export type CampaignRow = CampaignFacts & {
  readonly id: string;
  readonly state: CampaignState;
  /** As JSON, see readSchedule; null: nothing is planned. */
  readonly schedule: string | null;
  /** UTC milliseconds; null: it stands in the lists. */
  readonly archived_at: number | null;
  /** As JSON (handing.ts); null: contacts are shared out evenly. */
  readonly handing: string | null;
};

/**
 * A campaign's row; also called to make sure that there is one. @throws CoreError NOT_FOUND, also for a test
 * of a script
 */
export function campaignOf(db: Reader, id: string): CampaignRow {
  const row = one<CampaignRow>(
    db,
    sql`SELECT id, name, region, state, script, hours, schedule, daily_goal AS dailyGoal, archived_at, handing
      FROM campaign
      WHERE id = ${id} AND is_test = 0`,
  );
  if (row === undefined) throw new CoreError('NOT_FOUND', t('core:campaign.none'));
  return row;
}

/** What a campaign was made from, also in words. */
export type MadeFrom = {
  readonly campaignId: string | null;
  readonly origin: Stored;
  /** It is a test of that campaign’s script. */
  readonly isTest?: boolean;
};

/** Adds a draft. The region decides the provider profile. */
export function addCampaign(tx: Tx, facts: CampaignFacts, actorId: string, from?: MadeFrom): string {
  const { name, region, script, hours, dailyGoal } = facts;
  const id = tx.id();
  run(
    tx.db,
    sql`INSERT INTO campaign (id, name, region, profile, state, script, hours, daily_goal, created_by, created_at,
        rev, origin, origin_campaign_id, is_test)
      VALUES (${id}, ${name}, ${region}, ${profileOf(region)}, 'draft', ${script}, ${hours}, ${dailyGoal}, ${actorId},
        ${tx.now}, ${tx.rev()}, ${from?.origin ?? NOTHING}, ${from?.campaignId ?? null}, ${from?.isTest ? 1 : 0})`,
  );
  return id;
}

/** Takes a campaign out of the lists, or brings it back. */
export function setArchived(tx: Tx, id: string, archived: boolean): void {
  const at = archived ? tx.now : null;
  run(tx.db, sql`UPDATE campaign SET archived_at = ${at}, rev = ${tx.rev()} WHERE id = ${id}`);
}

/** Changes the fields that are not undefined; `hours` and `dailyGoal` may be set to null. */
export function changeCampaign(
  tx: Tx,
  id: string,
  change: { readonly [K in keyof CampaignFacts]: CampaignFacts[K] | undefined } & { readonly region: Region },
): void {
  const { name, region, script, hours, dailyGoal } = change;
  run(
    tx.db,
    sql`UPDATE campaign SET name = coalesce(${name ?? null}, name), region = ${region}, profile = ${profileOf(region)},
        script = coalesce(${script ?? null}, script),
        hours = iif(${hours === undefined ? 0 : 1}, ${hours ?? null}, hours),
        daily_goal = iif(${dailyGoal === undefined ? 0 : 1}, ${dailyGoal ?? null}, daily_goal), rev = ${tx.rev()} WHERE id = ${id}`,
  );
}

/** Says when it begins, pauses and ends by itself, as JSON; null: only by hand. */
export function setSchedule(tx: Tx, id: string, schedule: string | null): void {
  run(tx.db, sql`UPDATE campaign SET schedule = ${schedule}, rev = ${tx.rev()} WHERE id = ${id}`);
}

/**
 * `reason`: why it is paused, a stored sentence; empty otherwise. `faultsFrom`: earlier refusals no longer
 * count.
 */
export function setCampaignState(
  tx: Tx,
  id: string,
  state: CampaignState,
  reason: Stored,
  faultsFrom: number | null = null,
): void {
  const launched = state === 'launched' ? tx.now : null;
  const rev = tx.rev();
  run(
    tx.db,
    sql`UPDATE campaign SET state = ${state}, pause_reason = ${reason}, launched_at = coalesce(launched_at, ${launched}),
        faults_from = coalesce(${faultsFrom}, faults_from), state_rev = ${rev}, rev = ${rev} WHERE id = ${id}`,
  );
}

/** Returns whether the account did not text there before. */
export function addTexter(tx: Tx, campaignId: string, accountId: string): boolean {
  return (
    run(
      tx.db,
      sql`INSERT OR IGNORE INTO campaign_texter (campaign_id, account_id, rev) VALUES (${campaignId}, ${accountId}, ${tx.rev()})`,
    ) === 1
  );
}

/** Sets who texts in a campaign. Whoever stays may ask for contacts as before. */
export function setTexters(tx: Tx, campaignId: string, accountIds: readonly string[]): void {
  run(
    tx.db,
    sql`DELETE FROM campaign_texter WHERE campaign_id = ${campaignId} AND account_id NOT IN ${listOf(accountIds)}`,
  );
  for (const accountId of accountIds) addTexter(tx, campaignId, accountId);
}

/** How contacts reach the texters, as JSON; null: they are shared out evenly. */
export function setHanding(tx: Tx, id: string, handing: string | null): void {
  run(tx.db, sql`UPDATE campaign SET handing = ${handing}, rev = ${tx.rev()} WHERE id = ${id}`);
}

/** Which of a campaign's texters may ask for contacts, where only chosen ones may. */
export function setMayAsk(tx: Tx, campaignId: string, accountIds: readonly string[]): void {
  run(
    tx.db,
    sql`UPDATE campaign_texter SET may_ask = (account_id IN ${listOf(accountIds)}), rev = ${tx.rev()}
      WHERE campaign_id = ${campaignId}`,
  );
}

function removeTexters(tx: Tx, campaignId: string): void {
  run(tx.db, sql`DELETE FROM campaign_texter WHERE campaign_id = ${campaignId}`);
}

/** Deletes a draft with its texters. The caller has deleted what else refers to it. */
export function deleteCampaign(tx: Tx, id: string): void {
  removeTexters(tx, id);
  run(tx.db, sql`DELETE FROM campaign WHERE id = ${id}`);
}

/** Empties the reason, which named an erased person. */
export function emptyPauseReason(tx: Tx, id: string): void {
  run(tx.db, sql`UPDATE campaign SET pause_reason = '', rev = ${tx.rev()} WHERE id = ${id}`);
}

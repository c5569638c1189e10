import type { Nudge, NudgeKind } from '../../../shared/contract/campaigns/nudges.ts';
import { t } from '../../../shared/text/say.ts';
import type { Viewer } from '../access/visible.ts';
import { CoreError } from '../base/errors.ts';
import { campaignOf } from '../conversations/campaignRecord.ts';
import { append } from '../ledger/append.ts';
import type { Core, Tx } from '../store/context.ts';
import { all, listOf, run, sql } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';

/**
 * The only writer of the table `nudge`: a reminder or thanks to a texter, until they put it away. Of each
 * kind one can wait in a campaign; sending another replaces it.
 */

/** At most so many are shown, since nobody reads more. */
const MOST_SHOWN = 20;

/**
 * Reminds or thanks texters. @throws CoreError NOT_FOUND for a campaign that is none; CONFLICT in a draft;
 * INVALID where one of them neither texts in it nor ever did
 */
export function sendNudges(
  core: Core,
  tx: Tx,
  actorId: string,
  input: { readonly campaignId: string; readonly texterIds: readonly string[]; readonly kind: NudgeKind },
): void {
  const { campaignId, kind } = input;
  // A draft may be deleted, and nothing must refer to it then.
  if (campaignOf(tx.db, campaignId).state === 'draft') throw new CoreError('CONFLICT', t('core:nudge.draft'));
  const texterIds = [...new Set(input.texterIds)];
  const known = all<{ id: string }>(
    tx.db,
    sql`SELECT a.id FROM account a WHERE a.id IN ${listOf(texterIds)} AND a.active = 1 AND (
      EXISTS (SELECT 1 FROM campaign_texter x WHERE x.campaign_id = ${campaignId} AND x.account_id = a.id)
      OR EXISTS (SELECT 1 FROM conversation c INDEXED BY conversation_texter_campaign
        WHERE c.texter_id = a.id AND c.campaign_id = ${campaignId} AND c.opt_state <> 'automatic'))`,
  );
  if (known.length < texterIds.length) throw new CoreError('INVALID', t('core:nudge.noTexter'));
  for (const texterId of texterIds) {
    const changed = run(
      tx.db,
      sql`UPDATE nudge SET at = ${tx.now}, from_id = ${actorId}
        WHERE account_id = ${texterId} AND campaign_id = ${campaignId} AND kind = ${kind} AND seen_at IS NULL`,
    );
    if (changed === 0) {
      run(
        tx.db,
        sql`INSERT INTO nudge (id, account_id, campaign_id, kind, from_id, at)
          VALUES (${tx.id()}, ${texterId}, ${campaignId}, ${kind}, ${actorId}, ${tx.now})`,
      );
    }
    append(core, tx, {
      kind: kind === 'reminder' ? 'texter-reminded' : 'texter-thanked',
      actorId,
      payload: { campaign: campaignId, texter: texterId },
    });
  }
  tx.touch('nudges', { texters: texterIds });
}

/** What the viewer has not put away, newest first. */
export function listNudges(db: Reader, viewer: Viewer): Nudge[] {
  return all<Nudge>(
    db,
    sql`SELECT n.id, n.kind, n.campaign_id AS campaignId, k.name AS campaignName, f.name AS fromName, n.at
      FROM nudge n INDEXED BY nudge_waiting JOIN campaign k ON k.id = n.campaign_id JOIN account f ON f.id = n.from_id
      WHERE n.account_id = ${viewer.id} AND n.seen_at IS NULL ORDER BY n.at DESC, n.id DESC LIMIT ${MOST_SHOWN}`,
  );
}

/** Puts a notice of one's own away. @throws CoreError NOT_FOUND, also for another person's */
export function markNudgeSeen(tx: Tx, viewer: Viewer, id: string): void {
  const changed = run(
    tx.db,
    sql`UPDATE nudge SET seen_at = coalesce(seen_at, ${tx.now}) WHERE id = ${id} AND account_id = ${viewer.id}`,
  );
  if (changed === 0) throw new CoreError('NOT_FOUND', t('core:nudge.none'));
  tx.touch('nudges', { texters: [viewer.id] });
}

/** When each texter of a campaign was last reminded and thanked. */
export function lastNudges(
  db: Reader,
  campaignId: string,
): Map<string, { readonly remindedAt: number | null; readonly thankedAt: number | null }> {
  const rows = all<{ id: string; reminded: number | null; thanked: number | null }>(
    db,
    sql`SELECT account_id AS id, max(at) FILTER (WHERE kind = 'reminder') AS reminded,
        max(at) FILTER (WHERE kind = 'thanks') AS thanked
      FROM nudge INDEXED BY nudge_campaign WHERE campaign_id = ${campaignId} GROUP BY account_id`,
  );
  return new Map(rows.map(({ id, reminded, thanked }) => [id, { remindedAt: reminded, thankedAt: thanked }]));
}

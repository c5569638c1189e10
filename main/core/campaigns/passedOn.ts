import type { PassedOn } from '../../../shared/contract/campaigns/handing.ts';
import { t } from '../../../shared/text/say.ts';
import type { Viewer } from '../access/visible.ts';
import { CoreError } from '../base/errors.ts';
import type { Tx } from '../store/context.ts';
import { all, run, sql } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';

/**
 * The only writer of the table `passed_on`: conversations that another texter took over, until whoever had
 * them before has seen it.
 */

/** Nobody scrolls through more. */
const MOST_SHOWN = 20;

/** `from`: who had the conversation until now; `to`: who answers from now on. */
export function passOn(tx: Tx, conversationId: string, from: string, to: string): void {
  // One notice a conversation: what was taken over twice is answered by whoever took it last.
  run(
    tx.db,
    sql`DELETE FROM passed_on WHERE conversation_id = ${conversationId} AND from_id = ${from} AND seen_at IS NULL`,
  );
  run(
    tx.db,
    sql`INSERT INTO passed_on (id, conversation_id, from_id, to_id, at)
      VALUES (${tx.id()}, ${conversationId}, ${from}, ${to}, ${tx.now})`,
  );
}

/**
 * What the viewer has not put away, newest first, with what they had written there. Nothing of contacts who
 * were opted out automatically since, and nothing that is theirs again.
 */
export function listPassedOn(db: Reader, viewer: Viewer): PassedOn[] {
  return all<PassedOn>(
    db,
    sql`SELECT p.id, p.conversation_id AS conversationId, trim(c.first_name || ' ' || c.last_name) AS contactName,
        k.name AS campaignName, a.name AS byName, p.at, coalesce(d.body, '') AS draft
      FROM passed_on p INDEXED BY passed_on_waiting JOIN conversation c ON c.id = p.conversation_id
        JOIN campaign k ON k.id = c.campaign_id JOIN account a ON a.id = p.to_id
        LEFT JOIN draft d ON d.account_id = p.from_id AND d.conversation_id = p.conversation_id
      WHERE p.from_id = ${viewer.id} AND p.seen_at IS NULL AND c.opt_state <> 'automatic'
        AND c.texter_id IS NOT p.from_id AND k.archived_at IS NULL
      ORDER BY p.at DESC, p.id DESC LIMIT ${MOST_SHOWN}`,
  );
}

/** Puts one's own away. @throws CoreError NOT_FOUND, also for another person's or a hidden one */
export function markPassedOnSeen(tx: Tx, viewer: Viewer, id: string): void {
  const changed = run(
    tx.db,
    sql`UPDATE passed_on SET seen_at = coalesce(seen_at, ${tx.now}) WHERE id = ${id} AND from_id = ${viewer.id}
      AND EXISTS (SELECT 1 FROM conversation c WHERE c.id = conversation_id AND c.opt_state <> 'automatic')`,
  );
  if (changed === 0) throw new CoreError('NOT_FOUND', t('handing:gone'));
  tx.touch('nudges', { texters: [viewer.id] });
}

/** Deletes the notices about an erased person. */
export function removePassedOnOf(tx: Tx, subject: string): void {
  run(
    tx.db,
    sql`DELETE FROM passed_on WHERE conversation_id IN (SELECT id FROM conversation WHERE subject = ${subject})`,
  );
}

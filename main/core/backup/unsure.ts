import { markClosed, markOpen } from '../conversations/conversationRecord.ts';
import { shareOut } from '../conversations/shareOut.ts';
import { append } from '../ledger/append.ts';
import type { Core, Tx } from '../store/context.ts';
import { all, one } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';

/** The outcome of a conversation whose first text may have left from a lost store or another console. */
const UNSURE = 'perhaps-texted';

export function countUnsure(db: Reader): number {
  return (
    one<{ n: number }>(
      db,
      "SELECT count(*) AS n FROM conversation WHERE state = 'closed' AND outcome = ?",
      UNSURE,
    )?.n ?? 0
  );
}

/**
 * Closes conversations whose first text may have left elsewhere, so that nobody sends it again without an
 * admin's decision.
 */
export function closeUnsure(tx: Tx, conversationIds: Iterable<string>): void {
  for (const id of conversationIds) markClosed(tx, id, UNSURE, true);
}

/** An admin knows that nothing had left, or takes the risk: opens them again. Returns how many. */
export function reopenUnsure(core: Core, tx: Tx, actorId: string): number {
  const rows = all<{ id: string; campaign_id: string }>(
    tx.db,
    "SELECT id, campaign_id FROM conversation WHERE state = 'closed' AND outcome = ? AND opt_state = 'none'",
    UNSURE,
  );
  for (const { id } of rows) markOpen(tx, id);
  for (const campaignId of new Set(rows.map((row) => row.campaign_id))) shareOut(core, tx, campaignId);
  append(core, tx, { kind: 'unsure-reopened', actorId, payload: { conversations: rows.length } });
  tx.touch('conversations');
  tx.touch('jobs');
  return rows.length;
}

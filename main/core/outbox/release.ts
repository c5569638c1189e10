import type { Core, Tx } from '../store/context.ts';
import { run } from '../store/statement.ts';

/**
 * The condition of the index message_waiting, word for word: without it SQLite walks through all texts that
 * are queued.
 */
const WAITING = "state = 'queued' AND rule IS NOT NULL AND rule <> 'quiet-hours' AND not_before > 0";

/**
 * What the guard has told to wait, for whatever reason but the hour, may have become free: it is asked again
 * at the next turn.
 */
export function releaseWaiting(core: Core): void {
  core.write((tx) => run(tx.db, `UPDATE message SET not_before = 0 WHERE ${WAITING}`));
}

/**
 * Texting hours were changed, of all campaigns or of one: what waits for the hour is asked again, since it may leave earlier than it
 * was told, or later. In the transaction that changes them.
 */
export function releaseHours(core: Core, tx: Tx, campaignId: string | null): void {
  const which =
    campaignId === null
      ? 'TRUE'
      : 'conversation_id IN (SELECT id FROM conversation WHERE campaign_id = @campaignId)';
  run(
    tx.db,
    `UPDATE message SET not_before = 0 WHERE state = 'queued' AND rule = 'quiet-hours' AND not_before > 0 AND ${which}`,
    { campaignId },
  );
  core.wake();
}

/** As `releaseWaiting`, for texts that waited for replies to be read; wakes the dispatcher. */
export function releaseStale(core: Core): void {
  core.write((tx) =>
    run(tx.db, `UPDATE message SET not_before = 0 WHERE ${WAITING} AND rule = 'inbound-stale'`),
  );
  core.wake();
}

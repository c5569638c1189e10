import { releaseTexts } from '../conversations/messageRecord.ts';
import type { Core, Tx } from '../store/context.ts';
import { sql } from '../store/statement.ts';

/**
 * With "queued" the condition of the index message_waiting, word for word: without it SQLite walks through
 * all texts that are queued.
 */
const WAITING = sql`rule IS NOT NULL AND rule <> 'quiet-hours' AND not_before > 0`;

/**
 * What the guard has told to wait, for whatever reason but the hour, may have become free: it is asked again
 * at the next turn.
 */
export function releaseWaiting(core: Core): void {
  core.write((tx) => releaseTexts(tx, WAITING));
}

/**
 * Texting hours were changed, of all campaigns or of one: what waits for the hour is asked again, since it
 * may leave earlier than it was told, or later. In the transaction that changes them.
 */
export function releaseHours(core: Core, tx: Tx, campaignId: string | null): void {
  const inCampaign =
    campaignId === null
      ? sql`TRUE`
      : sql`conversation_id IN (SELECT id FROM conversation WHERE campaign_id = ${campaignId})`;
  releaseTexts(tx, sql`rule = 'quiet-hours' AND not_before > 0 AND ${inCampaign}`);
  core.wake();
}

/** As `releaseWaiting`, for texts that waited for replies to be read; wakes the dispatcher. */
export function releaseStale(core: Core): void {
  core.write((tx) => releaseTexts(tx, sql`${WAITING} AND rule = 'inbound-stale'`));
  core.wake();
}

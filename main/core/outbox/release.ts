import { TIMED_RULES } from '../../../shared/schema/guardRules.ts';
import { releaseTexts, waitFromNow } from '../conversations/messageRecord.ts';
import type { Core, Tx } from '../store/context.ts';
import { one, Sql, sql } from '../store/statement.ts';
import { LONGEST_HOLD } from './enqueue.ts';

/**
 * With "queued" the condition of the index message_waiting, word for word; without that SQLite reads all
 * queued texts.
 */
const WAITING = new Sql(`rule IS NOT NULL AND rule NOT IN ${TIMED_RULES} AND not_before > 0`, []);

/** Has the guard asked again at the next turn about texts that wait for anything but a known time. */
export function releaseWaiting(core: Core): void {
  core.write((tx) => releaseTexts(tx, WAITING));
}

/**
 * Has the guard asked again about texts that wait for the hour, of all campaigns or of one, because texting
 * hours were changed. In the same transaction.
 */
export function releaseHours(core: Core, tx: Tx, campaignId: string | null): void {
  const inCampaign =
    campaignId === null
      ? sql`TRUE`
      : sql`conversation_id IN (SELECT id FROM conversation WHERE campaign_id = ${campaignId})`;
  releaseTexts(tx, sql`rule = 'quiet-hours' AND not_before > 0 AND ${inCampaign}`);
  core.wake();
}

/**
 * Has the guard asked again about texts of a campaign that wait for its start or the end of a planned pause,
 * because its schedule was changed. In the same transaction.
 */
export function releasePlanned(core: Core, tx: Tx, campaignId: string): void {
  releaseTexts(
    tx,
    sql`rule IN ('before-start', 'planned-pause') AND not_before > 0
      AND conversation_id IN (SELECT id FROM conversation WHERE campaign_id = ${campaignId})`,
  );
  core.wake();
}

/**
 * Has the guard asked again about texts to people who were texted often, because that limit was changed. In
 * the same transaction.
 */
export function releaseOften(core: Core, tx: Tx): void {
  releaseTexts(tx, sql`rule = 'texted-often' AND not_before > 0`);
  core.wake();
}

/** Like `releaseWaiting`, for texts that wait for replies to be read; wakes the dispatcher. */
export function releaseStale(core: Core): void {
  core.write((tx) => releaseTexts(tx, sql`${WAITING} AND rule = 'inbound-stale'`));
  core.wake();
}

/**
 * Has the guard asked at the next turn about texts that were queued or tried while the clock ran ahead, and
 * would wait until it is as late again. A hold that is still as long as one may be goes on.
 */
export function releasePutBack(core: Core, now: number): void {
  core.write((tx) =>
    releaseTexts(
      tx,
      sql`sender_number_id IN (SELECT id FROM sender_number) AND not_before > ${now + LONGEST_HOLD} AND max(created_at, coalesce(claimed_at, 0)) > ${now}`,
    ),
  );
}

/**
 * Texts that were queued or tried at another console, whose clock runs ahead, do not wait until it is as late
 * here: what they were to wait counts from now, so that nobody loses the seconds to take one back. Those that
 * wait for a rule are left to it.
 */
export function releaseAhead(core: Core, now: number): void {
  const ahead = sql`sender_number_id IN (SELECT id FROM sender_number) AND not_before > ${now} AND rule IS NULL
    AND coalesce(claimed_at, created_at) BETWEEN ${now + 1} AND not_before`;
  if (one(core.db, sql`SELECT 1 FROM message WHERE state = 'queued' AND ${ahead} LIMIT 1`) === undefined)
    return;
  core.write((tx) => waitFromNow(tx, ahead, now));
}

import type { WebhookEvent } from '../../../shared/contract/webhooksOut.ts';
import { NOTHING, type Stored } from '../../../shared/text/stored.ts';
import type { Tx } from '../store/context.ts';
import { run, sql } from '../store/statement.ts';
import { type DeliveryRow, deliveryRow } from './rows.ts';

/**
 * The only writer of the table `webhook_delivery`: what an endpoint is sent, in order. A delivery waits
 * until it succeeds; a test is tried once. A finished one can be queued again under its event id, as a new
 * row.
 */

export function enqueueDelivery(
  tx: Tx,
  endpointId: string,
  event: { eventId: string; type: WebhookEvent['type']; factId: string; seq: number | null; at: number },
): DeliveryRow {
  const id = tx.id();
  run(
    tx.db,
    sql`INSERT INTO webhook_delivery (id, endpoint_id, event_id, type, fact_id, ledger_seq, at, next_try_at, rev)
      VALUES (${id}, ${endpointId}, ${event.eventId}, ${event.type}, ${event.factId}, ${event.seq}, ${event.at}, ${tx.now},
        ${tx.rev()})`,
  );
  return deliveryRow(tx.db, id);
}

/**
 * `status`: the HTTP status of the receiver's answer; null where there was nothing to send. `detail`: what
 * is to be known of it.
 */
export function markDelivered(tx: Tx, id: string, status: number | null, detail: Stored = NOTHING): void {
  run(
    tx.db,
    sql`UPDATE webhook_delivery SET state = 'delivered', attempts = attempts + 1, last_status = ${status}, detail = ${detail},
        last_try_at = ${tx.now}, delivered_at = ${tx.now}, rev = ${tx.rev()} WHERE id = ${id}`,
  );
}

/**
 * Notes a failed try. The delivery waits until `nextTryAt`, unless it was the last one. `detail`: a stored
 * sentence.
 */
export function noteTry(
  tx: Tx,
  id: string,
  tried: {
    readonly last: boolean;
    readonly attempts: number;
    readonly status: number | null;
    readonly detail: Stored;
    readonly nextTryAt: number;
  },
): void {
  run(
    tx.db,
    sql`UPDATE webhook_delivery SET state = ${tried.last ? 'failed' : 'waiting'}, attempts = ${tried.attempts},
        last_status = ${tried.status}, detail = ${tried.detail}, last_try_at = ${tx.now}, next_try_at = ${tried.nextTryAt},
        rev = ${tx.rev()} WHERE id = ${id}`,
  );
}

export function tryNow(tx: Tx, id: string): void {
  run(tx.db, sql`UPDATE webhook_delivery SET next_try_at = ${tx.now} WHERE id = ${id}`);
}

/** Deletes deliveries that ended before `before` (UTC milliseconds). */
export function prune(tx: Tx, before: number): void {
  run(tx.db, sql`DELETE FROM webhook_delivery WHERE state <> 'waiting' AND last_try_at < ${before}`);
}

/** Empties the detail, which named an erased person. */
export function emptyDelivery(tx: Tx, id: string): void {
  run(tx.db, sql`UPDATE webhook_delivery SET detail = '' WHERE id = ${id}`);
}

import type { WebhookTopic } from '../../../shared/contract/webhooksOut.ts';
import type { ConnectedSystem } from '../../../shared/systems/systems.ts';
import type { Stored } from '../../../shared/text/stored.ts';
import type { Tx } from '../store/context.ts';
import { run, sql } from '../store/statement.ts';
import type { SystemSettings } from './rows.ts';

/**
 * The only writer of the table `webhook_endpoint`: other programs and systems of people that hear of what
 * happens.
 * `on`, `off` by an admin, or `paused` by Heed after a day of failures; only an admin switches it on again.
 * `ledger_seq` is the last entry of the ledger that was queued for it, and only moves forward, in the
 * transaction that queues.
 */

export type EndpointFacts = {
  readonly name: string;
  readonly url: string;
  readonly events: readonly WebhookTopic[];
  readonly privateAllowed: boolean;
  /** Left out: a program that takes our own notices. */
  readonly kind?: ConnectedSystem;
};

/** `from`: the last entry of the ledger that is not sent to it. */
export function addEndpoint(
  tx: Tx,
  id: string,
  { name, url, events, privateAllowed, kind }: EndpointFacts,
  from: number,
  actorId: string,
): void {
  run(
    tx.db,
    sql`INSERT INTO webhook_endpoint (id, name, kind, url, events, private_allowed, ledger_seq, created_by, created_at, rev)
      VALUES (${id}, ${name}, ${kind ?? 'webhook'}, ${url}, ${JSON.stringify(events)}, ${privateAllowed ? 1 : 0}, ${from}, ${actorId}, ${tx.now},
        ${tx.rev()})`,
  );
}

export function changeEndpoint(tx: Tx, id: string, facts: EndpointFacts): void {
  run(
    tx.db,
    sql`UPDATE webhook_endpoint SET name = ${facts.name}, url = ${facts.url}, events = ${JSON.stringify(facts.events)},
        private_allowed = ${facts.privateAllowed ? 1 : 0}, rev = ${tx.rev()} WHERE id = ${id}`,
  );
}

/** How a system is asked, as JSON. */
export function changeSystem(tx: Tx, id: string, settings: SystemSettings): void {
  run(
    tx.db,
    sql`UPDATE webhook_endpoint SET settings = ${JSON.stringify(settings)}, rev = ${tx.rev()} WHERE id = ${id}`,
  );
}

/** People were taken from a system. */
export function notePulled(tx: Tx, id: string): void {
  run(tx.db, sql`UPDATE webhook_endpoint SET pulled_at = ${tx.now}, rev = ${tx.rev()} WHERE id = ${id}`);
}

/** Its failures are forgotten, so that its day of tries begins again. */
export function switchOn(tx: Tx, id: string): void {
  run(
    tx.db,
    sql`UPDATE webhook_endpoint SET state = 'on', failing_since = NULL, rev = ${tx.rev()} WHERE id = ${id}`,
  );
}

export function switchOff(tx: Tx, id: string): void {
  run(tx.db, sql`UPDATE webhook_endpoint SET state = 'off', rev = ${tx.rev()} WHERE id = ${id}`);
}

/** For another console, to which secrets are not taken. */
export function switchAllOff(tx: Tx): void {
  run(tx.db, sql`UPDATE webhook_endpoint SET state = 'off', rev = ${tx.rev()} WHERE state <> 'off'`);
}

export function noteDelivered(tx: Tx, id: string): void {
  run(
    tx.db,
    sql`UPDATE webhook_endpoint SET detail = '', failing_since = NULL, last_delivered_at = ${tx.now}, rev = ${tx.rev()}
      WHERE id = ${id}`,
  );
}

/**
 * `detail`: a stored sentence. `since`: when this series of failures began. `pause`: it has lasted too long.
 */
export function noteFailing(tx: Tx, id: string, detail: Stored, since: number, pause: boolean): void {
  run(
    tx.db,
    sql`UPDATE webhook_endpoint SET detail = ${detail}, failing_since = ${since}, rev = ${tx.rev()},
        state = CASE WHEN ${pause ? 1 : 0} AND state = 'on' THEN 'paused' ELSE state END WHERE id = ${id}`,
  );
}

/** Notes that the ledger was queued up to this entry. */
export function moveMark(tx: Tx, id: string, seq: number): void {
  run(tx.db, sql`UPDATE webhook_endpoint SET ledger_seq = ${seq} WHERE id = ${id}`);
}

/** Endpoints that came from another store hear nothing of the past. */
export function skipPast(tx: Tx): void {
  run(
    tx.db,
    sql`UPDATE webhook_endpoint SET ledger_seq = (SELECT coalesce(max(seq), 0) FROM ledger)
      WHERE state = 'off' AND ledger_seq = 0`,
  );
}

/** Deletes an endpoint with its waiting deliveries. */
export function deleteEndpoint(tx: Tx, id: string): void {
  run(tx.db, sql`DELETE FROM webhook_endpoint WHERE id = ${id}`);
}

/** Empties the detail, which named an erased person. */
export function emptyEndpointDetail(tx: Tx, id: string): void {
  run(tx.db, sql`UPDATE webhook_endpoint SET detail = '' WHERE id = ${id}`);
}

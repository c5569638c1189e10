import type { ProviderName } from '../../../shared/providers/index.ts';
import type { Profile } from '../../../shared/schema/words.ts';
import { NOTHING, type Stored } from '../../../shared/text/stored.ts';
import type { Tx } from '../store/context.ts';
import { run, sql } from '../store/statement.ts';

/**
 * The only writer of the table `connection`: access to a provider.
 * It is `untested` until a test succeeded, then `ready`, or `waiting-test-reply` where the provider calls
 * with replies and none has come in yet; `stopped` when the provider refuses us. Changed access must be
 * tested again. Secrets are behind the secret port. `cursor`, `last_inbound_ok_at`, `webhooks_missing_since`
 * and `webhook_base` say how replies are read, for this console alone.
 */

export type ConnectionState = 'untested' | 'waiting-test-reply' | 'ready' | 'stopped';

export type NewConnection = {
  readonly id: string;
  readonly provider: ProviderName;
  readonly profile: Profile;
  readonly name: string;
  /** Settings without secrets. */
  readonly config: Readonly<Record<string, unknown>>;
};

/** `proved`: no test is needed, as with the demo's own providers. */
export function addConnection(
  tx: Tx,
  { id, provider, profile, name, config }: NewConnection,
  proved = false,
) {
  run(
    tx.db,
    sql`INSERT INTO connection (id, provider, profile, name, config, state, test_reply_at, rev)
      VALUES (${id}, ${provider}, ${profile}, ${name}, ${JSON.stringify(config)}, ${proved ? 'ready' : 'untested'},
        ${proved ? tx.now : null}, ${tx.rev()})`,
  );
}

/** Changes the fields that are not null. */
export function changeConnection(
  tx: Tx,
  id: string,
  { name, config }: { readonly name: string | null; readonly config: NewConnection['config'] | null },
): void {
  const access = config === null ? 0 : 1;
  run(
    tx.db,
    sql`UPDATE connection SET name = coalesce(${name}, name), config = coalesce(${config && JSON.stringify(config)}, config),
        state = CASE WHEN ${access} THEN 'untested' ELSE state END,
        state_detail = CASE WHEN ${access} THEN '' ELSE state_detail END, rev = ${tx.rev()} WHERE id = ${id}`,
  );
}

/** The caller has checked that nothing refers to it. */
export function deleteConnection(tx: Tx, id: string): void {
  run(tx.db, sql`DELETE FROM connection WHERE id = ${id}`);
}

/** It works: texts may leave through it. */
export const makeReady = (tx: Tx, id: string): void => moveTo(tx, id, 'ready', NOTHING);

/** Nothing leaves through it until a reply has come in, which proves that replies arrive. */
export const awaitTestReply = (tx: Tx, id: string, why: Stored): void =>
  moveTo(tx, id, 'waiting-test-reply', why);

/**
 * The provider refuses us, or what we know of it cannot be used: nothing leaves until an admin has tested it.
 */
export const makeStopped = (tx: Tx, id: string | null, why: Stored): void => moveTo(tx, id, 'stopped', why);

function moveTo(tx: Tx, id: string | null, state: ConnectionState, detail: Stored): void {
  run(
    tx.db,
    sql`UPDATE connection SET state = ${state}, state_detail = ${detail}, rev = ${tx.rev()} WHERE id = ${id}`,
  );
}

/** Notes that a polled provider was read up to `cursor`; `whole`: it has nothing more. */
export function noteRead(tx: Tx, id: string, cursor: string | null, whole: boolean): void {
  run(
    tx.db,
    sql`UPDATE connection SET cursor = ${cursor}, last_inbound_ok_at = coalesce(${whole ? tx.now : null}, last_inbound_ok_at)
      WHERE id = ${id}`,
  );
}

/** Replies of all connections must be read again before anything leaves. */
export function readAllAnew(tx: Tx): void {
  run(tx.db, sql`UPDATE connection SET last_inbound_ok_at = NULL`);
}

/** Notes that a webhook did not come. Does nothing where one was missing before. */
export function noteMissing(tx: Tx, id: string): void {
  run(
    tx.db,
    sql`UPDATE connection SET webhooks_missing_since = ${tx.now} WHERE id = ${id} AND webhooks_missing_since IS NULL`,
  );
}

/** Notes that webhooks do come. */
export function clearMissing(tx: Tx, id: string): void {
  run(tx.db, sql`UPDATE connection SET webhooks_missing_since = NULL WHERE id = ${id}`);
}

/** Notes the address that the provider calls. */
export function noteAddress(tx: Tx, id: string, base: string): void {
  run(tx.db, sql`UPDATE connection SET webhook_base = ${base} WHERE id = ${id}`);
}

/** Notes that a reply has come in, which proves that replies arrive. */
export function noteTestReply(tx: Tx, id: string): void {
  run(tx.db, sql`UPDATE connection SET test_reply_at = ${tx.now} WHERE id = ${id}`);
}

/** Asks for a new proof that replies arrive. */
export function forgetTestReply(tx: Tx, id: string): void {
  run(tx.db, sql`UPDATE connection SET test_reply_at = NULL WHERE id = ${id}`);
}

/**
 * The simulator inside the console has another address in every run, and remembers nothing of the run before.
 */
export function pointAtSimulator(tx: Tx, id: string, url: string, webhookBase: string | null): void {
  run(
    tx.db,
    sql`UPDATE connection SET config = json_set(config, '$.baseUrl', ${url}), cursor = NULL, webhook_base = ${webhookBase},
        rev = ${tx.rev()} WHERE id = ${id}`,
  );
}

/** For another console: credentials are not in the store, so each connection must be tested there. */
export function forgetProofs(tx: Tx): void {
  run(
    tx.db,
    sql`UPDATE connection SET state = 'untested', state_detail = '', test_reply_at = NULL, webhooks_missing_since = NULL,
        webhook_base = NULL, rev = ${tx.rev()}`,
  );
}

/** Empties the detail, which named an erased person. */
export function emptyStateDetail(tx: Tx, id: string): void {
  run(tx.db, sql`UPDATE connection SET state_detail = '' WHERE id = ${id}`);
}

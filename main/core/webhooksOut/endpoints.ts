import type { WebhookDelivery, WebhookEndpoint, WebhookTopic } from '../../../shared/contract/webhooksOut.ts';
import { t } from '../../../shared/text/say.ts';
import { CoreError } from '../base/errors.ts';
import { append } from '../ledger/append.ts';
import type { Core, Tx } from '../store/context.ts';
import type { Reader } from '../store/types.ts';
import { readAddress } from './address.ts';
import { enqueueDelivery, tryNow } from './deliveryRecord.ts';
import {
  addEndpoint,
  changeEndpoint,
  deleteEndpoint,
  type EndpointFacts,
  switchOff,
  switchOn,
} from './endpointRecord.ts';
import { ledgerEnd } from './outbox.ts';
import {
  deliveryRow,
  endpointRow,
  endpointRows,
  headOf,
  toDelivery,
  toEndpoint,
  topicsOf,
  webhookRow,
  webhookSecretName,
} from './rows.ts';
import { secretOf } from './signature.ts';

/** More would be a mistake, and each costs some work at every opt-out. */
const MOST = 20;

function noted(core: Core, tx: Tx, actorId: string, kind: string, id: string, payload = {}): void {
  append(core, tx, { kind, actorId, evidenceId: id, payload });
  tx.touch('integrations');
}

export const listEndpoints = (core: Core): WebhookEndpoint[] =>
  webhookRows(core.db).map((row) => toEndpoint(core.db, row));

const webhookRows = (db: Reader) => endpointRows(db).filter(({ kind }) => kind === 'webhook');

async function newSecret(core: Core, id: string): Promise<string> {
  const secret = secretOf(core.ports.random.bytes(32));
  await core.secrets.set(webhookSecretName(id), secret);
  return secret;
}

/**
 * Adds an endpoint, which hears of what happens from now on. The secret goes to the key store first, so that
 * no row is without one, and is returned this once. @throws CoreError INVALID for an address that may not be
 * used, CONFLICT when there are too many
 */
export async function createEndpoint(
  core: Core,
  actorId: string,
  input: EndpointFacts,
): Promise<{ endpoint: WebhookEndpoint; secret: string }> {
  const url = readAddress(input.url, input.privateAllowed);
  if (webhookRows(core.db).length >= MOST) {
    throw new CoreError('CONFLICT', t('core:webhook.most', { most: MOST }));
  }
  const id = core.ports.ids.next();
  const secret = await newSecret(core, id);
  const endpoint = core.write((tx) => {
    noted(core, tx, actorId, 'webhook-created', id, {
      events: input.events.join(' '),
      privateAllowed: input.privateAllowed,
    });
    const events = [...new Set(input.events)];
    addEndpoint(tx, id, { ...input, url: url.href, events }, ledgerEnd(tx.db), actorId);
    return toEndpoint(tx.db, endpointRow(tx.db, id));
  });
  return { endpoint, secret };
}

/** Tries again at once, as if nothing had failed. */
export function retryNow(tx: Tx, id: string): void {
  const head = headOf(tx.db, id);
  if (head) tryNow(tx, head.id);
  switchOn(tx, id);
}

export type EndpointChange = {
  readonly name?: string | undefined;
  readonly url?: string | undefined;
  readonly events?: readonly WebhookTopic[] | undefined;
  readonly privateAllowed?: boolean | undefined;
  readonly on?: boolean | undefined;
};

/** Changes an endpoint. Switching it on tries at once what waits. @throws CoreError NOT_FOUND, INVALID */
export function updateEndpoint(
  core: Core,
  tx: Tx,
  actorId: string,
  id: string,
  change: EndpointChange,
): WebhookEndpoint {
  const before = webhookRow(tx.db, id);
  const privateAllowed = change.privateAllowed ?? before.private_allowed === 1;
  const url = readAddress(change.url ?? before.url, privateAllowed).href;
  const events = [...new Set(change.events ?? topicsOf(before))];
  changeEndpoint(tx, id, { name: change.name ?? before.name, url, events, privateAllowed });
  if (change.on === false) switchOff(tx, id);
  else if (change.on === true || (url !== before.url && before.state === 'on')) retryNow(tx, id);
  noted(core, tx, actorId, 'webhook-changed', id, {
    events: events.join(' '),
    address: url === before.url ? 'same' : 'changed',
    privateAllowed,
    state: endpointRow(tx.db, id).state,
  });
  return toEndpoint(tx.db, endpointRow(tx.db, id));
}

/** @throws CoreError NOT_FOUND */
export async function renewSecret(core: Core, actorId: string, id: string): Promise<{ secret: string }> {
  webhookRow(core.db, id);
  const secret = await newSecret(core, id);
  core.write((tx) => noted(core, tx, actorId, 'webhook-secret-renewed', id));
  return { secret };
}

/** Removes an endpoint, its waiting deliveries, and its secret. @throws CoreError NOT_FOUND */
export async function removeEndpoint(core: Core, actorId: string, id: string): Promise<void> {
  core.write((tx) => {
    webhookRow(tx.db, id);
    deleteEndpoint(tx, id);
    noted(core, tx, actorId, 'webhook-removed', id);
  });
  await core.secrets.delete(webhookSecretName(id));
}

/**
 * Queues a test event about nobody, which is tried once, before all that waits. @throws CoreError NOT_FOUND
 */
export function testEndpoint(core: Core, tx: Tx, actorId: string, id: string): WebhookDelivery {
  webhookRow(tx.db, id);
  noted(core, tx, actorId, 'webhook-tested', id);
  const eventId = tx.id();
  return toDelivery(
    enqueueDelivery(tx, id, { eventId, type: 'test', factId: eventId, seq: null, at: tx.now }),
  );
}

/**
 * Tries a waiting delivery now, with all before it, since their order stays; queues a finished one again
 * under its old event id. @throws CoreError NOT_FOUND, CONFLICT when the endpoint is off
 */
export function sendAgain(core: Core, tx: Tx, actorId: string, deliveryId: string): WebhookDelivery {
  const row = deliveryRow(tx.db, deliveryId);
  const endpoint = endpointRow(tx.db, row.endpoint_id);
  if (endpoint.state === 'off' && row.type !== 'test') {
    throw new CoreError('CONFLICT', t('core:webhook.off'));
  }
  noted(core, tx, actorId, 'webhook-sent-again', endpoint.id, { event: row.event_id });
  const again =
    row.state === 'waiting'
      ? row
      : enqueueDelivery(tx, endpoint.id, {
          eventId: row.event_id,
          type: row.type,
          factId: row.fact_id,
          seq: row.ledger_seq,
          at: row.at,
        });
  if (row.type !== 'test') retryNow(tx, endpoint.id);
  return toDelivery(deliveryRow(tx.db, again.id));
}

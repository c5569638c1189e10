import { isNothing, keep, type Stored } from '../../../shared/text/stored.ts';
import { backOff } from '../base/backOff.ts';
import { append } from '../ledger/append.ts';
import type { Core, Tx } from '../store/context.ts';
import { one } from '../store/statement.ts';
import { markDelivered, noteTry } from './deliveryRecord.ts';
import { noteDelivered, noteFailing } from './endpointRecord.ts';
import { eventOf } from './event.ts';
import type { Post, PostAnswer } from './post.ts';
import { type DeliveryRow, type EndpointRow, headOf, webhookSecretName } from './rows.ts';
import { signature } from './signature.ts';

/** Milliseconds before a notice is tried again: the first time, and at most. */
const FIRST_WAIT = 5_000;
const LONGEST_WAIT = 6 * 3_600_000;
/** Milliseconds without success after which an endpoint is paused, and an admin told. */
const GIVE_UP_AFTER = 24 * 3_600_000;

/**
 * How telling a system of people ended. `nothing`: there was nothing to tell, and the detail says why.
 * `last`: it would end so again, and concerns this person alone, so others go on. `waitMs`: the system
 * asked to wait.
 */
export type Told = PostAnswer & {
  readonly nothing?: boolean;
  readonly last?: boolean;
  readonly waitMs?: number | undefined;
};
/** Tells a system of people of one fact, in its own way. Never throws. */
export type Tell = (
  core: Core,
  endpoint: EndpointRow,
  delivery: DeliveryRow,
  signal: AbortSignal,
) => Promise<Told>;
export type Ways = { readonly post: Post; readonly tell: Tell };

async function ask(
  core: Core,
  { post, tell }: Ways,
  endpoint: EndpointRow,
  delivery: DeliveryRow,
  signal: AbortSignal,
): Promise<Told> {
  if (endpoint.kind !== 'webhook') return tell(core, endpoint, delivery, signal);
  const secret = await core.secrets.get(webhookSecretName(endpoint.id));
  if (secret === null) {
    return { status: null, detail: keep('kept:webhook.noSecret') };
  }
  const body = JSON.stringify(eventOf(core.db, delivery));
  const timestamp = String(Math.floor(core.ports.clock.now() / 1000));
  return post(
    {
      url: endpoint.url,
      privateAllowed: endpoint.private_allowed === 1,
      body,
      headers: {
        'content-type': 'application/json',
        'user-agent': 'Heed',
        'webhook-id': delivery.event_id,
        'webhook-timestamp': timestamp,
        'webhook-signature': signature(secret, delivery.event_id, timestamp, body),
      },
    },
    signal,
  );
}

function reasonOf({ status, detail }: PostAnswer): Stored {
  if (status === null) return detail;
  if (status >= 300 && status < 400) return keep('kept:webhook.redirect', { status });
  return keep('kept:webhook.status', { status });
}

function delivered(tx: Tx, endpoint: EndpointRow, delivery: DeliveryRow, { status, detail }: Told): void {
  markDelivered(tx, delivery.id, status, detail);
  noteDelivered(tx, endpoint.id);
}

function failed(core: Core, tx: Tx, endpoint: EndpointRow, delivery: DeliveryRow, answer: Told): void {
  const attempts = delivery.attempts + 1;
  const detail = isNothing(answer.detail) ? reasonOf(answer) : answer.detail;
  const last = delivery.type === 'test' || answer.last === true;
  const wait = Math.min(answer.waitMs ?? 0, LONGEST_WAIT);
  noteTry(tx, delivery.id, {
    last,
    attempts,
    status: answer.status,
    detail,
    nextTryAt:
      tx.now + Math.max(wait, backOff(attempts, core.ports.random.fraction(), FIRST_WAIT, LONGEST_WAIT)),
  });
  if (last) return;
  const since =
    one<EndpointRow>(tx.db, 'SELECT * FROM webhook_endpoint WHERE id = ?', endpoint.id)?.failing_since ??
    tx.now;
  const pause = tx.now - since >= GIVE_UP_AFTER;
  noteFailing(tx, endpoint.id, detail, since, pause);
  if (pause) append(core, tx, { kind: 'webhook-paused', actorId: null, evidenceId: endpoint.id });
}

/**
 * Sends an endpoint its next delivery and notes the outcome. Null: nothing is due, or it was stopped. A
 * process that ends between answer and commit sends again: at least once, in order; the event's id tells the
 * receiver.
 */
export async function deliverNext(
  core: Core,
  ways: Ways,
  endpoint: EndpointRow,
  signal: AbortSignal,
): Promise<DeliveryRow | null> {
  const delivery = headOf(core.db, endpoint.id);
  if (!delivery) return null;
  // What a clock that ran ahead put off for longer than any wait is due too.
  const wait = delivery.next_try_at - core.ports.clock.now();
  if (wait > 0 && wait <= LONGEST_WAIT) return null;
  if (endpoint.state !== 'on' && delivery.type !== 'test') return null;
  const answer = await ask(core, ways, endpoint, delivery, signal);
  if (signal.aborted) return null;
  core.write((tx) => {
    // It was removed or finished while under way.
    const now = one<DeliveryRow>(tx.db, 'SELECT * FROM webhook_delivery WHERE id = ?', delivery.id);
    if (now?.state !== 'waiting') return;
    const { status, nothing = false } = answer;
    if (nothing || (status !== null && status >= 200 && status < 300))
      delivered(tx, endpoint, delivery, answer);
    else failed(core, tx, endpoint, delivery, answer);
    tx.touch('integrations');
  });
  return delivery;
}

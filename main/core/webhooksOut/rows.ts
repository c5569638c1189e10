import { z } from 'zod';
import { System } from '../../../shared/contract/systems.ts';
import {
  type WebhookDelivery,
  type WebhookEndpoint,
  type WebhookEvent,
  WebhookTopic,
} from '../../../shared/contract/webhooksOut.ts';
import type { ConnectedSystem } from '../../../shared/systems/systems.ts';
import { t } from '../../../shared/text/say.ts';
import { type Stored, said } from '../../../shared/text/stored.ts';
import { CoreError } from '../base/errors.ts';
import { all, one } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';

export type EndpointRow = {
  readonly id: string;
  readonly name: string;
  readonly kind: 'webhook' | ConnectedSystem;
  readonly url: string;
  /** JSON; of a system, see SystemSettings. */
  readonly settings: string;
  readonly events: string;
  readonly private_allowed: number;
  readonly state: WebhookEndpoint['state'];
  readonly detail: Stored;
  readonly failing_since: number | null;
  readonly last_delivered_at: number | null;
  readonly pulled_at: number | null;
  readonly ledger_seq: number;
  readonly created_at: number;
};

export type DeliveryRow = {
  readonly position: number;
  readonly id: string;
  readonly endpoint_id: string;
  readonly event_id: string;
  readonly type: WebhookEvent['type'];
  readonly fact_id: string;
  readonly ledger_seq: number | null;
  readonly at: number;
  readonly state: WebhookDelivery['state'];
  readonly attempts: number;
  readonly last_status: number | null;
  readonly detail: Stored;
  readonly last_try_at: number | null;
  readonly next_try_at: number;
  readonly delivered_at: number | null;
};

const Topics = z.array(WebhookTopic);
/** Counting further would take time and say no more. */
const COUNTED = 100_000;

export const topicsOf = (row: EndpointRow): readonly WebhookTopic[] => Topics.parse(JSON.parse(row.events));

/** The name of an endpoint's secret behind the secret port. */
export const webhookSecretName = (endpointId: string) => `webhook-out/${endpointId}/secret`;

export const endpointRows = (db: Reader) =>
  all<EndpointRow>(db, 'SELECT * FROM webhook_endpoint ORDER BY name, id');

/** @throws CoreError NOT_FOUND */
export function endpointRow(db: Reader, id: string): EndpointRow {
  const row = one<EndpointRow>(db, 'SELECT * FROM webhook_endpoint WHERE id = ?', id);
  if (!row) throw new CoreError('NOT_FOUND', t('core:webhook.none'));
  return row;
}

/** A program that takes our own notices; a system of people is none. @throws CoreError NOT_FOUND */
export function webhookRow(db: Reader, id: string): EndpointRow {
  const row = endpointRow(db, id);
  if (row.kind !== 'webhook') throw new CoreError('NOT_FOUND', t('core:webhook.none'));
  return row;
}

/** How a system of people is asked, and which of its answers stands for which of ours. */
export const SystemSettings = z.object({
  /** VAN: the application's name, and which of its two databases. */
  userName: z.string().default(''),
  mode: System.shape.mode.default('my-voters'),
  /** VAN: the type of export by which lists are taken; which columns it has. */
  exportType: z.number().int().default(4),
  answers: z
    .array(z.object({ questionId: z.string(), choiceId: z.string(), target: z.string(), label: z.string() }))
    .default([]),
  /** Of answers in numbers and words: the field of the system that holds them. */
  fields: z.array(z.object({ questionId: z.string(), field: z.string() })).default([]),
});
export type SystemSettings = z.infer<typeof SystemSettings>;

export const settingsOf = (row: EndpointRow): SystemSettings =>
  SystemSettings.parse(JSON.parse(row.settings));

/** Whether an endpoint wants to know of answers to a question; a system, where it has answers of its own. */
export function wantsAnswersTo(row: EndpointRow, questionId: string): boolean {
  if (!topicsOf(row).includes('answer')) return false;
  if (row.kind === 'webhook') return true;
  const { answers, fields } = settingsOf(row);
  return [...answers, ...fields].some((each) => each.questionId === questionId);
}

/** SQLite's planner would take the index by state and search all waiting rows for a test. */
const NEXT_TEST = `SELECT * FROM webhook_delivery INDEXED BY webhook_delivery_test
  WHERE endpoint_id = ? AND state = 'waiting' AND type = 'test' ORDER BY position LIMIT 1`;
const NEXT = `SELECT * FROM webhook_delivery INDEXED BY webhook_delivery_waiting
  WHERE endpoint_id = ? AND state = 'waiting' ORDER BY position LIMIT 1`;

/** The two queries of `headOf`, for the test of their plans. */
export const HEAD_QUERIES = [NEXT_TEST, NEXT] as const;

/** The next delivery of an endpoint: tests first, then the oldest. */
export function headOf(db: Reader, endpointId: string): DeliveryRow | undefined {
  return one<DeliveryRow>(db, NEXT_TEST, endpointId) ?? one<DeliveryRow>(db, NEXT, endpointId);
}

/** How many notices wait for an endpoint. */
export function waitingFor(db: Reader, id: string): number {
  return (
    one<{ n: number }>(
      db,
      "SELECT count(*) AS n FROM (SELECT 1 FROM webhook_delivery WHERE endpoint_id = ? AND state = 'waiting' LIMIT ?)",
      id,
      COUNTED,
    )?.n ?? 0
  );
}

export function toEndpoint(db: Reader, row: EndpointRow): WebhookEndpoint {
  return {
    id: row.id,
    name: row.name,
    url: row.url,
    events: [...topicsOf(row)],
    privateAllowed: row.private_allowed === 1,
    state: row.state,
    detail: said(row.detail),
    waiting: waitingFor(db, row.id),
    lastDeliveredAt: row.last_delivered_at,
    createdAt: row.created_at,
  };
}

export function toDelivery(row: DeliveryRow): WebhookDelivery {
  return {
    id: row.id,
    endpointId: row.endpoint_id,
    eventId: row.event_id,
    type: row.type,
    at: row.at,
    state: row.state,
    attempts: row.attempts,
    lastStatus: row.last_status,
    detail: said(row.detail),
    lastTryAt: row.last_try_at,
    nextTryAt: row.state === 'waiting' && row.attempts > 0 ? row.next_try_at : null,
    deliveredAt: row.delivered_at,
  };
}

/** @throws CoreError NOT_FOUND */
export function deliveryRow(db: Reader, id: string): DeliveryRow {
  const row = one<DeliveryRow>(db, 'SELECT * FROM webhook_delivery WHERE id = ?', id);
  if (!row) throw new CoreError('NOT_FOUND', t('core:webhook.deliveryGone'));
  return row;
}

/** Newest first, in pages by position. */
export function deliveryPage(
  db: Reader,
  ask: { endpointId: string; state: WebhookDelivery['state'] | undefined; before: number; limit: number },
): { items: WebhookDelivery[]; next: string | null } {
  const state = ask.state === undefined ? '' : 'AND state = ?';
  const rows = all<DeliveryRow>(
    db,
    `SELECT * FROM webhook_delivery WHERE endpoint_id = ? ${state} AND position < ? ORDER BY position DESC LIMIT ?`,
    ask.endpointId,
    ...(ask.state === undefined ? [] : [ask.state]),
    ask.before,
    ask.limit + 1,
  );
  const page = rows.slice(0, ask.limit);
  const last = page.at(-1);
  return {
    items: page.map(toDelivery),
    next: rows.length > ask.limit && last ? String(last.position) : null,
  };
}

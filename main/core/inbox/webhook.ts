import { noteTestReply } from '../connections/connectionRecord.ts';
import { connectionReady } from '../connections/connectionState.ts';
import type { Connections } from '../connections/connections.ts';
import { noteCalled } from '../connections/missing.ts';
import { noteBase } from '../connections/webhookBase.ts';
import type { OpenedCore } from '../open/openCore.ts';
import { type DoorCall, plainAnswer, type WebhookAnswer } from '../providers/door.ts';
import { acceptedAnswer } from '../providers/index.ts';
import type { Core } from '../store/context.ts';
import { one } from '../store/statement.ts';
import type { Outcome, Piece } from '../store/together.ts';
import { piecesOf, type Source } from './receive.ts';

/**
 * Webhooks come in with the right credentials. The first reply proves that replies arrive, and turns sending
 * on; also a repeated one, whose answer a crash prevented.
 */
function noteArrival(core: Core, connectionId: string, withReply: boolean): void {
  noteCalled(core, connectionId);
  noteBase(core, connectionId);
  if (!withReply) return;
  // Statuses may come with other credentials than replies, so only a reply shows that replies arrive.
  if (core.refusedCalls.clear(connectionId)) core.changes.publish(['connections']);
  const row = one<{ state: string; test_reply_at: number | null }>(
    core.db,
    'SELECT state, test_reply_at FROM connection WHERE id = ?',
    connectionId,
  );
  if (!row || row.test_reply_at !== null) return;
  core.write((tx) => noteTestReply(tx, connectionId));
  if (row.state === 'waiting-test-reply') connectionReady(core, connectionId);
  // Reads the connection now, so that whoever sends the first text need not wait for the next sweep.
  core.inbound.ask(connectionId);
}

/** Notes how many calls the webhook port refused since the last time. */
export function noteRefused(
  core: Core,
  connectionId: string,
  why: 'forbidden' | 'malformed',
  count: number,
): void {
  core.ports.log.warn(`webhook-${why}`, { connection: connectionId, count });
  if (why === 'forbidden' && core.refusedCalls.note(connectionId, core.ports.clock.now(), count))
    core.changes.publish(['connections']);
}

const GONE = plainAnswer(404, 'No such connection.');

/** A call that is being taken in: what is still to be written, and the outcomes so far. */
export type Taking = {
  readonly call: DoorCall;
  /** Null: its connection was removed since the call was let in. */
  readonly source: Source | null;
  readonly left: Piece<void>[];
  readonly outcomes: Outcome<void>[];
};

export function taking(core: Core, connections: Pick<Connections, 'adapterOf'>, call: DoorCall): Taking {
  const { connectionId, batch } = call;
  const adapter = connections.adapterOf(connectionId);
  const source = adapter && { connectionId, adapter };
  return { call, source, left: source === null ? [] : piecesOf(core, source, batch), outcomes: [] };
}

function answerTo(core: Core, { source, outcomes }: Taking): WebhookAnswer {
  if (source === null) return GONE;
  const failed = outcomes.find((outcome) => !outcome.ok);
  if (failed === undefined || failed.ok) return acceptedAnswer(source.adapter.vendor);
  core.ports.log.error('webhook-failed', {
    connection: source.connectionId,
    name: failed.error instanceof Error ? failed.error.name : 'unknown',
  });
  // It was not stored, so the provider must try again.
  return plainAnswer(500, 'Heed could not take this.');
}

/** When the first reply of a call was written; calls without one come last. */
const saidAt = ({ call }: Taking) =>
  Math.min(...call.batch.inbound.map((text) => text.providerTime), Number.POSITIVE_INFINITY);

/**
 * Takes in urgent calls, as many as fit into one transaction, in the order in which their replies were
 * written, and ahead of other writes that wait; a faulty event does not affect others. Answers the calls that
 * are complete; call it again with the others, to continue with them. Throws StoreError when the store cannot
 * be written; then nothing of this turn is durable.
 */
export function takeSome(core: OpenedCore, calls: readonly Taking[]): Map<Taking, WebhookAnswer> {
  const inOrder = [...calls].sort((a, b) => saidAt(a) - saidAt(b) || a.call.id - b.call.id);
  const outcomes = core.ahead(inOrder.flatMap(({ left }) => left));
  const answers = new Map<Taking, WebhookAnswer>();
  const withReply = new Map<string, boolean>();
  for (const each of inOrder) {
    const { connectionId, batch } = each.call;
    const done = outcomes.splice(0, each.left.length);
    each.left.splice(0, done.length);
    each.outcomes.push(...done);
    if (each.left.length > 0) break;
    answers.set(each, answerTo(core, each));
    if (each.source !== null)
      withReply.set(connectionId, withReply.get(connectionId) === true || batch.inbound.length > 0);
  }
  for (const [connectionId, replied] of withReply) noteArrival(core, connectionId, replied);
  core.wake();
  return answers;
}

/** Takes in a call that can wait a moment, together with other writes. Rejects with StoreError. */
export async function takeLater(core: Core, each: Taking): Promise<WebhookAnswer> {
  const settled = await Promise.allSettled(each.left.splice(0).map(core.together.later));
  for (const outcome of settled) {
    if (outcome.status === 'fulfilled') each.outcomes.push({ ok: true, value: undefined });
    else if (core.report(outcome.reason)) throw outcome.reason;
    else each.outcomes.push({ ok: false, error: outcome.reason });
  }
  if (each.source !== null) noteArrival(core, each.call.connectionId, false);
  return answerTo(core, each);
}

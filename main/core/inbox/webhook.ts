import { NOTHING } from '../../../shared/text/stored.ts';
import { noteTestReply } from '../connections/connectionRecord.ts';
import { setConnectionState } from '../connections/connectionState.ts';
import type { Connections } from '../connections/connections.ts';
import { noteCalled } from '../connections/missing.ts';
import { noteBase } from '../connections/webhookBase.ts';
import { type DoorCall, plainAnswer, type WebhookAnswer } from '../providers/door.ts';
import { acceptedAnswer } from '../providers/index.ts';
import type { Core } from '../store/context.ts';
import { one } from '../store/statement.ts';
import { type Outcome, type Piece, writeEach } from '../store/together.ts';
import { piecesOf, type Source } from './receive.ts';

/**
 * Webhooks come, with the right credentials. The first reply is the proof that replies do arrive, and turns
 * sending on; one that is known already counts too, since it came again because a crash kept its answer back.
 */
function noteArrival(core: Core, connectionId: string, withReply: boolean): void {
  noteCalled(core, connectionId);
  noteBase(core, connectionId);
  if (!withReply) return;
  // States may come with other credentials than replies, so a reply alone shows that replies come.
  if (core.refusedCalls.clear(connectionId)) core.changes.publish(['connections']);
  const row = one<{ state: string; test_reply_at: number | null }>(
    core.db,
    'SELECT state, test_reply_at FROM connection WHERE id = ?',
    connectionId,
  );
  if (!row || row.test_reply_at !== null) return;
  core.write((tx) => noteTestReply(tx, connectionId));
  if (row.state === 'waiting-test-reply') setConnectionState(core, connectionId, 'ready', NOTHING);
  // Whoever sends the first text now does not wait for the next sweep.
  core.inbound.ask(connectionId);
}

/** Calls that the door turned away, so many since the last time. */
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

/** A call that is being taken in: what is left to write of it, and what became of the rest. */
export type Taking = {
  readonly call: DoorCall;
  /** Null: its connection has gone since it was let in. */
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
  // Not kept, as far as we know: the provider must try again.
  return plainAnswer(500, 'Heed could not take this.');
}

/** When the first reply of a call was said; a call without any comes last. */
const saidAt = ({ call }: Taking) =>
  Math.min(...call.batch.inbound.map((text) => text.providerTime), Number.POSITIVE_INFINITY);

/**
 * Takes in calls that cannot wait, as much as fits into one transaction, in the order in which their replies
 * were said; an odd event spoils no other. Answers those that are whole, and takes the others up where it
 * stopped when it is called with them again. Throws StoreError when the store cannot be written; then nothing
 * of this turn is durable.
 */
export function takeSome(core: Core, calls: readonly Taking[]): Map<Taking, WebhookAnswer> {
  const inOrder = [...calls].sort((a, b) => saidAt(a) - saidAt(b) || a.call.id - b.call.id);
  const outcomes = writeEach(
    core.write,
    inOrder.flatMap(({ left }) => left),
  );
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

/** Takes in a call that can wait a moment, with whatever else is written then. Rejects with StoreError. */
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

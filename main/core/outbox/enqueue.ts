import type { Warning, WarningCode } from '../../../shared/contract/base/warning.ts';
import { GUARD_RULES, type GuardRule } from '../../../shared/schema/guardRules.ts';
import { faultPoint } from '../base/faultPoint.ts';
import { mustConfirm } from '../base/warnings.ts';
import { showQueued } from '../conversations/conversationRecord.ts';
import { queueText } from '../conversations/messageRecord.ts';
import { recordPrevented } from '../conversations/preventedRecord.ts';
import { giveSenders } from '../conversations/share.ts';
import { stopWarnings } from '../people/stopWaiting.ts';
import type { CleanPicture } from '../pictures/clean/clean.ts';
import { attachPicture } from '../pictures/pictureRecord.ts';
import type { Core, Tx } from '../store/context.ts';
import { one } from '../store/statement.ts';
import { guardConversation } from './facts.ts';

export type EnqueueInput = {
  readonly conversationId: string;
  readonly kind: 'initial' | 'reply';
  readonly body: string;
  readonly authorId: string;
  /** A picture that goes with it: new, or one that is kept. */
  readonly picture?: CleanPicture | { readonly pictureId: string } | null;
  /**
   * Seconds in which the text can still be taken back before it may leave. 0: it leaves as soon as it can.
   */
  readonly holdSeconds?: number;
  /** Further warnings, about the words themselves. */
  readonly warnings?: readonly Warning[];
  /** Warnings that the author confirmed. */
  readonly confirmed?: readonly WarningCode[];
};

export type EnqueueResult =
  /** `waits`: the rule for which it waits, null when it leaves as soon as its turn comes. */
  | { readonly ok: true; readonly messageId: string; readonly waits: GuardRule | null }
  | { readonly ok: false; readonly rule: GuardRule };

type Row = {
  readonly campaign_id: string;
  readonly subject: string;
  readonly number: string | null;
  readonly sender_number_id: string | null;
  readonly connection_id: string | null;
};

/**
 * Reads the conversation. A large campaign may still be giving out sender numbers; this conversation gets its
 * own now.
 */
function read(tx: Tx, id: string): Row | undefined {
  const sql = `SELECT c.campaign_id, c.subject, c.number, c.sender_number_id, s.connection_id FROM conversation c
    LEFT JOIN sender_number s ON s.id = c.sender_number_id WHERE c.id = ?`;
  const row = one<Row>(tx.db, sql, id);
  if (row?.sender_number_id !== null) return row;
  giveSenders(tx, row.campaign_id, [id]);
  return one<Row>(tx.db, sql, id);
}

/** Milliseconds that a reply may be held at most. */
export const LONGEST_HOLD = 60_000;

/**
 * From when on the text may be claimed, and the rule for which it waits until then. Texts are claimed in the
 * order of this time, so it is never before now: a text that was held for some seconds then comes among those
 * of its own moment. And a text never overtakes a reply that is held in the same conversation, since they
 * would arrive in the wrong order. What is held waits for no rule yet, else it would leave as soon as that
 * rule lets it, and could no longer be taken back; the guard is asked when its seconds are over.
 */
function turnOf(
  tx: Tx,
  input: EnqueueInput,
  waits: GuardRule | null,
  until: number | null,
): { readonly waitsFor: GuardRule | null; readonly notBefore: number } {
  const held = one<{ until: number | null }>(
    tx.db,
    `SELECT max(not_before) AS until FROM message
     WHERE conversation_id = ? AND state = 'queued' AND rule IS NULL AND kind = 'reply' AND not_before <= ?`,
    input.conversationId,
    tx.now + LONGEST_HOLD,
  );
  const heldUntil = Math.max(held?.until ?? 0, tx.now + (input.holdSeconds ?? 0) * 1000);
  if (heldUntil > tx.now) return { waitsFor: null, notBefore: heldUntil };
  return { waitsFor: waits, notBefore: Math.max(until ?? 0, tx.now) };
}

/**
 * Queues a text after asking the guard. A refusal is recorded as prevented in the same transaction, so the
 * caller must let the transaction commit before reporting it.
 * @throws UnconfirmedError where the author has to confirm something first; nothing is written then
 */
export function enqueue(core: Core, tx: Tx, input: EnqueueInput): EnqueueResult {
  const conversation = read(tx, input.conversationId);
  if (!conversation) return { ok: false, rule: 'conversation-closed' };
  const verdict = guardConversation(core, input.conversationId, input.kind, tx.now);
  const refused = !verdict.pass && (verdict.outcome === 'prevent' || GUARD_RULES[verdict.rule].needsDecision);
  if (refused || conversation.number === null) {
    const rule = verdict.pass ? 'invalid-number' : verdict.rule;
    recordPrevented(tx, {
      messageId: null,
      conversationId: input.conversationId,
      subject: conversation.subject,
      rule,
      place: 'enqueue',
      body: input.body,
      actorId: input.authorId,
    });
    return { ok: false, rule };
  }
  const stops = stopWarnings(tx.db, conversation.subject);
  mustConfirm([...(input.warnings ?? []), ...stops], input.confirmed ?? []);
  const waits = verdict.pass ? null : verdict.rule;
  const until = verdict.pass || verdict.outcome === 'prevent' ? null : verdict.until;
  const messageId = queueText(tx, {
    conversationId: input.conversationId,
    subject: conversation.subject,
    number: conversation.number,
    connectionId: conversation.connection_id,
    senderNumberId: conversation.sender_number_id,
    kind: input.kind,
    body: input.body,
    ...(input.picture ? { pictures: 1 } : {}),
    authorId: input.authorId,
    despiteStop: stops.length > 0,
    ...turnOf(tx, input, waits, until),
  });
  if (input.picture) attachPicture(tx, { messageId, subject: conversation.subject }, input.picture);
  showQueued(tx, input.conversationId, input.body);
  tx.touch('queued', conversation.subject);
  faultPoint('outbox.enqueued');
  core.wake();
  return { ok: true, messageId, waits };
}

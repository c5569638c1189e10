import { GUARD_RULES, type GuardRule } from '../../../shared/schema/guardRules.ts';
import { recordPrevented } from '../conversations/preventedRecord.ts';
import { guardMessage } from '../outbox/facts.ts';
import type { Core, Tx } from '../store/context.ts';
import { one } from '../store/statement.ts';

/**
 * Asks the guard before a text of unknown outcome is queued again. Returns the rule that forbids it, which is
 * recorded; null: it may wait for its turn. The action stays open then, so the caller must let the
 * transaction commit.
 */
export function forbidsAgain(
  core: Core,
  tx: Tx,
  asked: { readonly actionId: string; readonly actorId: string },
): GuardRule | null {
  const text = one<{
    id: string;
    kind: 'initial' | 'reply' | 'confirmation';
    conversation_id: string | null;
    subject: string;
    body: string;
    not_after: number | null;
  }>(
    tx.db,
    `SELECT m.id, m.kind, m.conversation_id, m.subject, m.body, m.not_after FROM action a JOIN message m ON m.id = a.message_id
     WHERE a.id = ? AND a.state = 'open' AND a.kind = 'send-outcome-unknown' AND m.state = 'unknown'`,
    asked.actionId,
  );
  if (!text) return null;
  const verdict = guardMessage(core, { id: text.id, kind: text.kind, notAfter: text.not_after }, tx.now);
  if (verdict.pass || (verdict.outcome === 'wait' && !GUARD_RULES[verdict.rule].needsDecision)) return null;
  recordPrevented(tx, {
    messageId: text.id,
    conversationId: text.conversation_id,
    subject: text.subject,
    rule: verdict.rule,
    place: 'enqueue',
    body: text.body,
    actorId: asked.actorId,
  });
  tx.touch('conversations', text.subject);
  return verdict.rule;
}

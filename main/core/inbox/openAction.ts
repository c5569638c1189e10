import type { ActionKind } from '../../../shared/schema/words.ts';
import type { Core, Tx } from '../context.ts';
import { isErased } from '../erase/erased.ts';
import { append } from '../ledger/append.ts';
import { noteResumeWish } from '../ledger/reviewItem.ts';
import { one, run } from '../store/statement.ts';

export type NewAction = {
  readonly kind: ActionKind;
  readonly subject: string;
  readonly conversationId: string | null;
  readonly messageId: string | null;
  readonly rule: string;
  readonly matched: string;
  readonly detail: string;
  /** The conversation is on hold until this is decided. */
  readonly holds: boolean;
  readonly dueAt: number;
  /** The person who asks; left out where a text or a provider does. */
  readonly openedBy?: string;
};

/**
 * Opens a task for a person. One of a kind a conversation: asking twice does not open two, and the first due date stands. Unknown
 * outcomes are told apart by their message, refusals of a provider and questions by their rule, and a reply whose words
 * are lost from one whose words are known: the first may turn out to be harmless, the second stays.
 */
export function openAction(core: Core, tx: Tx, action: NewAction): void {
  if (action.kind === 'asked-to-resume') noteResumeWish(tx, action.subject);
  const same = one<{ id: string }>(
    tx.db,
    `SELECT id FROM action INDEXED BY action_subject WHERE subject = ? AND state = 'open' AND kind = ? AND conversation_id IS ?
       AND (kind <> 'send-outcome-unknown' OR message_id IS ?) AND (kind NOT IN ('provider-refused', 'escalated') OR rule = ?)
       AND (rule = 'inbound-lost') = (? = 'inbound-lost')`,
    action.subject,
    action.kind,
    action.conversationId,
    action.messageId,
    action.rule,
    action.rule,
  );
  if (same) {
    if (action.holds) run(tx.db, 'UPDATE action SET holds = 1, rev = ? WHERE id = ?', tx.rev(), same.id);
    return;
  }
  const id = tx.id();
  run(
    tx.db,
    `INSERT INTO action (id, kind, subject, conversation_id, message_id, rule, matched, detail, holds, opened_at, due_at, opened_by, state, rev)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'open', ?)`,
    id,
    action.kind,
    action.subject,
    action.conversationId,
    action.messageId,
    action.rule,
    isErased(tx.db, action.subject) ? '' : action.matched,
    action.detail,
    action.holds ? 1 : 0,
    tx.now,
    action.dueAt,
    action.openedBy ?? null,
    tx.rev(),
  );
  append(core, tx, {
    kind: 'action-opened',
    actorId: action.openedBy ?? null,
    subject: action.subject,
    evidenceId: id,
    payload: { action: action.kind, rule: action.rule, message: action.messageId, dueAt: action.dueAt },
  });
  tx.touch('actions', action.subject);
  tx.touch('conversations', action.subject);
}

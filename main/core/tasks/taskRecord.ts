import type { ActionKind } from '../../../shared/schema/words.ts';
import { append } from '../ledger/append.ts';
import { isErased } from '../people/erased.ts';
import { beginHold, isHeld } from '../people/holds.ts';
import { isOptedOut } from '../people/optedOut.ts';
import { urgency } from '../people/urgency.ts';
import type { Core, Tx } from '../store/context.ts';
import { one, run } from '../store/statement.ts';
import { noteResumeWish } from './reviewItem.ts';

export type NewAction = {
  readonly kind: ActionKind;
  readonly subject: string;
  /** For a task that neither a conversation nor a text tells the number of. */
  readonly number?: string;
  readonly conversationId: string | null;
  readonly messageId: string | null;
  readonly rule: string;
  readonly matched: string;
  readonly detail: string;
  /** The number is on hold, in every campaign, until this is decided. */
  readonly holds: boolean;
  readonly dueAt: number;
  /** The person who asks; left out where a text or a provider does. */
  readonly openedBy?: string;
};

/**
 * Opens a task for a person. One of a kind a conversation: asking twice does not open two, and the first due date stands. Unknown
 * outcomes are told apart by their message, refusals of a provider and questions by their rule, and a reply whose words
 * are lost from one whose words are known: the first may turn out to be harmless, the second stays. What is more urgent raises the task.
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
  const held = isHeld(tx.db, action.subject);
  const erased = isErased(tx.db, action.subject);
  if (same) {
    raise(tx, same.id, { ...action, matched: erased ? '' : action.matched });
    if (!action.holds) return;
    run(
      tx.db,
      'UPDATE action SET holds = 1, held_at = ?, rev = ? WHERE id = ? AND holds = 0',
      tx.now,
      tx.rev(),
      same.id,
    );
    holdNumber(core, tx, action, held);
    return;
  }
  const id = tx.id();
  run(
    tx.db,
    `INSERT INTO action (id, kind, subject, conversation_id, message_id, rule, matched, detail, holds, opened_at, due_at, opened_by, number, state, rev)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'open', ?)`,
    id,
    action.kind,
    action.subject,
    action.conversationId,
    action.messageId,
    action.rule,
    erased ? '' : action.matched,
    action.detail,
    action.holds ? 1 : 0,
    tx.now,
    action.dueAt,
    action.openedBy ?? null,
    erased ? null : (action.number ?? null),
    tx.rev(),
  );
  append(core, tx, {
    kind: 'action-opened',
    actorId: action.openedBy ?? null,
    subject: action.subject,
    evidenceId: id,
    payload: {
      action: action.kind,
      rule: action.rule,
      message: action.messageId,
      dueAt: action.dueAt,
      holds: action.holds,
    },
  });
  if (action.holds) holdNumber(core, tx, action, held);
  tx.touch('actions', action.subject);
  tx.touch('conversations', action.subject);
}

/** A plain STOP after words that only read like one: the task that is open already is about the STOP from now on, and stands first. */
function raise(tx: Tx, id: string, action: NewAction): void {
  const changed = run(
    tx.db,
    `UPDATE action SET rule = @rule, matched = @matched, message_id = @messageId, rev = @rev
     WHERE id = @id AND ${urgency('action')} > (SELECT ${urgency('n')} FROM (SELECT @kind AS kind, @rule AS rule) n)`,
    {
      id,
      kind: action.kind,
      rule: action.rule,
      matched: action.matched,
      messageId: action.messageId,
      rev: tx.rev(),
    },
  );
  if (changed === 0) return;
  tx.touch('actions', action.subject);
  tx.touch('conversations', action.subject);
}

/** Who is opted out needs no hold; the task keeps them from being texted should they be opted in before it is decided. */
function holdNumber(core: Core, tx: Tx, action: NewAction, wasHeld: boolean): void {
  const { subject, messageId, conversationId, rule, openedBy } = action;
  if (isOptedOut(tx.db, subject)) return;
  beginHold(core, tx, { subject, wasHeld, actorId: openedBy ?? null, messageId, conversationId, rule });
}

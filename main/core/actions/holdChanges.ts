import { projectHold } from '../conversations/conversationRecord.ts';
import { append } from '../ledger/append.ts';
import { isHeld } from '../people/holds.ts';
import type { Core, Tx } from '../store/context.ts';

/**
 * Begins a hold, because an action that holds was opened: the number's conversations show it, and the ledger
 * has it.
 */
export function beginHold(
  core: Core,
  tx: Tx,
  hold: {
    readonly subject: string;
    /** Whether another action held the number before. */
    readonly wasHeld: boolean;
    readonly actorId: string | null;
    readonly messageId: string | null;
    readonly conversationId: string | null;
    readonly rule: string;
  },
): void {
  projectHold(tx, hold.subject);
  if (hold.wasHeld) return;
  append(core, tx, {
    kind: 'hold',
    actorId: hold.actorId,
    subject: hold.subject,
    evidenceId: hold.messageId,
    payload: { rule: hold.rule, conversation: hold.conversationId },
  });
}

/**
 * Ends the hold after its action was decided, unless another open action holds the number. Waiting texts may
 * leave then.
 */
export function endHold(
  core: Core,
  tx: Tx,
  end: {
    readonly subject: string;
    readonly conversationId: string | null;
    readonly actorId: string | null;
  },
): void {
  projectHold(tx, end.subject);
  if (isHeld(tx.db, end.subject)) return;
  append(core, tx, {
    kind: 'carried-on',
    actorId: end.actorId,
    subject: end.subject,
    payload: { conversation: end.conversationId },
  });
}

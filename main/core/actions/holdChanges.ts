import { projectHold } from '../conversations/conversationRecord.ts';
import { append } from '../ledger/append.ts';
import { isHeld } from '../people/holds.ts';
import type { Core, Tx } from '../store/context.ts';

/**
 * An action that holds was opened: the number's conversations show it, and the ledger tells when the hold
 * began.
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
 * An action that held was decided: the number may be texted again, unless another open action holds it.
 * Waiting texts leave in turn.
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

import type { GuardRule } from '../../../shared/schema/guardRules.ts';
import { isErased } from '../people/erased.ts';
import type { Tx } from '../store/context.ts';
import { run } from '../store/statement.ts';

/** Records what would have gone, to whom, and which rule stopped it (design, rule 11). */
export function recordPrevented(
  tx: Tx,
  what: {
    readonly messageId: string | null;
    readonly conversationId: string | null;
    readonly subject: string;
    readonly rule: GuardRule;
    readonly place: 'compose' | 'enqueue' | 'claim';
    readonly body: string;
    readonly actorId: string | null;
  },
): void {
  run(
    tx.db,
    `INSERT INTO prevented (id, message_id, conversation_id, subject, rule, place, body, actor_id, at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    tx.id(),
    what.messageId,
    what.conversationId,
    what.subject,
    what.rule,
    what.place,
    isErased(tx.db, what.subject) ? '' : what.body,
    what.actorId,
    tx.now,
  );
}

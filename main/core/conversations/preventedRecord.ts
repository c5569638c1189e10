import type { GuardRule } from '../../../shared/schema/guardRules.ts';
import { isErased } from '../people/erased.ts';
import type { Tx } from '../store/context.ts';
import { run, sql } from '../store/statement.ts';

/** The only writer of the table `prevented`, whose rows stay as they are. */

/** Records what would have gone, to whom, and which rule stopped it (design, rule 11). */
export function recordPrevented(
  tx: Tx,
  what: {
    readonly messageId: string | null;
    readonly conversationId: string | null;
    readonly subject: string;
    readonly rule: GuardRule;
    readonly place: 'compose' | 'enqueue' | 'claim' | 'opt-out';
    readonly body: string;
    readonly actorId: string | null;
  },
): void {
  const body = isErased(tx.db, what.subject) ? '' : what.body;
  run(
    tx.db,
    sql`INSERT INTO prevented (id, message_id, conversation_id, subject, rule, place, body, actor_id, at)
      VALUES (${tx.id()}, ${what.messageId}, ${what.conversationId}, ${what.subject}, ${what.rule}, ${what.place}, ${body},
        ${what.actorId}, ${tx.now})`,
  );
}

export function scrubPrevented(tx: Tx, subject: string): void {
  run(tx.db, sql`UPDATE prevented SET body = '' WHERE subject = ${subject}`);
}

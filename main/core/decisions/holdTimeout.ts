import { keep } from '../../../shared/text/stored.ts';
import { optOut } from '../optOuts/optOut.ts';
import type { Core } from '../store/context.ts';
import { all } from '../store/statement.ts';

type Row = {
  readonly subject: string;
  readonly number: string | null;
  readonly conversation_id: string | null;
  readonly message_id: string | null;
  readonly sender_number_id: string | null;
  readonly rule: string;
  readonly matched: string;
  readonly said_at: number | null;
  readonly received_at: number | null;
};

/**
 * Turns likely opt-outs that nobody decided within ten business days into opt-outs (design, rule 3; 47 CFR
 * 64.1200(a)(10)). Returns how many.
 */
export function optOutOverdueHolds(core: Core): number {
  const now = core.ports.clock.now();
  const overdue = all<Row>(
    core.db,
    `SELECT a.subject, coalesce(c.number, m.number, a.number) AS number, a.conversation_id, a.message_id,
       coalesce(c.sender_number_id, m.sender_number_id) AS sender_number_id, a.rule, a.matched, m.at AS said_at,
       m.created_at AS received_at
     FROM action a LEFT JOIN conversation c ON c.id = a.conversation_id LEFT JOIN message m ON m.id = a.message_id
     WHERE a.state = 'open' AND a.due_at <= ? AND a.kind IN ('likely-opt-out', 'opt-out-by-hand') AND a.holds = 1`,
    now,
  );
  for (const row of overdue) {
    core.write((tx) =>
      optOut(core, tx, {
        subject: row.subject,
        number: row.number,
        cause: 'review',
        actorId: null,
        reason: keep('kept:reason.nobody'),
        rule: row.rule,
        matched: row.matched,
        conversationId: row.conversation_id,
        messageId: row.message_id,
        senderNumberId: row.sender_number_id,
        importId: null,
        saidAt: row.said_at ?? now,
        receivedAt: row.received_at ?? now,
      }),
    );
  }
  return overdue.length;
}

import { forgetAnswers } from '../access/idempotency.ts';
import { scrubConversations } from '../conversations/conversationRecord.ts';
import { scrubTexts } from '../conversations/messageRecord.ts';
import type { Tx } from '../store/context.ts';
import { run } from '../store/statement.ts';
import { scrubTasks } from '../tasks/taskRecord.ts';

/**
 * What the store says about a person beyond the keyed hash, table by table.
 */
const STATEMENTS: readonly string[] = [
  `DELETE FROM note WHERE conversation_id IN (SELECT id FROM conversation WHERE subject = @subject)`,
  `DELETE FROM conversation_tag WHERE conversation_id IN (SELECT id FROM conversation WHERE subject = @subject)`,
  `DELETE FROM follow_up WHERE conversation_id IN (SELECT id FROM conversation WHERE subject = @subject)`,
  "UPDATE number_fact SET names = '', rev = @rev WHERE subject = @subject",
  "UPDATE prevented SET body = '' WHERE subject = @subject",
  "UPDATE opt_out SET number = NULL, matched = '', reason = '' WHERE subject = @subject",
  "UPDATE reversal SET reason = '' WHERE subject = @subject",
  `UPDATE review SET note = '' WHERE opt_out_id IN (SELECT id FROM opt_out WHERE subject = @subject)
     OR action_id IN (SELECT id FROM action WHERE subject = @subject)`,
];

/** Takes a person's words, names and number out of every row that is about them. */
export function scrub(tx: Tx, subject: string): void {
  // Texts first: their index must forget the words while the row still tells them.
  scrubTexts(tx, subject);
  const values = { subject, rev: tx.rev() };
  for (const sql of STATEMENTS) run(tx.db, sql, values);
  scrubConversations(tx, subject);
  scrubTasks(tx, subject);
  forgetAnswers(tx);
  tx.touch('conversations');
  tx.touch('actions');
}

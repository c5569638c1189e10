import { merge } from '../../../shared/text/template.ts';
import { queueText } from '../conversations/messageRecord.ts';
import { append } from '../ledger/append.ts';
import { readSettings } from '../settings/settings.ts';
import type { Core, Tx } from '../store/context.ts';
import { one } from '../store/statement.ts';

export type ConfirmationInput = {
  readonly optOutId: string;
  readonly subject: string;
  readonly number: string;
  readonly conversationId: string | null;
  readonly senderNumberId: string;
  /** By when it must have left: five minutes after the request (design, rule 5; 47 CFR 64.1200(a)(12)). */
  readonly notAfter: number;
  /** A person's words in place of the organisation's text; null: that text. */
  readonly text?: string | undefined;
};

/**
 * Queues the one confirmation of an opt-out, the only text that the guard lets through to an opted-out
 * number. When the request is already too old, it is dropped and logged, so that the record shows why nothing
 * was sent.
 */
export function enqueueConfirmation(core: Core, tx: Tx, input: ConfirmationInput): void {
  const settings = readSettings(core.db);
  const { text } = merge(input.text ?? settings.confirmationText, { organisation: settings.organisation });
  const late = tx.now > input.notAfter;
  const sender = one<{ connection_id: string }>(
    tx.db,
    'SELECT connection_id FROM sender_number WHERE id = ?',
    input.senderNumberId,
  );
  const messageId = queueText(tx, {
    conversationId: input.conversationId,
    subject: input.subject,
    number: input.number,
    connectionId: sender?.connection_id ?? null,
    senderNumberId: input.senderNumberId,
    kind: 'confirmation',
    body: text,
    optOutId: input.optOutId,
    notAfter: input.notAfter,
    dropped: late ? 'confirmation-late' : null,
  });
  if (late) {
    append(core, tx, {
      kind: 'confirmation-dropped',
      actorId: null,
      subject: input.subject,
      conversationId: input.conversationId,
      evidenceId: messageId,
      payload: { optOut: input.optOutId, lateBy: tx.now - input.notAfter },
    });
  }
  core.wake();
}

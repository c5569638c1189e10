import { closeAction } from '../actions/actionRecord.ts';
import type { Core, Tx } from '../store/context.ts';
import { all } from '../store/statement.ts';

/** The rule of an action about one text that the provider did not take. */
export const NOT_SENT = 'not-sent';

/**
 * Closes the action about a refused text, because the provider has taken a later one of the same
 * conversation.
 */
export function closeNotSent(core: Core, tx: Tx, messageId: string): void {
  const open = all<{ id: string; subject: string }>(
    tx.db,
    `SELECT a.id, a.subject FROM message m JOIN action a INDEXED BY action_subject ON a.subject = m.subject
     WHERE m.id = ? AND a.state = 'open' AND a.kind = 'provider-refused' AND a.rule = '${NOT_SENT}'
       AND a.conversation_id IS m.conversation_id`,
    messageId,
  );
  for (const { id, subject } of open)
    closeAction(
      core,
      tx,
      { id, subject, kind: 'provider-refused' },
      { resolution: 'sent-after-all', actorId: null },
    );
}

/**
 * Closes the action about a number that the provider called unfit for texts, because it wrote at `until` (UTC
 * milliseconds).
 */
export function closeInvalidNumber(core: Core, tx: Tx, subject: string, until: number): void {
  const open = all<{ id: string }>(
    tx.db,
    `SELECT id FROM action INDEXED BY action_subject WHERE subject = ? AND state = 'open' AND kind = 'provider-refused'
       AND rule = 'invalid-number' AND opened_at <= ?`,
    subject,
    until,
  );
  for (const { id } of open)
    closeAction(
      core,
      tx,
      { id, subject, kind: 'provider-refused' },
      { resolution: 'they-wrote', actorId: null },
    );
}

/** Closes the action about a text of unknown outcome, because the outcome is known now. */
export function closeUnknown(core: Core, tx: Tx, messageId: string): void {
  const open = all<{ id: string; subject: string }>(
    tx.db,
    `SELECT a.id, a.subject FROM action a JOIN message m ON m.id = a.message_id
     WHERE m.id = ? AND a.subject = m.subject AND a.state = 'open' AND a.kind = 'send-outcome-unknown' AND m.state <> 'unknown'`,
    messageId,
  );
  for (const { id, subject } of open)
    closeAction(
      core,
      tx,
      { id, subject, kind: 'send-outcome-unknown' },
      { resolution: 'outcome-known', actorId: null },
    );
}

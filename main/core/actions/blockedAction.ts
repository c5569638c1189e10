import { formatNumber } from '../../../shared/schema/phone.ts';
import type { Region } from '../../../shared/schema/words.ts';
import { keep, written } from '../../../shared/text/stored.ts';
import { STOP_KINDS } from '../people/stopWaiting.ts';
import { addBusinessDays } from '../rules/businessDays.ts';
import type { Core, Tx } from '../store/context.ts';
import { all, one } from '../store/statement.ts';
import { BLOCKED_ONLY, closeAction, openAction } from './actionRecord.ts';

/**
 * Opens the action for a person whom the provider blocks and Heed does not, unless they are opted out or
 * another open action asks about the opt-out already.
 */
export function openBlockedAction(core: Core, tx: Tx, subject: string): void {
  const blocks = all<{ number: string }>(
    tx.db,
    `SELECT s.number FROM provider_block b JOIN sender_number s ON s.id = b.sender_number_id
     WHERE b.subject = ? AND b.state <> 'cleared' ORDER BY s.number`,
    subject,
  );
  if (blocks.length === 0) return;
  const covered = one(
    tx.db,
    `SELECT 1 FROM opt_out WHERE subject = @subject AND reversed = 0 UNION ALL
     SELECT 1 FROM action WHERE subject = @subject AND state = 'open' AND (kind IN ${STOP_KINDS}
       OR (kind = 'provider-refused' AND rule = @rule)) LIMIT 1`,
    { subject, rule: BLOCKED_ONLY },
  );
  if (covered) return;
  const conversation = one<{ id: string; region: Region }>(
    tx.db,
    `SELECT c.id, k.region FROM conversation c JOIN campaign k ON k.id = c.campaign_id
     WHERE c.subject = ? ORDER BY EXISTS (SELECT 1 FROM provider_block b WHERE b.subject = c.subject
       AND b.sender_number_id = c.sender_number_id AND b.state <> 'cleared') DESC, c.sort_at DESC LIMIT 1`,
    subject,
  );
  const numbers = blocks.map(({ number }) => formatNumber(number)).join(', ');
  openAction(core, tx, {
    kind: 'provider-refused',
    subject,
    conversationId: conversation?.id ?? null,
    messageId: null,
    rule: BLOCKED_ONLY,
    matched: '',
    detail: keep('kept:blockedOnly', { numbers: written(numbers) }),
    holds: false,
    dueAt: addBusinessDays(tx.now, 10, conversation?.region ?? 'GB'),
  });
}

/** Closes that action, because the last block is gone. */
export function closeBlockedAction(core: Core, tx: Tx, subject: string): void {
  const still = one(
    tx.db,
    "SELECT 1 FROM provider_block WHERE subject = ? AND state <> 'cleared' LIMIT 1",
    subject,
  );
  if (still) return;
  const open = all<{ id: string }>(
    tx.db,
    "SELECT id FROM action INDEXED BY action_subject WHERE subject = ? AND state = 'open' AND kind = 'provider-refused' AND rule = ?",
    subject,
    BLOCKED_ONLY,
  );
  for (const { id } of open) {
    closeAction(
      core,
      tx,
      { id, subject, kind: 'provider-refused' },
      { resolution: 'block-cleared', actorId: null },
    );
  }
}

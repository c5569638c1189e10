import { keep } from '../../../shared/text/stored.ts';
import { closeAction, openAction } from '../actions/actionRecord.ts';
import { endHold } from '../actions/holdChanges.ts';
import { noteMissedCall } from '../connections/missing.ts';
import { placeOf, regionOf } from '../conversations/place.ts';
import { append } from '../ledger/append.ts';
import { isOptedOut } from '../people/optedOut.ts';
import type { PullResult } from '../providers/provider.ts';
import { addBusinessDays } from '../rules/businessDays.ts';
import type { Core, Tx } from '../store/context.ts';
import { all, one } from '../store/statement.ts';

type Gaps = PullResult['gaps'];

/**
 * The provider lists replies that no webhook brought: their words are lost and may have been STOP. Such a
 * contact goes on hold until a person decides. A reply from `since` on shows that webhooks do not come (an
 * earlier one only that Heed was closed); that is noted in the same transaction, since no later sweep would
 * find the reply again.
 */
export function holdForGaps(core: Core, connectionId: string, gaps: Gaps, since: number): void {
  if (gaps.length === 0) return;
  core.write((tx) => {
    for (const gap of gaps) {
      const known = one(
        tx.db,
        `SELECT 1 FROM message WHERE connection_id = @connection AND provider_id = @id
         UNION ALL SELECT 1 FROM ledger WHERE kind = 'inbound-lost' AND evidence_id = @id AND subject = @subject LIMIT 1`,
        { connection: connectionId, id: gap.providerId, subject: core.subject(gap.from) },
      );
      if (known) continue;
      if (gap.at >= since) noteMissedCall(tx, connectionId);
      const place = placeOf(core, tx, connectionId, gap.from, gap.to);
      append(core, tx, {
        kind: 'inbound-lost',
        actorId: null,
        subject: place.subject,
        evidenceId: gap.providerId,
      });
      // Nothing is sent to them anyway, so no person need decide.
      if (isOptedOut(tx.db, place.subject)) continue;
      openAction(core, tx, {
        kind: 'likely-opt-out',
        subject: place.subject,
        number: place.number,
        conversationId: place.conversationId,
        messageId: null,
        rule: 'inbound-lost',
        matched: '',
        detail: keep('kept:wordsLost'),
        holds: true,
        dueAt: addBusinessDays(tx.now, 10, regionOf(tx, place.conversationId)),
      });
      tx.touch('conversations', place.subject);
    }
  });
}

/** Replies of this person that were listed without words, whose words have not come since. */
function stillLost(tx: Tx, subject: string): boolean {
  return (
    one(
      tx.db,
      `SELECT 1 FROM ledger l WHERE l.subject = ? AND l.kind = 'inbound-lost'
         AND NOT EXISTS (SELECT 1 FROM message m WHERE m.subject = l.subject AND m.provider_id = l.evidence_id) LIMIT 1`,
      subject,
    ) !== undefined
  );
}

/**
 * A late webhook brought the words of a reply after all, and the rules have judged them. If no other words
 * are missing, the action that asked a person closes, and with it the hold, unless another action holds the
 * number.
 */
export function closeGap(core: Core, tx: Tx, subject: string): void {
  const actions = all<{ id: string; conversation_id: string | null }>(
    tx.db,
    `SELECT id, conversation_id FROM action INDEXED BY action_subject
     WHERE subject = ? AND state = 'open' AND kind = 'likely-opt-out' AND rule = 'inbound-lost'`,
    subject,
  );
  if (actions.length === 0 || stillLost(tx, subject)) return;
  for (const action of actions) {
    const lost = { id: action.id, subject, kind: 'likely-opt-out' } as const;
    closeAction(core, tx, lost, { resolution: 'words-arrived', actorId: null });
    endHold(core, tx, { subject, conversationId: action.conversation_id, actorId: null });
  }
  core.wake();
}

import { keep } from '../../../shared/text/stored.ts';
import { openAction } from '../actions/actionRecord.ts';
import { faultPoint } from '../base/faultPoint.ts';
import { settleUnknown } from '../conversations/messageRecord.ts';
import { regionOf } from '../conversations/place.ts';
import type { Adapter } from '../providers/provider.ts';
import { addBusinessDays } from '../rules/businessDays.ts';
import type { Core } from '../store/context.ts';
import { all, sql } from '../store/statement.ts';
import { sentByUs } from './ours.ts';
import { closeUnknown } from './outcomeKnown.ts';
import { attemptId } from './settle.ts';

/** Milliseconds after the attempt before a provider's list is asked, since it may be late. */
const ASK_AFTER = 10_000;
/** Milliseconds after which a text that is not in the list becomes an action for a person. */
const GIVE_UP_AFTER = 120_000;

type Row = {
  readonly id: string;
  readonly conversation_id: string | null;
  readonly subject: string;
  readonly number: string;
  readonly connection_id: string;
  readonly sender: string;
  readonly kind: string;
  readonly body: string;
  readonly attempt: number;
  readonly claimed_at: number;
};

/** Names the condition of the index message_in_flight word for word; without that SQLite reads all texts. */
function unknowns(core: Core, now: number): Row[] {
  return all<Row>(
    core.db,
    sql`SELECT m.id, m.conversation_id, m.subject, m.number, m.connection_id, s.number AS sender, m.kind, m.body, m.attempt, m.claimed_at
     FROM message m JOIN sender_number s ON s.id = m.sender_number_id
     WHERE m.state = 'unknown' AND m.state IN ('sending', 'unknown') AND m.claimed_at <= ${now - ASK_AFTER}
       AND ${sentByUs(core)}
       AND NOT EXISTS (SELECT 1 FROM action a WHERE a.message_id = m.id AND a.subject = m.subject
         AND a.kind = 'send-outcome-unknown' AND a.state = 'open') LIMIT 50`,
  );
}

/** Provider's ids that belong to other texts to the same number, so that one is not taken for another. */
function knownIds(core: Core, row: Row): string[] {
  return all<{ provider_id: string }>(
    core.db,
    'SELECT provider_id FROM message INDEXED BY message_subject WHERE subject = ? AND connection_id = ? AND provider_id IS NOT NULL',
    row.subject,
    row.connection_id,
  ).map((known) => known.provider_id);
}

/** Milliseconds between two attempts of the same pair and length that could be taken for each other. */
const MISTAKEN_WITHIN = 10 * 60_000;

/**
 * Whether another text of unknown outcome has the same pair and length: where a provider lists no words, the
 * one that arrived could be taken for the one that did not.
 */
function hasDouble(core: Core, row: Row): boolean {
  return all<{ body: string }>(
    core.db,
    sql`SELECT m.body FROM message m JOIN sender_number s ON s.id = m.sender_number_id
     WHERE m.subject = ${row.subject} AND s.number = ${row.sender} AND m.id <> ${row.id}
       AND m.direction = 'out' AND m.provider_id IS NULL AND m.claimed_at >= ${row.claimed_at - MISTAKEN_WITHIN}`,
  ).some((other) => other.body.length === row.body.length);
}

function askPerson(core: Core, row: Row): void {
  core.write((tx) => {
    openAction(core, tx, {
      kind: 'send-outcome-unknown',
      subject: row.subject,
      conversationId: row.conversation_id,
      messageId: row.id,
      rule: 'send-outcome-unknown',
      matched: '',
      detail: keep('kept:send.unknown'),
      holds: false,
      dueAt: addBusinessDays(tx.now, 1, regionOf(tx, row.conversation_id)),
    });
  });
}

function markFound(core: Core, row: Row, providerId: string, delivered: boolean): void {
  core.write((tx) => {
    settleUnknown(tx, row.id, delivered ? 'delivered' : 'sent', providerId);
    closeUnknown(core, tx, row.id);
    tx.touch('conversations', row.subject);
  });
}

/**
 * Asks the providers for texts of unknown outcome. Found: sent. Not found for long, or the provider cannot
 * tell: an action for a person. Confirmations are not asked for: their five minutes are over by then.
 */
export async function reconcileUnknown(
  core: Core,
  adapterOf: (connectionId: string) => Adapter | null,
  signal: AbortSignal,
): Promise<void> {
  const now = core.ports.clock.now();
  for (const row of unknowns(core, now)) {
    if (signal.aborted) return;
    const adapter = adapterOf(row.connection_id);
    if (!adapter) continue;
    const answer = await adapter
      .reconcile(
        {
          attemptId: attemptId(row.id, row.attempt),
          from: row.sender,
          to: row.number,
          body: row.body,
          validForSeconds: 300,
          attemptedAt: row.claimed_at,
          knownProviderIds: knownIds(core, row),
        },
        signal,
      )
      .catch(() => null);
    faultPoint('outbox.asked');
    const certain = adapter.listsWords || !hasDouble(core, row);
    if (answer?.kind === 'found' && certain)
      markFound(core, row, answer.providerId, answer.status === 'delivered');
    else if (
      answer?.kind === 'found' ||
      answer?.kind === 'cannot-tell' ||
      now - row.claimed_at >= GIVE_UP_AFTER
    )
      askPerson(core, row);
  }
}

import type { Region } from '../../../shared/schema/words.ts';
import type { Core, Tx } from '../store/context.ts';
import { one } from '../store/statement.ts';

/** The conversation to which a reply belongs. A STOP counts also without one (design, rule 3). */
export type Place = {
  readonly subject: string;
  readonly number: string;
  readonly senderNumberId: string | null;
  readonly conversationId: string | null;
};

/** A test of a script that was ended, in conversation `c`: it takes a reply only where nothing else could. */
const OVER = `c.campaign_id IN (SELECT k.id FROM campaign k INDEXED BY campaign_test
  WHERE k.is_test = 1 AND k.archived_at IS NOT NULL)`;

/**
 * The conversation in which this sender number last texted the contact; else the contact's latest one.
 * Contacts answer what they last read, and their phone shows one thread for each sender number. A
 * conversation whose contact was erased takes no reply.
 */
export function placeOf(core: Core, tx: Tx, connectionId: string, contact: string, ours: string): Place {
  const subject = core.subject(contact);
  const sender = one<{ id: string }>(
    tx.db,
    'SELECT id FROM sender_number WHERE number = ? AND connection_id = ?',
    ours,
    connectionId,
  );
  const conversation =
    one<{ id: string }>(
      tx.db,
      `SELECT m.conversation_id AS id FROM message m JOIN conversation c ON c.id = m.conversation_id
         WHERE m.subject = ? AND m.sender_number_id = ? AND m.direction = 'out' AND m.number IS NOT NULL
         AND m.kind IN ('initial', 'reply') AND m.state NOT IN ('queued', 'cancelled', 'prevented')
       ORDER BY ${OVER}, m.at DESC, m.id DESC LIMIT 1`,
      subject,
      sender?.id ?? null,
    ) ??
    one<{ id: string }>(
      tx.db,
      `SELECT c.id FROM conversation c WHERE c.subject = ? AND c.number IS NOT NULL
       ORDER BY ${OVER}, c.sender_number_id IS ? DESC, c.sort_at DESC LIMIT 1`,
      subject,
      sender?.id ?? null,
    );
  return {
    subject,
    number: contact,
    senderNumberId: sender?.id ?? null,
    conversationId: conversation?.id ?? null,
  };
}

/** The region whose holidays count for a conversation; without one, the region with the most holidays. */
export function regionOf(tx: Tx, conversationId: string | null): Region {
  const row = one<{ region: Region }>(
    tx.db,
    'SELECT k.region FROM conversation c JOIN campaign k ON k.id = c.campaign_id WHERE c.id = ?',
    conversationId,
  );
  return row?.region ?? 'US';
}

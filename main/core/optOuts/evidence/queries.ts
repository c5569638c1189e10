import type { Evidence } from '../../../../shared/contract/optOuts/evidence.ts';
import type { MessageKind, MessageState, PictureKind } from '../../../../shared/schema/words.ts';
import { optOutsOf } from '../../people/person.ts';
import { all, one } from '../../store/statement.ts';
import type { Reader } from '../../store/types.ts';

/**
 * What `person.ts` does not read of a person; for admins and supervisors only: nothing here checks the
 * viewer.
 */

type Enforced = {
  id: string;
  sender_number: string | null;
  cancelled: number;
  reversed_at: number | null;
  left_after: number;
};

/** Every opt-out with its consequences, earliest first. */
export function requestsOf(db: Reader, subject: string): Evidence['requests'] {
  const rows = all<Enforced>(
    db,
    `WITH reversal_time AS (
       SELECT f.opt_out_id AS id, min(r.at) AS at FROM opt_out o JOIN reversal_of f ON f.opt_out_id = o.id
       JOIN reversal r ON r.id = f.reversal_id WHERE o.subject = ? GROUP BY f.opt_out_id)
     SELECT o.id, s.number AS sender_number, t.at AS reversed_at,
       (SELECT count(*) FROM prevented p WHERE p.subject = o.subject AND p.place = 'opt-out' AND p.at = o.at) AS cancelled,
       (SELECT count(*) FROM message m WHERE m.subject = o.subject AND m.direction = 'out' AND m.kind IN ('initial', 'reply')
          AND m.state IN ('sending', 'sent', 'delivered', 'failed', 'unknown') AND m.claimed_at > o.at
          AND (t.at IS NULL OR m.claimed_at < t.at)) AS left_after
     FROM opt_out o LEFT JOIN sender_number s ON s.id = o.sender_number_id LEFT JOIN reversal_time t ON t.id = o.id
     WHERE o.subject = ?`,
    subject,
    subject,
  );
  const enforced = new Map(rows.map((row) => [row.id, row]));
  return optOutsOf(db, subject)
    .map((fact) => {
      const row = enforced.get(fact.id);
      return {
        ...fact,
        senderNumber: row?.sender_number ?? null,
        cancelled: row?.cancelled ?? 0,
        reversedAt: row?.reversed_at ?? null,
        leftAfter: row?.left_after ?? 0,
      };
    })
    .sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
}

/** Confirmations of opt-outs, ours and the provider's own, earliest first. */
export function confirmationsOf(db: Reader, subject: string): Evidence['confirmations'] {
  return all<{
    id: string;
    opt_out_id: string | null;
    kind: string;
    state: MessageState;
    body: string;
    at: number;
    settled_at: number | null;
  }>(
    db,
    `SELECT id, opt_out_id, kind, state, body, at, settled_at FROM message
     WHERE subject = ? AND kind IN ('confirmation', 'provider-text') ORDER BY at, id`,
    subject,
  ).map((row) => ({
    id: row.id,
    optOutId: row.opt_out_id,
    sentBy: row.kind === 'confirmation' ? 'heed' : 'provider',
    state: row.state,
    body: row.body,
    at: row.at,
    settledAt: row.settled_at,
  }));
}

/** Every text from and to the number, earliest first. */
export function allTextsOf(db: Reader, subject: string): Evidence['texts'] {
  return all<{
    id: string;
    direction: 'in' | 'out';
    kind: MessageKind;
    campaign_name: string | null;
    sender_number: string | null;
    body: string;
    pictures: number;
    state: MessageState;
    at: number;
  }>(
    db,
    `SELECT m.id, m.direction, m.kind, k.name AS campaign_name, s.number AS sender_number, m.body, m.pictures, m.state, m.at
     FROM message m LEFT JOIN conversation c ON c.id = m.conversation_id LEFT JOIN campaign k ON k.id = c.campaign_id
     LEFT JOIN sender_number s ON s.id = m.sender_number_id WHERE m.subject = ? ORDER BY m.at, m.id`,
    subject,
  ).map(({ campaign_name, sender_number, pictures, ...row }) => ({
    ...row,
    ...(pictures > 0 ? { pictures: picturesOf(db, row.id) } : {}),
    campaignName: campaign_name,
    senderNumber: sender_number,
  }));
}

const picturesOf = (db: Reader, messageId: string) =>
  all<{ kind: PictureKind; bytes: number; hash: string }>(
    db,
    `SELECT f.kind, f.bytes, f.hash FROM message_picture p JOIN picture f ON f.id = p.picture_id
     WHERE p.message_id = ? ORDER BY p.position`,
    messageId,
  );

/**
 * Ledger entries about the subject with the names of who made them, in the order of their clocks, which is
 * the same on every console.
 */
export function entriesOf(
  db: Reader,
  subject: string,
): {
  chain: string;
  position: number;
  clock: string;
  kind: string;
  evidence_id: string | null;
  payload: string;
  by: string | null;
}[] {
  return all(
    db,
    `SELECT l.chain, l.position, l.clock, l.kind, l.evidence_id, l.payload, a.name AS by FROM ledger l LEFT JOIN account a ON a.id = l.actor
     WHERE l.subject = ? ORDER BY l.clock, l.id`,
    subject,
  );
}

/**
 * A number and a name of the person, as far as any row still has them; null where nothing is known of the
 * subject.
 */
export function identityOf(db: Reader, subject: string): { number: string | null; name: string } | null {
  const known = one(
    db,
    `SELECT 1 FROM ledger WHERE subject = @subject UNION ALL SELECT 1 FROM conversation WHERE subject = @subject
     UNION ALL SELECT 1 FROM message WHERE subject = @subject LIMIT 1`,
    { subject },
  );
  if (!known) return null;
  const conversation = one<{ number: string | null; first_name: string; last_name: string }>(
    db,
    'SELECT number, first_name, last_name FROM conversation WHERE subject = ? ORDER BY sort_at DESC, id DESC LIMIT 1',
    subject,
  );
  const other = one<{ number: string }>(
    db,
    `SELECT number FROM opt_out WHERE subject = @subject AND number IS NOT NULL
     UNION ALL SELECT number FROM message WHERE subject = @subject AND number IS NOT NULL LIMIT 1`,
    { subject },
  );
  return {
    number: conversation?.number ?? other?.number ?? null,
    name: conversation ? `${conversation.first_name} ${conversation.last_name}`.trim() : '',
  };
}

import type { OptOutFact, Why } from '../../../shared/contract/people.ts';
import type { ConnectionKind } from '../../../shared/providers/index.ts';
import type { OptOutCause } from '../../../shared/schema/causes.ts';
import type { GuardRule } from '../../../shared/schema/guardRules.ts';
import { formatNumber } from '../../../shared/schema/phone.ts';
import type { ConversationState, MessageState } from '../../../shared/schema/words.ts';
import { guardSentence } from '../../../shared/text/guardText.ts';
import { t } from '../../../shared/text/say.ts';
import { type Stored, said } from '../../../shared/text/stored.ts';
import { all, one, sql } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';

/** Everything known about one number, for admins and supervisors only: nothing here checks the viewer. */

export type PersonConversation = {
  readonly id: string;
  readonly campaign_name: string;
  readonly state: ConversationState;
  readonly hold_at: number | null;
  readonly number: string | null;
  readonly first_name: string;
  readonly last_name: string;
  readonly sender_number_id: string | null;
};

/** Latest first. */
export function conversationsOf(db: Reader, subject: string): PersonConversation[] {
  return all<PersonConversation>(
    db,
    `SELECT c.id, k.name AS campaign_name, c.state, c.hold_at, c.number, c.first_name, c.last_name, c.sender_number_id
     FROM conversation c JOIN campaign k ON k.id = c.campaign_id WHERE c.subject = ? ORDER BY c.sort_at DESC, c.id DESC`,
    subject,
  );
}

type OptOutRow = {
  id: string;
  cause: OptOutCause;
  automatic: number;
  rule: string;
  matched: string;
  reason: Stored;
  by: string | null;
  campaign_name: string | null;
  evidence: string | null;
  said_at: number;
  received_at: number;
  at: number;
  reversed: number;
};

/** Every opt-out of the number, those in force first, latest first. */
export function optOutsOf(db: Reader, subject: string): OptOutFact[] {
  return all<OptOutRow>(
    db,
    `SELECT o.id, o.cause, o.automatic, o.rule, o.matched, o.reason, a.name AS by, k.name AS campaign_name, m.body AS evidence,
       o.said_at, o.received_at, o.at, o.reversed
     FROM opt_out o LEFT JOIN account a ON a.id = o.actor_id LEFT JOIN conversation c ON c.id = o.conversation_id
     LEFT JOIN campaign k ON k.id = c.campaign_id LEFT JOIN message m ON m.id = o.message_id AND m.direction = 'in'
     WHERE o.subject = ? ORDER BY o.reversed, o.at DESC, o.id DESC`,
    subject,
  ).map((row) => ({
    id: row.id,
    cause: row.cause,
    automatic: row.automatic === 1,
    rule: row.rule,
    matched: row.matched,
    reason: said(row.reason),
    by: row.by,
    campaignName: row.campaign_name,
    evidence: row.evidence,
    saidAt: row.said_at,
    receivedAt: row.received_at,
    at: row.at,
    reversed: row.reversed === 1,
  }));
}

export function reversalsOf(db: Reader, subject: string): Why['reversals'] {
  return all<{ id: string; reason: Stored; by: string | null; undo: number; at: number }>(
    db,
    `SELECT r.id, r.reason, a.name AS by, r.undo, r.at FROM reversal r LEFT JOIN account a ON a.id = r.actor_id
     WHERE r.subject = ? ORDER BY r.at DESC, r.id DESC`,
    subject,
  ).map((row) => ({ ...row, reason: said(row.reason), undo: row.undo === 1 }));
}

type Block = Why['senderNumbers'][number]['block'];

/**
 * What the provider does with texts from one sender number to this person, and what the person can do about
 * it.
 */
function blockSentence(block: Block, number: string, kind: ConnectionKind): string {
  switch (block) {
    case 'none':
      return t('timeline:block.none', { number });
    case 'cleared':
      return t('timeline:block.cleared', { number });
    case 'inferred':
      return t('timeline:block.inferred', { number });
    case 'confirmed':
      return t(`timeline:block.${kind.profile === 'provider-1' ? 'carrier' : 'provider'}`, { number });
  }
}

/** Whether a block of a person, the row b, is in force. */
const BLOCK_HOLDS = sql`b.state IN ('inferred', 'confirmed')`;

/**
 * Sender numbers that have texted this person or block them (`met`), those and all others in use (`all`), or
 * those at which a block is in force (`blocking`).
 */
export function senderNumbersOf(
  db: Reader,
  subject: string,
  whose: 'met' | 'all' | 'blocking' = 'met',
): Why['senderNumbers'] {
  const rows = all<{
    number: string;
    provider: ConnectionKind['provider'];
    profile: ConnectionKind['profile'];
    block: Exclude<Block, 'none'> | null;
    code: string | null;
    noted_at: number | null;
  }>(
    db,
    sql`SELECT s.number, n.provider, n.profile, b.state AS block, b.code,
      coalesce(b.cleared_at, b.noted_at) AS noted_at
     FROM sender_number s JOIN connection n ON n.id = s.connection_id
     LEFT JOIN provider_block b ON b.sender_number_id = s.id AND b.subject = ${subject}
     WHERE ${
       whose === 'blocking'
         ? BLOCK_HOLDS
         : sql`(b.state IS NOT NULL OR s.id IN (SELECT sender_number_id FROM conversation
       WHERE subject = ${subject}) OR (${whose === 'all' ? 1 : 0} AND s.active = 1))`
     }
     ORDER BY s.number`,
  );
  return rows.map((row) => {
    const block = row.block ?? 'none';
    return {
      number: row.number,
      provider: row.provider,
      block,
      code: row.code ?? '',
      sentence: blockSentence(block, formatNumber(row.number), row),
      notedAt: row.noted_at,
    };
  });
}

/** Texts that were prevented, latest first; a `limit` of -1 returns all. */
export function preventedOf(db: Reader, subject: string, limit = 200): Why['prevented'] {
  return all<{ id: string; campaign_name: string | null; body: string; rule: GuardRule; at: number }>(
    db,
    `SELECT p.id, k.name AS campaign_name, p.body, p.rule, p.at FROM prevented p
     LEFT JOIN conversation c ON c.id = p.conversation_id LEFT JOIN campaign k ON k.id = c.campaign_id
     WHERE p.subject = ? ORDER BY p.at DESC, p.id DESC LIMIT ?`,
    subject,
    limit,
  ).map((row) => ({
    id: row.id,
    campaignName: row.campaign_name,
    body: row.body,
    rule: row.rule,
    sentence: guardSentence(row.rule),
    at: row.at,
  }));
}

/** The latest confirmation of an opt-out: ours, or the provider's own. */
export function confirmationOf(db: Reader, subject: string): Why['confirmation'] {
  const row = one<{ kind: string; state: MessageState; at: number }>(
    db,
    `SELECT kind, state, at FROM message WHERE subject = ? AND kind IN ('confirmation', 'provider-text')
     ORDER BY at DESC, id DESC LIMIT 1`,
    subject,
  );
  return row
    ? { state: row.state, sentBy: row.kind === 'confirmation' ? 'heed' : 'provider', at: row.at }
    : null;
}

export type PersonText = {
  readonly direction: 'in' | 'out';
  readonly kind: string;
  readonly body: string;
  readonly state: MessageState;
  readonly at: number;
};

/** The latest texts from and to the number, with and without a conversation. */
export function textsOf(db: Reader, subject: string): PersonText[] {
  return all<PersonText>(
    db,
    'SELECT direction, kind, body, state, at FROM message WHERE subject = ? ORDER BY at DESC, id DESC LIMIT 200',
    subject,
  );
}

/**
 * What the contact must do before texts arrive again, one sentence for each sender number; empty where no
 * block is in force.
 */
export function stillBlocked(db: Reader, subject: string): string[] {
  return senderNumbersOf(db, subject, 'blocking').map(({ sentence }) => sentence);
}

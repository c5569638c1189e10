import type { ConversationRow } from '../../../shared/contract/conversations.ts';
import type { OptOutCause } from '../../../shared/schema/causes.ts';
import { RULES_OF_OPT_OUTS } from '../../../shared/schema/guardRules.ts';
import { hadAutomatic, type Viewer, visible, visibleTexts } from '../access/visible.ts';
import { type ListedRow, listedColumns, toConversationRow } from '../conversations/rows.ts';
import { all, one } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';

export type NumberConversation = ConversationRow & { readonly senderNumber: string | null };

/** The number's conversations that the viewer may see, latest first; none whose contact was erased. */
export function conversationsOfNumber(db: Reader, viewer: Viewer, subject: string): NumberConversation[] {
  const seen = visible(viewer);
  return all<ListedRow & { sender_number: string | null }>(
    db,
    `SELECT ${listedColumns(viewer)}, s.number AS sender_number
     FROM conversation c INDEXED BY conversation_subject JOIN campaign k ON k.id = c.campaign_id
     LEFT JOIN account t ON t.id = c.texter_id LEFT JOIN sender_number s ON s.id = c.sender_number_id
     WHERE c.subject = ? AND c.number IS NOT NULL AND ${seen.sql} ORDER BY c.sort_at DESC, c.id DESC`,
    subject,
    ...seen.values,
  ).map((row) => ({ ...toConversationRow(row, viewer), senderNumber: row.sender_number }));
}

export type TextCounts = { readonly sent: number; readonly received: number; readonly prevented: number };
export const NO_TEXTS: TextCounts = { sent: 0, received: 0, prevented: 0 };

const OF_OPT_OUTS = RULES_OF_OPT_OUTS.map((rule) => `'${rule}'`).join(', ');

/**
 * Texts that left, arrived and were stopped, by conversation; under null those without one. The caller takes
 * only the conversations that the viewer may see. A texter does not see what an automatic opt-out stopped.
 */
export function textCountsOf(db: Reader, viewer: Viewer, subject: string): Map<string | null, TextCounts> {
  const texts = visibleTexts(viewer);
  const discreet = viewer.role === 'texter' ? `NOT ${hadAutomatic('p')}` : 'TRUE';
  const rows = all<TextCounts & { id: string | null }>(
    db,
    `SELECT id, sum(sent) AS sent, sum(received) AS received, sum(prevented) AS prevented FROM (
       SELECT m.conversation_id AS id, m.direction = 'out' AND m.state IN ('sent', 'delivered') AND m.kind <> 'provider-text' AS sent,
         m.direction = 'in' AS received, 0 AS prevented FROM message m WHERE m.subject = ? AND ${texts.sql}
       UNION ALL SELECT p.conversation_id, 0, 0, 1 FROM prevented p
       WHERE p.subject = ? AND (${discreet} OR p.rule NOT IN (${OF_OPT_OUTS})))
     GROUP BY id`,
    subject,
    ...texts.values,
    subject,
  );
  return new Map(rows.map(({ id, ...counts }) => [id, counts]));
}

/** Opt-outs, holds and blocks of a number: for admins and supervisors only. */
export function standingOf(
  db: Reader,
  subject: string,
): {
  optedOut: boolean;
  cause: OptOutCause | null;
  /** Times of the latest opt-out in force, and of the first one. UTC milliseconds. */
  at: number | null;
  since: number | null;
  blocks: number;
} {
  const facts = all<{ cause: OptOutCause; at: number }>(
    db,
    'SELECT cause, at FROM opt_out WHERE subject = ? AND reversed = 0 ORDER BY at DESC',
    subject,
  );
  const [inForce] = facts;
  const blocks = one<{ n: number }>(
    db,
    "SELECT count(*) AS n FROM provider_block WHERE subject = ? AND state <> 'cleared'",
    subject,
  );
  return {
    optedOut: inForce !== undefined,
    cause: inForce?.cause ?? null,
    at: inForce?.at ?? null,
    since: facts.at(-1)?.at ?? null,
    blocks: blocks?.n ?? 0,
  };
}

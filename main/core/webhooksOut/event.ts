import { z } from 'zod';
import { AnswerChange, type WebhookEvent } from '../../../shared/contract/webhooksOut.ts';
import type { OptOutCause } from '../../../shared/schema/causes.ts';
import { all, one } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';
import { answerAt } from './answers.ts';
import type { DeliveryRow } from './rows.ts';

type FactRow = {
  subject: string;
  number: string | null;
  cause: OptOutCause;
  said_at: number;
  at: number;
  campaign_id: string | null;
  campaign_name: string | null;
};

const FACT = `SELECT o.subject, o.cause, o.said_at, o.at, k.id AS campaign_id, k.name AS campaign_name,
    coalesce(o.number, (SELECT l.number FROM conversation l WHERE l.subject = o.subject AND l.number IS NOT NULL LIMIT 1)) AS number
  FROM opt_out o LEFT JOIN conversation c ON c.id = o.conversation_id LEFT JOIN campaign k ON k.id = c.campaign_id`;

const Reversal = z.object({ optOut: z.string() });

/** Whether the subject was opted out after the ledger's entry `seq`; later facts have events of their own. */
function optedOutAfter(db: Reader, subject: string, seq: number): boolean {
  const standing = new Set<string>();
  const reversed = new Set<string>();
  const entries = all<{ kind: string; evidence_id: string; payload: string }>(
    db,
    `SELECT kind, evidence_id, payload FROM ledger WHERE subject = ? AND seq <= ?
       AND kind IN ('opt-out', 'opt-out-reversed')`,
    subject,
    seq,
  );
  for (const { kind, evidence_id, payload } of entries) {
    if (kind === 'opt-out') standing.add(evidence_id);
    else reversed.add(Reversal.parse(JSON.parse(payload)).optOut);
  }
  return [...standing].some((id) => !reversed.has(id));
}

const campaignOf = (row: FactRow | undefined) =>
  row?.campaign_id ? { id: row.campaign_id, name: row.campaign_name ?? '' } : null;

/**
 * The content of a delivery, read when it is sent: without a number that was erased meanwhile. Everything
 * else follows from the fact, so each try sends the same.
 */
export function eventOf(db: Reader, delivery: DeliveryRow): WebhookEvent {
  const { event_id: id, type, at, fact_id: fact } = delivery;
  const bare = { id, type, at, fact, number: null, optedOut: false, cause: null, saidAt: null, answer: null };
  if (type === 'test') return { ...bare, campaign: null, reverses: [] };
  if (AnswerChange.safeParse(type).success) {
    const found = answerAt(db, fact, at);
    if (found === undefined) return { ...bare, campaign: null, reverses: [] };
    const { subject, number, campaign, answer } = found;
    const optedOut = optedOutAfter(db, subject, delivery.ledger_seq ?? 0);
    return { ...bare, number, optedOut, campaign, reverses: [], answer: number === null ? null : answer };
  }
  const reverses =
    type === 'opt-in'
      ? all<{ id: string }>(
          db,
          'SELECT opt_out_id AS id FROM reversal_of WHERE reversal_id = ? ORDER BY opt_out_id',
          fact,
        ).map((reversed) => reversed.id)
      : [];
  const row = one<FactRow>(db, `${FACT} WHERE o.id = ?`, type === 'opt-out' ? fact : (reverses[0] ?? ''));
  const subject = row?.subject ?? null;
  return {
    ...bare,
    number: row?.number ?? null,
    optedOut: subject !== null && optedOutAfter(db, subject, delivery.ledger_seq ?? 0),
    cause: type === 'opt-out' ? (row?.cause ?? null) : null,
    saidAt: type === 'opt-out' ? (row?.said_at ?? null) : null,
    campaign: campaignOf(row),
    reverses,
  };
}

import type { Core } from '../store/context.ts';
import { all, one } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';
import { enqueueDelivery } from './deliveryRecord.ts';
import { moveMark } from './endpointRecord.ts';
import { type EndpointRow, topicsOf } from './rows.ts';

/** Ledger entries read in one transaction, so that a large import does not delay sending. */
const AT_ONCE = 500;

type Entry = {
  readonly seq: number;
  readonly kind: string;
  readonly subject: string | null;
  readonly evidence_id: string | null;
};

/** The last entry of the ledger; a new endpoint hears of what comes after it. */
export const ledgerEnd = (db: Reader) =>
  one<{ seq: number | null }>(db, 'SELECT max(seq) AS seq FROM ledger')?.seq ?? 0;

/**
 * A reversal has one entry for each opt-out that it names, in one transaction; it is sent once, at the last
 * of them.
 */
function isLastOfReversal(db: Reader, entry: Entry): boolean {
  const last = one<{ seq: number }>(
    db,
    "SELECT max(seq) AS seq FROM ledger WHERE subject = ? AND kind = 'opt-out-reversed' AND evidence_id = ?",
    entry.subject,
    entry.evidence_id,
  );
  return last?.seq === entry.seq;
}

function typeOf(db: Reader, entry: Entry): 'opt-out' | 'opt-in' | null {
  if (entry.kind === 'opt-out') return 'opt-out';
  return entry.kind === 'opt-out-reversed' && isLastOfReversal(db, entry) ? 'opt-in' : null;
}

const TIME = {
  'opt-out': 'SELECT at FROM opt_out WHERE id = ?',
  'opt-in': 'SELECT at FROM reversal WHERE id = ?',
} as const;

/**
 * Queues for one endpoint the ledger's entries beyond its mark, and moves the mark, in one transaction:
 * whenever the process ends, no fact is skipped and none is queued twice. Opting out itself writes nothing
 * for webhooks. Returns whether there may be more.
 */
export function queueFromLedger(core: Core, endpoint: EndpointRow): boolean {
  if (ledgerEnd(core.db) <= endpoint.ledger_seq) return false;
  return core.write((tx) => {
    const mark = one<EndpointRow>(tx.db, 'SELECT * FROM webhook_endpoint WHERE id = ?', endpoint.id);
    if (!mark) return false;
    const topics = topicsOf(mark);
    const entries = all<Entry>(
      tx.db,
      'SELECT seq, kind, subject, evidence_id FROM ledger WHERE seq > ? ORDER BY seq LIMIT ?',
      mark.ledger_seq,
      AT_ONCE,
    );
    for (const entry of entries) {
      const type = typeOf(tx.db, entry);
      if (type === null || !topics.includes(type) || entry.evidence_id === null) continue;
      const at = one<{ at: number }>(tx.db, TIME[type], entry.evidence_id)?.at ?? tx.now;
      const { seq, evidence_id: factId } = entry;
      enqueueDelivery(tx, endpoint.id, { eventId: tx.id(), type, factId, seq, at });
      tx.touch('integrations');
    }
    const last = entries.at(-1)?.seq;
    if (last !== undefined) moveMark(tx, endpoint.id, last);
    return entries.length === AT_ONCE;
  });
}

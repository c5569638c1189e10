import type { Core, Tx } from '../store/context.ts';
import { one, run, sql } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';
import { type ChainedFields, entryDigest, entryHash, GENESIS, skipOf } from './chain.ts';

export type LedgerPayload = Readonly<Record<string, string | number | boolean | null>>;

export type LedgerEntry = {
  /** What happened, such as 'opt-out' or 'settings-changed'. */
  readonly kind: string;
  /** The account that did it; null: Heed by itself, or a provider. */
  readonly actorId: string | null;
  /** Keyed hash of the number it is about. */
  readonly subject?: string | null;
  /** Where it happened. The entry says so where that is a test; else not even which conversation it is. */
  readonly conversationId?: string | null;
  /** The id of the row that proves it: a message or an opt-out. */
  readonly evidenceId?: string | null;
  /** Without personal content: no texts, names or numbers. */
  readonly payload?: LedgerPayload;
};

/** How many entries about the subject stand at or before a position; null without a subject. */
export function nthOf(db: Reader, subject: string | null, position: number): number | null {
  if (subject === null) return null;
  return (
    one<{ n: number }>(
      db,
      'SELECT count(*) AS n FROM ledger WHERE subject = ? AND seq <= ?',
      subject,
      position,
    )?.n ?? 0
  );
}

/** The hash to which the second link of an entry points. */
export function skipHash(db: Reader, position: number): string {
  const skip = skipOf(position);
  if (skip === 0) return GENESIS;
  return one<{ hash: string }>(db, 'SELECT hash FROM ledger WHERE seq = ?', skip)?.hash ?? GENESIS;
}

/** Appends one entry to the chain, inside the transaction of the act that it records. */
export function append(core: Core, tx: Tx, entry: LedgerEntry): void {
  chainEntry(tx, {
    id: tx.id(),
    clock: tx.rev(),
    device: core.device,
    actor: entry.actorId ?? 'heed',
    kind: entry.kind,
    subject: entry.subject ?? null,
    evidence_id: entry.evidenceId ?? null,
    payload: JSON.stringify({ ...entry.payload, ...(inTest(tx.db, entry) ? { test: true } : {}) }),
  });
}

/** Whether an entry is about a conversation in which an admin tries a script on a number of their own. */
function inTest(db: Reader, { conversationId, payload }: LedgerEntry): boolean {
  const id = conversationId ?? payload?.conversation ?? null;
  if (id === null) return false;
  return (
    one(
      db,
      'SELECT 1 FROM conversation c JOIN campaign k ON k.id = c.campaign_id WHERE c.id = ? AND k.is_test = 1',
      id,
    ) !== undefined
  );
}

/**
 * Adds an entry at the end of the chain with its own id, clock, device and actor, such as one of another
 * store.
 */
export function chainEntry(tx: Tx, fields: ChainedFields): void {
  const last = one<{ seq: number; hash: string }>(
    tx.db,
    'SELECT seq, hash FROM ledger ORDER BY seq DESC LIMIT 1',
  );
  const position = (last?.seq ?? 0) + 1;
  const previous = last?.hash ?? GENESIS;
  const before = nthOf(tx.db, fields.subject, position);
  const digest = entryDigest(fields, before === null ? null : before + 1);
  const hash = entryHash(position, previous, skipHash(tx.db, position), digest);
  run(
    tx.db,
    sql`INSERT INTO ledger (seq, id, clock, device, actor, kind, subject, evidence_id, payload, previous_hash, hash)
      VALUES (${position}, ${fields.id}, ${fields.clock}, ${fields.device}, ${fields.actor}, ${fields.kind},
        ${fields.subject}, ${fields.evidence_id}, ${fields.payload}, ${previous}, ${hash})`,
  );
}

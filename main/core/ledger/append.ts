import type { Core, Tx } from '../store/context.ts';
import { one, run, sql } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';
import { type ChainedFields, entryDigest, entryHash, GENESIS, type Head } from './chain.ts';

export type LedgerPayload = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

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

/**
 * Appends one entry to this console's chain, inside the transaction of the act that it records. The
 * transaction knows the chain; a copy of the core may have the name of a former one.
 */
export function append(_core: Core, tx: Tx, entry: LedgerEntry): void {
  appendFields(tx, {
    id: tx.id(),
    clock: tx.rev(),
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
 * The end of a chain that has one end, and what its next entry needs: the hash at that entry's second link
 * (`skipOf`), and how many entries are about a subject.
 */
const END = `SELECT l.position, l.hash,
    (SELECT s.hash FROM ledger s WHERE s.chain = l.chain AND s.fork = 0 AND s.position = (l.position & (l.position + 1))) AS skip,
    (SELECT count(*) FROM ledger n WHERE n.subject = ? AND n.chain = l.chain AND n.fork = 0) AS about
  FROM ledger l WHERE l.chain = ? AND l.fork = 0 ORDER BY l.position DESC LIMIT 1`;
type End = {
  readonly position: number;
  readonly hash: string;
  readonly skip: string | null;
  readonly about: number;
};
const NONE: End = { position: 0, hash: GENESIS, skip: null, about: 0 };

/**
 * Appends an entry with all its fields. This console's chain has one end: a union that brings entries of it
 * begins a new one (witness.ts).
 */
export function appendFields(tx: Tx, fields: ChainedFields): void {
  const { db, device: chain } = tx;
  const last = one<End>(db, END, fields.subject, chain) ?? NONE;
  const position = last.position + 1;
  const digest = entryDigest(fields, fields.subject === null ? null : last.about + 1);
  const hash = entryHash({ chain, position }, last.hash, last.skip ?? GENESIS, digest);
  insertEntry(tx, fields, { chain, position, fork: 0, previous: last.hash, hash });
}

/** An entry with its place, as it stands in the table. */
export type Chained = ChainedFields & Head & { readonly previous_hash: string };

type Stand = Head & { readonly fork: number; readonly previous: string };

/** Writes an entry at its place. Only for who has proved that it belongs there. */
export function insertEntry(tx: Tx, entry: ChainedFields, at: Stand): void {
  run(
    tx.db,
    sql`INSERT INTO ledger (id, chain, position, fork, clock, actor, kind, subject, evidence_id, payload, previous_hash, hash)
      VALUES (${entry.id}, ${at.chain}, ${at.position}, ${at.fork}, ${entry.clock}, ${entry.actor}, ${entry.kind},
        ${entry.subject}, ${entry.evidence_id}, ${entry.payload}, ${at.previous}, ${at.hash})`,
  );
}

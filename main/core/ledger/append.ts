import { createHash } from 'node:crypto';
import type { Core, Tx } from '../context.ts';
import { one, run } from '../store/statement.ts';

/** Hash before the first entry. */
export const GENESIS = '0'.repeat(64);

export type LedgerPayload = Readonly<Record<string, string | number | boolean | null>>;

export type LedgerEntry = {
  /** What happened, such as 'opt-out' or 'settings-changed'. */
  readonly kind: string;
  /** The account that did it; null: Heed by itself, or a provider. */
  readonly actorId: string | null;
  /** Keyed hash of the number it is about. */
  readonly subject?: string | null;
  /** Id of the row that proves or carries it: a message, an opt-out. */
  readonly evidenceId?: string | null;
  /** Free of personal content: no texts, names or numbers. */
  readonly payload?: LedgerPayload;
};

export type ChainedFields = {
  readonly id: string;
  readonly clock: string;
  readonly device: string;
  readonly actor: string;
  readonly kind: string;
  readonly subject: string | null;
  readonly evidence_id: string | null;
  readonly payload: string;
};

/** SHA-256 over the hash before and the entry's own fields, in this order. `verify` recomputes it. */
export function entryHash(previous: string, entry: ChainedFields): string {
  const fields = [
    entry.id,
    entry.clock,
    entry.device,
    entry.actor,
    entry.kind,
    entry.subject,
    entry.evidence_id,
    entry.payload,
  ];
  return createHash('sha256').update(previous).update('\n').update(JSON.stringify(fields)).digest('hex');
}

/** Appends one entry to the chain, inside the transaction of the act that it records. */
export function append(core: Core, tx: Tx, entry: LedgerEntry): void {
  const last = one<{ hash: string }>(tx.db, 'SELECT hash FROM ledger ORDER BY seq DESC LIMIT 1');
  const previous = last?.hash ?? GENESIS;
  const fields: ChainedFields = {
    id: tx.id(),
    clock: tx.rev(),
    device: core.device,
    actor: entry.actorId ?? 'heed',
    kind: entry.kind,
    subject: entry.subject ?? null,
    evidence_id: entry.evidenceId ?? null,
    payload: JSON.stringify(entry.payload ?? {}),
  };
  run(
    tx.db,
    `INSERT INTO ledger (id, clock, device, actor, kind, subject, evidence_id, payload, previous_hash, hash)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    fields.id,
    fields.clock,
    fields.device,
    fields.actor,
    fields.kind,
    fields.subject,
    fields.evidence_id,
    fields.payload,
    previous,
    entryHash(previous, fields),
  );
}

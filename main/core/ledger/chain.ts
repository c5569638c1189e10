import { hash } from 'node:crypto';

/**
 * How the ledger is chained. Each entry is reduced to a digest of its own fields. Its hash then covers its
 * position, the hash of the entry before it, the hash of one entry further back, and that digest. So:
 *
 * - nothing can be changed, removed, added or moved without every later hash changing;
 * - other people's entries can be shown by their digest alone, which gives nothing away, because an entry's
 *   id is random;
 * - the link further back makes the way from any entry to the head short, so that a file about one person
 *   proves its entries without holding the whole ledger;
 * - each entry about a person carries the how-manieth it is about them, so that none in between can be left
 *   out of such a file.
 */

/** Stands for the hash before the first entry. */
export const GENESIS = '0'.repeat(64);

export type ChainedFields = {
  readonly id: string;
  readonly clock: string;
  readonly device: string;
  readonly actor: string;
  readonly kind: string;
  /** Keyed hash of the number that it is about; null where it is about nobody. */
  readonly subject: string | null;
  readonly evidence_id: string | null;
  /** JSON, as it is stored. */
  readonly payload: string;
};

export function sha256(text: string): string {
  return hash('sha256', text, 'hex');
}

/**
 * SHA-256 over the entry's fields in this order. `nth`: 1 for the first entry about its subject; null without
 * a subject.
 */
export function entryDigest(entry: ChainedFields, nth: number | null): string {
  return sha256(
    JSON.stringify([
      entry.id,
      entry.clock,
      entry.device,
      entry.actor,
      entry.kind,
      entry.subject,
      nth,
      entry.evidence_id,
      entry.payload,
    ]),
  );
}

/**
 * The position of the second link: the position without its lowest set bit; 0 is the beginning. Positions
 * count from 1.
 */
export function skipOf(position: number): number {
  return position & (position - 1);
}

/** SHA-256 over position, both links and digest, one a line. */
export function entryHash(position: number, previous: string, skip: string, digest: string): string {
  return sha256([position, previous, skip, digest].join('\n'));
}

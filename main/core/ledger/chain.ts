import { hash } from 'node:crypto';

/**
 * How the ledger is chained. Each console has a chain of its own. An entry is reduced to a digest of its own
 * fields; its hash then covers its chain, its position there, the hash of the entry before it, the hash of
 * one entry further back, and that digest. So:
 *
 * - nothing can be changed, removed, added or moved without every later hash of its chain changing;
 * - two consoles that have the same entries have the same hashes, in whatever order they came;
 * - other people's entries can be shown by their digest alone, which gives nothing away, because an entry's
 *   id is random;
 * - the link further back makes the way from any entry to the chain's end short, so that a file about one
 *   person proves its entries without holding the whole chain;
 * - each entry about a person carries its number among those about them in its chain, so that none in between
 *   can be left out of such a file.
 */

/** Stands for the hash before the first entry of a chain. */
export const GENESIS = '0'.repeat(64);

export type ChainedFields = {
  readonly id: string;
  /** Hybrid logical clock of the console at which it happened. */
  readonly clock: string;
  readonly actor: string;
  readonly kind: string;
  /** Keyed hash of the number that it is about; null where it is about nobody. */
  readonly subject: string | null;
  readonly evidence_id: string | null;
  /** JSON, as it is stored. */
  readonly payload: string;
};

/** Where an entry stands. Positions count from 1 in each chain. */
export type Place = { readonly chain: string; readonly position: number };

/** An entry by its place and hash, such as the last one of a chain. */
export type Head = Place & { readonly hash: string };

export function sha256(text: string): string {
  return hash('sha256', text, 'hex');
}

/**
 * SHA-256 over the entry's fields in this order. `nth`: 1 for the first entry about its subject in its chain;
 * null without a subject.
 */
export function entryDigest(entry: ChainedFields, nth: number | null): string {
  return sha256(
    JSON.stringify([
      entry.id,
      entry.clock,
      entry.actor,
      entry.kind,
      entry.subject,
      nth,
      entry.evidence_id,
      entry.payload,
    ]),
  );
}

/** The position of the second link: the position without its lowest set bit; 0 is the beginning. */
export function skipOf(position: number): number {
  return position & (position - 1);
}

/** SHA-256 over chain, position, both links and digest, one a line. */
export function entryHash(
  { chain, position }: Place,
  previous: string,
  skip: string,
  digest: string,
): string {
  return sha256(`${chain}\n${position}\n${previous}\n${skip}\n${digest}`);
}

/** In the order of chains and positions, the same on every console. */
export const byPlace = (a: Head, b: Head): number =>
  compare(a.chain, b.chain) || a.position - b.position || compare(a.hash, b.hash);

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

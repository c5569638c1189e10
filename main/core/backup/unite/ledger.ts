import { append, appendFields, type Chained } from '../../ledger/append.ts';
import { byPlace, type Head } from '../../ledger/chain.ts';
import { type End, endsOf, forkOf, hashAt } from '../../ledger/path.ts';
import { takeEntry } from '../../ledger/take.ts';
import { beginChain, headText, headTexts, isWitness, witnessedIn } from '../../ledger/witness.ts';
import type { Core, Tx } from '../../store/context.ts';
import { all, one } from '../../store/statement.ts';
import type { Reader } from '../../store/types.ts';
import type { Source } from './source.ts';

/** The end of a chain, or of a fork of one, in their store, and up to which position ours has the same. */
type Line = End & { readonly shared: number };

/** The position before the first one of a fork; 0 for a chain. */
const beforeFirst = (db: Reader, { chain, fork }: End): number =>
  fork === 0
    ? 0
    : (one<{ n: number }>(
        db,
        'SELECT min(position) - 1 AS n FROM ledger WHERE chain = ? AND fork = ?',
        chain,
        fork,
      )?.n ?? 0);

/**
 * What two ledgers have in common. A hash covers everything before it in its chain, so this is a binary
 * search.
 */
function linesOf(ours: Reader, theirs: Reader): Line[] {
  return endsOf(theirs).map((end) => {
    const has = (position: number) => {
      const hash = hashAt(theirs, end.chain, end.fork, position);
      return hash !== null && forkOf(ours, { chain: end.chain, position, hash }) !== null;
    };
    if (has(end.position)) return { ...end, shared: end.position };
    let shared = beforeFirst(theirs, end);
    let differs = end.position;
    while (differs - shared > 1) {
      const middle = (shared + differs) >> 1;
      if (has(middle)) shared = middle;
      else differs = middle;
    }
    return { ...end, shared };
  });
}

/** Whether their ledger has entries that ours lacks. */
export const hasMore = (ours: Reader, theirs: Reader): boolean =>
  linesOf(ours, theirs).some(({ position, shared }) => shared < position);

/**
 * The same by chain and fork. Where theirs cannot be read well enough, and of a change, which comes without
 * their store, nothing counts as shared: each entry is looked up.
 */
function sharedWith(ours: Reader, theirs: Reader): Map<string, number> {
  if (ours === theirs) return new Map();
  try {
    return new Map(linesOf(ours, theirs).map(({ chain, fork, shared }) => [`${chain} ${fork}`, shared]));
  } catch {
    return new Map();
  }
}

/** Their entries that ours lacks, in the order of chains and positions. */
function missingIn(ours: Reader, source: Source): Chained[] {
  const shared = sharedWith(ours, source.db);
  const missing = new Map<string, Chained>();
  for (const value of source.rows('ledger')) {
    const row = value as Chained & { readonly fork: number };
    if (row.position <= (shared.get(`${row.chain} ${row.fork}`) ?? 0)) continue;
    if (one(ours, 'SELECT 1 FROM ledger WHERE id = ?', row.id)) continue;
    missing.set(row.id, row);
  }
  return [...missing.values()].sort(byPlace);
}

/** Of these entries, those that no other of them follows. */
function endsAmong(entries: readonly Chained[]): Chained[] {
  const followed = new Set(entries.map((entry) => entry.previous_hash));
  return entries.filter((entry) => !followed.has(entry.hash));
}

/**
 * Tells again in our own chain what entries of theirs told that cannot be proved, each once: a page before
 * them was torn, or somebody changed one. Nothing that anybody recorded is lost, and every chain stays whole.
 */
function quote(tx: Tx, entries: readonly Chained[]): number {
  if (entries.length === 0) return 0;
  const quoted = all<{ id: string }>(
    tx.db,
    "SELECT payload ->> 'quotes' AS id FROM ledger WHERE json_valid(payload) AND payload ->> 'quotes' IS NOT NULL",
  );
  const known = new Set(quoted.map(({ id }) => id));
  const fresh = entries.filter((entry) => !known.has(entry.id) && !isWitness(entry));
  for (const { id, clock, actor, kind, subject, evidence_id, payload } of fresh) {
    const told = JSON.stringify({ ...objectIn(payload), quotes: id });
    appendFields(tx, { id: tx.id(), clock, actor, kind, subject, evidence_id, payload: told });
  }
  return fresh.length;
}

function objectIn(payload: string): object {
  try {
    const value: unknown = JSON.parse(payload);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}

/** Ends that these entries name and this store does not have. */
function unheld(db: Reader, entries: readonly Chained[]): Head[] {
  const named = entries.flatMap(witnessedIn).filter((head) => forkOf(db, head) === null);
  return [...new Map(named.map((head) => [headText(head), head])).values()];
}

/** `unwitnessed`: entries that tell of something, whose ends no entry of ours names yet. */
export type LedgerUnion = { readonly added: number; readonly unwitnessed: number };

/**
 * Adds their entries that ours lacks, each as it is: in its chain, at its position, with its hash. So two
 * consoles that have the same entries have the same ledger, whichever was united with which and in what
 * order. Where this console's own chain was gone on with elsewhere, it begins a new one. Where something came
 * in that tells of more than other ends, one entry names the ends that came (see witness.ts), and those lost
 * with a page that cannot be read, of which no check tells for ever. `restoring`: theirs is a back-up of this
 * console; `whole`: their ledger had no fault; not `witness`: the caller names the ends later.
 */
export function uniteLedgers(
  core: Core,
  tx: Tx,
  source: Source,
  {
    restoring,
    whole,
    witness = true,
  }: { readonly restoring: boolean; readonly whole: boolean; readonly witness?: boolean },
): LedgerUnion {
  const missing = missingIn(tx.db, source);
  const taken: Chained[] = [];
  const unproved: Chained[] = [];
  for (const entry of missing) (takeEntry(tx, entry) ? taken : unproved).push(entry);
  if (missing.some(({ chain }) => chain === tx.device)) beginChain(core, tx, restoring);
  const quoted = quote(tx, unproved);
  const telling = quoted + taken.filter((entry) => !isWitness(entry)).length;
  const lost = source.torn.has('ledger') ? headTexts(unheld(tx.db, taken)) : [];
  const names = witness && telling > 0;
  if (names || lost.length > 0) {
    const heads = names ? headTexts(endsAmong(taken)) : [];
    append(core, tx, {
      kind: 'ledger-united',
      actorId: null,
      payload: { added: taken.length, quoted, theirsWhole: whole, heads, ...(lost.length > 0 && { lost }) },
    });
  }
  return { added: taken.length + quoted, unwitnessed: witness ? 0 : telling };
}

import { append, chainEntry } from '../../ledger/append.ts';
import type { ChainedFields } from '../../ledger/chain.ts';
import type { Core, Tx } from '../../store/context.ts';
import { one } from '../../store/statement.ts';
import type { Reader } from '../../store/types.ts';
import type { Source } from './source.ts';

const hashAt = (db: Reader, seq: number): string | null => {
  try {
    return one<{ hash: string }>(db, 'SELECT hash FROM ledger WHERE seq = ?', seq)?.hash ?? null;
  } catch {
    return null;
  }
};
const headOf = (db: Reader): { seq: number; hash: string } | null => {
  try {
    return (
      one<{ seq: number; hash: string }>(db, 'SELECT seq, hash FROM ledger ORDER BY seq DESC LIMIT 1') ?? null
    );
  } catch {
    return null;
  }
};

/**
 * Up to which position two ledgers are equal. A hash covers everything before it, so this is a binary search.
 */
export function sharedLength(ours: Reader, theirs: Reader): number {
  let same = 0;
  let differs = Math.min(headOf(ours)?.seq ?? 0, headOf(theirs)?.seq ?? 0) + 1;
  while (differs - same > 1) {
    const middle = (same + differs) >> 1;
    const hash = hashAt(ours, middle);
    if (hash !== null && hash === hashAt(theirs, middle)) same = middle;
    else differs = middle;
  }
  return same;
}

export type LedgerUnion = { readonly shared: number; readonly added: number; readonly theirLength: number };

/**
 * Unites two ledgers with the same beginning. The shared beginning stays, then comes our end, then their
 * entries that we lack, in their order, each with its own id, clock, device and actor, chained again. Where
 * we had only the shared beginning, their hashes stay the same. One entry about the union follows, with the
 * head of their chain, so that their file can still be proved.
 */
export function uniteLedgers(core: Core, tx: Tx, source: Source, whole: boolean): LedgerUnion {
  const shared = sharedLength(tx.db, source.db);
  const head = headOf(source.db);
  let added = 0;
  const seen = new Set<number>();
  const late: (ChainedFields & { seq: number })[] = [];
  for (const value of source.rows('ledger')) {
    const row = value as ChainedFields & { readonly seq: number };
    if (row.seq <= shared || seen.has(row.seq)) continue;
    seen.add(row.seq);
    late.push(row);
  }
  for (const row of late.sort((a, b) => a.seq - b.seq)) {
    if (one(tx.db, 'SELECT 1 FROM ledger WHERE id = ?', row.id)) continue;
    const { id, clock, device, actor, kind, subject, evidence_id, payload } = row;
    chainEntry(tx, { id, clock, device, actor, kind, subject, evidence_id, payload });
    added += 1;
  }
  const theirLength = head?.seq ?? 0;
  if (added > 0) {
    append(core, tx, {
      kind: 'ledger-united',
      actorId: null,
      payload: { shared, added, theirLength, theirHead: head?.hash ?? '', theirsWhole: whole },
    });
  }
  return { shared, added, theirLength };
}

import { readAnyNumber } from '../../../shared/schema/phone.ts';
import { NOTHING, type Stored } from '../../../shared/text/stored.ts';
import type { Core, Tx } from '../store/context.ts';
import { one } from '../store/statement.ts';
import { isErased } from './erased.ts';

/** Parts of a text that may be a number: digits with what people write between them. */
const CANDIDATES = /[+(]?\p{Nd}[\p{Nd}\s().+\-\p{Pd}/]{5,}\p{Nd}/gu;

/** Keyed hashes of all numbers that a text may hold, read both as in America and as in Britain. */
export function subjectsIn(core: Pick<Core, 'subject'>, text: string): string[] {
  const pieces = new Set([text, ...(text.normalize('NFKC').match(CANDIDATES) ?? [])]);
  const found = new Set<string>();
  for (const piece of pieces) {
    for (const region of ['US', 'GB'] as const) {
      const read = readAnyNumber(piece, region);
      if (read.ok) found.add(core.subject(read.e164));
    }
  }
  return [...found];
}

/** What a row that an import refused says about a person. */
type Told = {
  readonly raw: string;
  readonly name?: string;
  readonly externalId?: string;
  readonly detail?: Stored;
};

/** Rows that an import refused, without the number, the name and the id of an erased person. */
export function withoutErased<Row extends Told>(
  core: Pick<Core, 'subject'>,
  tx: Tx,
  rows: readonly Row[],
): Row[] {
  if (!one(tx.db, 'SELECT 1 FROM erasure WHERE ended_at IS NULL LIMIT 1')) return [...rows];
  return rows.map((row) =>
    subjectsIn(core, row.raw).some((subject) => isErased(tx.db, subject))
      ? { ...row, raw: '', name: '', externalId: '', detail: NOTHING }
      : row,
  );
}

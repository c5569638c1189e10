import type { OptOutFilter } from '../../../shared/contract/optOuts.ts';
import { trigramsOf } from '../store/partOf.ts';
import { all } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';
import { digitsOf, meantBy, subjectsNamed } from './optOutFilter.ts';

/** Up to this many rows are fetched and sorted faster than the list is walked in its order. */
const FEW = 2000;
/** Digits at the end of a part of a number that the index is asked for. */
const END = 4;

const FOUND =
  'SELECT o.seq FROM opt_out_index CROSS JOIN opt_out o ON o.seq = opt_out_index.rowid WHERE opt_out_index MATCH ?';

/**
 * The `seq` of all opt-outs among which a search finds those that fit, where they are few: the list is then
 * made from them. Null where they are many, since walking the list in its order then soon has a page of them,
 * and where the index cannot tell: of less than three signs, and of what Heed says by itself as a reason.
 */
export function fewBySearch(db: Reader, { search }: OptOutFilter): number[] | null {
  const text = search?.trim() ?? '';
  const digits = digitsOf(text);
  // The end of a number tells most: many have the same beginning. Rows are compared in any case.
  const match = trigramsOf(digits === null ? text : digits.slice(-END));
  if (match === null) return null;
  const found = (sql: string, ...values: unknown[]) =>
    all<{ seq: number }>(db, `${sql} LIMIT ${FEW + 1}`, ...values).map(({ seq }) => seq);
  if (digits !== null) return few(found(`${FOUND} AND o.number LIKE ?`, match, `%${digits}%`));
  if (meantBy(text).length > 0) return null;
  const own = found(FOUND, match);
  if (own.length > FEW) return null;
  const names = subjectsNamed(text);
  const named = found(
    `SELECT o.seq FROM opt_out o INDEXED BY opt_out_subject WHERE o.subject IN (${names.sql})`,
    ...names.values,
  );
  return few([...new Set([...own, ...named])]);
}

const few = (rows: number[]): number[] | null => (rows.length > FEW ? null : rows);

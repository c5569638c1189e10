import type { Core } from '../../store/context.ts';
import { all, listOf, sql } from '../../store/statement.ts';

/** A run of a chain: its entries after `from`, up to `to`. */
export type Span = { readonly chain: string; readonly from: number; readonly to: number };

export type Entry = {
  readonly chain: string;
  readonly position: number;
  readonly clock: string;
  readonly actor: string;
  readonly kind: string;
  readonly subject: string | null;
  readonly evidence_id: string | null;
  readonly payload: Readonly<Record<string, unknown>>;
};

/** Positions that are read in one turn of the event loop. */
const AT_ONCE = 2000;

/** A payload that somebody broke is read as empty; the chain reports it. */
function parsed(payload: string): Entry['payload'] {
  try {
    return Object(JSON.parse(payload)) as Entry['payload'];
  } catch {
    return {};
  }
}

/** Entries of these kinds, in the order of each chain; everybody else has their turn in between. */
export async function* entriesIn(
  core: Core,
  spans: readonly Span[],
  kinds: readonly string[],
): AsyncGenerator<Entry> {
  for (const { chain, from, to } of spans)
    for (let after = from; after < to; after += AT_ONCE) {
      const found = all<Omit<Entry, 'payload'> & { readonly payload: string }>(
        core.db,
        sql`SELECT chain, position, clock, actor, kind, subject, evidence_id, payload FROM ledger
          WHERE chain = ${chain} AND fork = 0 AND position > ${after} AND position <= ${Math.min(to, after + AT_ONCE)}
            AND kind IN ${listOf(kinds)} ORDER BY position`,
      );
      for (const row of found) yield { ...row, payload: parsed(row.payload) };
      await core.turn();
    }
}

/** Entries of these kinds about one person. */
export function entriesAbout(
  core: Core,
  subject: string,
  spans: readonly Span[],
  kinds: readonly string[],
): Entry[] {
  return spans.flatMap(({ chain, from, to }) =>
    all<Omit<Entry, 'payload'> & { readonly payload: string }>(
      core.db,
      sql`SELECT chain, position, clock, actor, kind, subject, evidence_id, payload FROM ledger
        WHERE subject = ${subject} AND chain = ${chain} AND fork = 0 AND position > ${from} AND position <= ${to}
          AND kind IN ${listOf(kinds)} ORDER BY position`,
    ).map((row) => ({ ...row, payload: parsed(row.payload) })),
  );
}

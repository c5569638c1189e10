import { all, one, run, sql } from '../store/statement.ts';
import type { Reader, Writer } from '../store/types.ts';

/**
 * The only writer of the tables `removed`, `other_id` and `early`, beside the triggers that note in `removed`
 * whatever people take away: what consoles of one organisation must know of each other so that the same
 * changes give the same rows, in whatever order they come (backup/unite).
 */

/** Up to which revision a row was taken away; null: it was not. */
export function removedUpTo(db: Reader, kind: string, id: string): string | null {
  return (
    one<{ rev: string }>(db, sql`SELECT rev FROM removed WHERE kind = ${kind} AND id = ${id}`)?.rev ?? null
  );
}

/** Notes that a row was taken away up to a revision. */
export function noteRemoved(db: Writer, kind: string, id: string, rev: string): void {
  run(
    db,
    sql`INSERT INTO removed (kind, id, rev) VALUES (${kind}, ${id}, ${rev})
      ON CONFLICT (kind, id) DO UPDATE SET rev = max(rev, excluded.rev)`,
  );
}

/** Sets the note of a row, which a union took out for a moment; null: there is none. */
export function setRemoved(db: Writer, kind: string, id: string, rev: string | null): void {
  run(db, sql`DELETE FROM removed WHERE kind = ${kind} AND id = ${id}`);
  if (rev !== null) noteRemoved(db, kind, id, rev);
}

/** What was taken away under an id is taken away under the one that stays; returns these notes. */
export function moveRemoved(
  db: Writer,
  goes: string,
  stays: string,
): { readonly kind: string; readonly id: string; readonly rev: string }[] {
  const rows = all<{ kind: string; id: string; rev: string }>(
    db,
    sql`SELECT kind, id, rev FROM removed WHERE instr(' ' || id || ' ', ${` ${goes} `}) > 0`,
  );
  return rows.map(({ kind, id, rev }) => {
    setRemoved(db, kind, id, null);
    const moved = id.split(' ').map((part) => (part === goes ? stays : part));
    noteRemoved(db, kind, moved.join(' '), rev);
    return { kind, id: moved.join(' '), rev };
  });
}

/** The id that all consoles agree on. */
export function agreedId(db: Reader, id: string): string {
  return one<{ same_as: string }>(db, sql`SELECT same_as FROM other_id WHERE id = ${id}`)?.same_as ?? id;
}

/** Notes that an id is another one's. */
export function noteOtherId(db: Writer, kind: string, id: string, sameAs: string): void {
  run(db, sql`UPDATE other_id SET same_as = ${sameAs} WHERE same_as = ${id}`);
  run(db, sql`INSERT OR REPLACE INTO other_id (id, kind, same_as) VALUES (${id}, ${kind}, ${sameAs})`);
}

/** A row, and the one that it waits for. */
export type Early = {
  readonly lacks: string;
  readonly lacks_id: string;
  readonly kind: string;
  readonly id: string;
  /** JSON. */
  readonly row: string;
  readonly subject: string | null;
};

const which = ({ lacks, lacks_id, kind, id }: Omit<Early, 'row' | 'subject'>) =>
  sql`lacks = ${lacks} AND lacks_id = ${lacks_id} AND kind = ${kind} AND id = ${id}`;

/** The version that waits already; null: none. */
export function earlyRow(db: Reader, early: Omit<Early, 'row' | 'subject'>): string | null {
  return one<{ row: string }>(db, sql`SELECT row FROM early WHERE ${which(early)}`)?.row ?? null;
}

export function keepEarly(db: Writer, early: Early): void {
  const { lacks, lacks_id, kind, id, row, subject } = early;
  run(
    db,
    sql`INSERT OR REPLACE INTO early (lacks, lacks_id, kind, id, row, subject)
      VALUES (${lacks}, ${lacks_id}, ${kind}, ${id}, ${row}, ${subject})`,
  );
}

/** Takes out what waited for a row. */
export function takeEarly(db: Writer, lacks: string, lacksId: string): Pick<Early, 'kind' | 'row'>[] {
  const rows = all<Pick<Early, 'kind' | 'row'>>(
    db,
    sql`SELECT kind, row FROM early WHERE lacks = ${lacks} AND lacks_id = ${lacksId}`,
  );
  if (rows.length > 0) run(db, sql`DELETE FROM early WHERE lacks = ${lacks} AND lacks_id = ${lacksId}`);
  return rows;
}

/**
 * Has rows about a person say only what `left` leaves of them; null: nothing is left. Returns how many went.
 */
export function scrubEarly(
  db: Writer,
  subject: string,
  left: (kind: string, row: Readonly<Record<string, unknown>>) => object | null,
): number {
  let gone = 0;
  for (const early of all<Early>(db, sql`SELECT * FROM early WHERE subject = ${subject}`)) {
    const kept = left(early.kind, JSON.parse(early.row) as Record<string, unknown>);
    if (kept === null) gone += run(db, sql`DELETE FROM early WHERE ${which(early)}`);
    else keepEarly(db, { ...early, row: JSON.stringify(kept) });
  }
  return gone;
}

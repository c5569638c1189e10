import type { Tx } from '../context.ts';
import { faultPoint } from '../faultPoint.ts';
import { troubleOf } from './trouble.ts';

/** A write that does not mind sharing its transaction. */
export type Piece<T> = (tx: Tx) => T;
export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: unknown };

type Write = <T>(work: (tx: Tx) => T) => T;

/**
 * How long one transaction of pieces may take, so that whoever waits for the next one need not wait long.
 * Milliseconds.
 */
const LONGEST = 25;

/**
 * Writes pieces in their order in one transaction, so that all of them cost one flush to the disk, each
 * behind a savepoint of its own: one that throws leaves nothing and spoils no other. Stops when the time is
 * up, so there may be fewer outcomes than pieces, but one at least. Throws StoreError when the store cannot
 * be written; then nothing of any piece is durable.
 */
export function writeEach<T>(write: Write, pieces: readonly Piece<T>[]): Outcome<T>[] {
  const until = performance.now() + LONGEST;
  const outcomes = write((tx) => {
    const apart = tx.db.transaction((piece: Piece<T>) => piece(tx));
    const done: Outcome<T>[] = [];
    for (const piece of pieces) {
      try {
        done.push({ ok: true, value: apart(piece) });
      } catch (error) {
        // A full disk or a damaged page is no matter of this piece: SQLite may have ended the whole
        // transaction.
        if (troubleOf(error) !== null || !tx.db.inTransaction) throw error;
        done.push({ ok: false, error });
      }
      faultPoint('together.piece');
      if (performance.now() >= until) break;
    }
    faultPoint('together.uncommitted');
    return done;
  });
  faultPoint('together.committed');
  return outcomes;
}

type Waiting = {
  readonly piece: Piece<unknown>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
};

/**
 * Gathers writes that come one by one, such as what became of each text, and commits those of one turn of the
 * loop together. The promise resolves after the commit, and rejects with what the piece threw, or with
 * StoreError. `first` is asked before each transaction; while it says no, none begins.
 */
export function createTogether(write: Write, first: () => boolean): <T>(piece: Piece<T>) => Promise<T> {
  const waiting: Waiting[] = [];
  let planned = false;

  function plan(): void {
    if (planned) return;
    planned = true;
    setImmediate(commit);
  }

  function commit(): void {
    planned = false;
    if (!first()) {
      plan();
      return;
    }
    let outcomes: Outcome<unknown>[];
    try {
      outcomes = writeEach(
        write,
        waiting.map(({ piece }) => piece),
      );
    } catch (error) {
      for (const each of waiting.splice(0)) each.reject(error);
      return;
    }
    for (const [index, each] of waiting.splice(0, outcomes.length).entries()) {
      const outcome = outcomes[index];
      if (outcome?.ok === true) each.resolve(outcome.value);
      else each.reject(outcome?.error);
    }
    if (waiting.length > 0) plan();
  }

  return <T>(piece: Piece<T>) =>
    new Promise<T>((resolve, reject) => {
      waiting.push({ piece, resolve: (value) => resolve(value as T), reject });
      plan();
    });
}

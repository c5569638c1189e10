import { faultPoint } from '../base/faultPoint.ts';
import { troubleOf } from './trouble.ts';
import type { Tx } from './tx.ts';

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
export function writeEach<T>(
  write: Write,
  pieces: readonly Piece<T>[],
  last: Last<T> | null = null,
): Outcome<T>[] {
  const until = performance.now() + LONGEST;
  const outcomes = write((tx) => {
    const apart = tx.db.transaction((piece: Piece<T>) => piece(tx));
    const outcomeOf = (piece: Piece<T>): Outcome<T> => {
      try {
        return { ok: true, value: apart(piece) };
      } catch (error) {
        // A full disk or a damaged page is no matter of this piece: SQLite may have ended the whole
        // transaction.
        if (troubleOf(error) !== null || !tx.db.inTransaction) throw error;
        return { ok: false, error };
      }
    };
    const done: Outcome<T>[] = [];
    for (const piece of pieces) {
      done.push(outcomeOf(piece));
      faultPoint('together.piece');
      if (performance.now() >= until) break;
    }
    if (last !== null) last.outcome = outcomeOf(last.piece);
    faultPoint('together.uncommitted');
    return done;
  });
  faultPoint('together.committed');
  return outcomes;
}

/** The last piece of a transaction, for which there is always time. */
type Last<T> = { readonly piece: Piece<T>; outcome?: Outcome<T> };

type Waiting = {
  readonly piece: Piece<unknown>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
};

export type Together = {
  /** Resolves after the commit; rejects with what the piece threw, or with StoreError. */
  later<T>(piece: Piece<T>): Promise<T>;
  /** The same at once, together with what waits and after it. Throws what the piece threw, or StoreError. */
  now<T>(piece: Piece<T>): T;
};

/**
 * Gathers writes that come one by one, such as what became of each text, and commits those of one turn of the
 * loop together. `first` is asked before what waits is committed; while it says no, it goes on waiting.
 */
export function createTogether(write: Write, first: () => boolean): Together {
  const waiting: Waiting[] = [];
  let planned = false;

  function plan(): void {
    if (planned) return;
    planned = true;
    setImmediate(() => {
      planned = false;
      if (waiting.length === 0) return;
      if (!first()) plan();
      else commit(null);
    });
  }

  /** Tells each of those that wait what came of it. Answers what was in the way of all; null: nothing. */
  function commit(last: Last<unknown> | null): unknown {
    let outcomes: Outcome<unknown>[];
    try {
      outcomes = writeEach(
        write,
        waiting.map(({ piece }) => piece),
        last,
      );
    } catch (error) {
      for (const each of waiting.splice(0)) each.reject(error);
      return error;
    }
    for (const [index, each] of waiting.splice(0, outcomes.length).entries()) {
      const outcome = outcomes[index];
      if (outcome?.ok === true) each.resolve(outcome.value);
      else each.reject(outcome?.error);
    }
    if (waiting.length > 0) plan();
    return null;
  }

  return {
    later: <T>(piece: Piece<T>) =>
      new Promise<T>((resolve, reject) => {
        waiting.push({ piece, resolve: (value) => resolve(value as T), reject });
        plan();
      }),
    now<T>(piece: Piece<T>): T {
      const last: Last<T> = { piece };
      const error = commit(last as Last<unknown>);
      if (error !== null) throw error;
      if (last.outcome?.ok !== true) throw last.outcome?.error;
      return last.outcome.value;
    },
  };
}

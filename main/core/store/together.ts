import { faultPoint } from '../base/faultPoint.ts';
import { troubleOf } from './trouble.ts';
import type { Tx } from './tx.ts';

/** A write that may share its transaction with others. */
export type Piece<T> = (tx: Tx) => T;
export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: unknown };

type Write = <T>(work: (tx: Tx) => T) => T;

/** Milliseconds that one transaction of such writes may take, so that the next one need not wait long. */
const LONGEST = 25;

/**
 * Writes pieces in their order in one transaction, with one flush to the disk, each behind a savepoint: a
 * piece that throws is undone alone. Stops when the time is up, so there may be fewer outcomes than pieces,
 * but at least one. Throws StoreError when the store cannot be written; then no piece is durable.
 */
function writeEach<T>(write: Write, pieces: readonly Piece<T>[], last: Last<T> | null = null): Outcome<T>[] {
  const until = performance.now() + LONGEST;
  const outcomes = write((tx) => {
    const apart = tx.db.transaction((piece: Piece<T>) => piece(tx));
    const outcomeOf = (piece: Piece<T>): Outcome<T> => {
      try {
        return { ok: true, value: apart(piece) };
      } catch (error) {
        // A full disk or a damaged page is not this piece's fault: SQLite may have ended the whole
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

/** The last piece of a transaction, which is written even when the time is up. */
type Last<T> = { readonly piece: Piece<T>; outcome?: Outcome<T> };

type Waiting = {
  readonly piece: Piece<unknown>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
};

export type Together = {
  /** Resolves after the commit; rejects with what the piece threw, or with StoreError. */
  later<T>(piece: Piece<T>): Promise<T>;
  /**
   * Writes it at once, after the pieces that wait and in the same transaction. Throws what the piece threw,
   * or StoreError.
   */
  now<T>(piece: Piece<T>): T;
  /** Milliseconds for which writes are gathered now; 0: none. */
  rest(): number;
};

/**
 * Writes these at once, before the pieces that wait, which are written in the same transaction as far as its
 * time allows. There may be fewer outcomes than pieces, but at least one. Throws StoreError.
 */
export type Ahead = <T>(pieces: readonly Piece<T>[]) => Outcome<T>[];

/**
 * Gathers writes that come one by one, such as outcomes of texts, and commits those of one turn of the event
 * loop together. Where commits are slow more of them share one: after a transaction there is a pause as long
 * as it took. `first` is called before each commit; while it returns false, the writes go on waiting.
 */
export function createTogether(write: Write, first: () => boolean): Together & { readonly ahead: Ahead } {
  const waiting: Waiting[] = [];
  let planned = false;
  /** Until when no transaction begins of which nobody needs the result at once. */
  let restUntil = 0;

  function begin(): void {
    planned = false;
    if (waiting.length === 0) return;
    if (!first()) plan();
    // What came first may have taken them along.
    else if (waiting.length > 0) {
      try {
        commit([], null);
      } catch {
        // Each of them was told.
      }
    }
  }

  function plan(): void {
    if (planned) return;
    planned = true;
    const rest = restUntil - performance.now();
    if (rest >= 1) setTimeout(begin, rest);
    else setImmediate(begin);
  }

  /**
   * Commits, and resolves or rejects each waiting write. Returns the outcomes of those ahead of them. Throws
   * the error that stopped all of them.
   */
  function commit(ahead: readonly Piece<unknown>[], last: Last<unknown> | null): Outcome<unknown>[] {
    let outcomes: Outcome<unknown>[];
    const began = performance.now();
    try {
      outcomes = writeEach(write, [...ahead, ...waiting.map(({ piece }) => piece)], last);
    } catch (error) {
      for (const each of waiting.splice(0)) each.reject(error);
      throw error;
    } finally {
      const ended = performance.now();
      restUntil = ended + Math.min(LONGEST, ended - began);
    }
    const outcomesAhead = outcomes.splice(0, ahead.length);
    for (const [index, each] of waiting.splice(0, outcomes.length).entries()) {
      const outcome = outcomes[index];
      if (outcome?.ok === true) each.resolve(outcome.value);
      else each.reject(outcome?.error);
    }
    if (waiting.length > 0) plan();
    return outcomesAhead;
  }

  return {
    rest: () => Math.max(0, restUntil - performance.now()),
    later: <T>(piece: Piece<T>) =>
      new Promise<T>((resolve, reject) => {
        waiting.push({ piece, resolve: (value) => resolve(value as T), reject });
        plan();
      }),
    now<T>(piece: Piece<T>): T {
      const last: Last<T> = { piece };
      commit([], last as Last<unknown>);
      if (last.outcome?.ok !== true) throw last.outcome?.error;
      return last.outcome.value;
    },
    ahead: <T>(pieces: readonly Piece<T>[]) => commit(pieces, null) as Outcome<T>[],
  };
}

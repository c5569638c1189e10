/** How long a call whose outcome is not known counts as the same one when it is made again. Milliseconds. */
const REMEMBERED = 10 * 60_000;
/** Pieces of files say where they belong, so the same piece twice does no harm; and they are long. */
const PIECES: ReadonlySet<string> = new Set(['append', 'appendUpload']);

type Open = { readonly key: string; lostAt: number | null };

export type Call = {
  /** Goes with the call as its Idempotency-Key; null: it needs none. */
  readonly key: string | null;
  /** An answer came, good or bad. */
  answered(): void;
  /** The connection broke: nobody knows whether it was done. */
  lost(): void;
};

/**
 * One key for each thing that a person wants done. The same call while the first is under way (a double
 * click), and again after the connection broke (a retry), has the same key, so the core does it once. After
 * an answer the same call is a new wish.
 */
export function createCallKeys(now: () => number = Date.now, id: () => string = () => crypto.randomUUID()) {
  const pending = new Map<string, Open>();
  return {
    begin(path: readonly string[], input: unknown): Call {
      if (PIECES.has(path.at(-1) ?? '')) return { key: null, answered: () => {}, lost: () => {} };
      const what = JSON.stringify([path, input]);
      const known = pending.get(what);
      const same = known && (known.lostAt === null || now() - known.lostAt < REMEMBERED) ? known : null;
      const mine: Open = same ?? { key: id(), lostAt: null };
      pending.set(what, mine);
      return {
        key: mine.key,
        answered: () => {
          if (pending.get(what) === mine) pending.delete(what);
        },
        lost: () => {
          mine.lostAt = now();
        },
      };
    },
  };
}

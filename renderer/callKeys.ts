/** Milliseconds in which a repeated call of unknown outcome counts as the same one. */
const REMEMBERED = 10 * 60_000;
/**
 * Pieces of a file need no key: they name their place, so one that comes twice does no harm; and they are
 * long.
 */
const PIECES: ReadonlySet<string> = new Set(['append', 'appendUpload']);

type Open = { readonly key: string; lostAt: number | null };

export type Call = {
  /** Sent with the call as its Idempotency-Key; null: it needs none. */
  readonly key: string | null;
  /** An answer came, good or bad. */
  answered(): void;
  /** The connection broke, so it is unknown whether the call was done. */
  lost(): void;
};

/**
 * Makes one key for each thing that a person wants done. The same call while the first is under way (a double
 * click), and again after the connection broke (a retry), has the same key, so the core does it once. After
 * an answer the same call is a new one.
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

/** How many texts one connection may have under way; it follows how its provider answers. */
export type Window = {
  size(): number;
  /**
   * The provider answered a text that left at `began`, by a clock that only runs on. `wanted`: more texts
   * would have left, had there been room.
   */
  answered(began: number, now: number, wanted: boolean): void;
  /** It asked to slow down, failed, or could not be reached. */
  refused(began: number, now: number): void;
};

/** Texts under way at first, at least and at most. After a crash somebody may have to be asked about each. */
const FIRST = 32;
const FEWEST = 4;
const MOST = 256;
/** An answer that takes so many times the usual time, and so many milliseconds more, is a slow one. */
const SLOW = 2;
const LEEWAY = 50;
/** In how many rounds of answers a provider is believed that it has become slower for good. */
const BELIEVED_AFTER = 4;

/**
 * Grows by one with each quick answer while it keeps texts back, so it doubles in the time of an answer, and
 * only as far as the provider's rate lets texts leave. Shrinks by a third when answers become slow and by
 * half when the provider refuses, once for all texts that were under way then, and never below four.
 */
export function createWindow(): Window {
  let size = FIRST;
  /** Milliseconds in which the provider usually answers; null: not known. */
  let usual: number | null = null;
  let shrunkAt = Number.NEGATIVE_INFINITY;
  const shrink = (part: number, began: number, now: number) => {
    // Texts that left before that only tell what is known.
    if (began < shrunkAt) return;
    size = Math.max(FEWEST, Math.floor(size * part));
    shrunkAt = now;
  };
  return {
    size: () => size,
    answered(began, now, wanted) {
      const took = now - began;
      const before = usual ?? took;
      usual = took < before ? took : before + (took - before) / (BELIEVED_AFTER * size);
      if (took > before * SLOW + LEEWAY) shrink(2 / 3, began, now);
      else if (wanted && began >= shrunkAt) size = Math.min(MOST, size + 1);
    },
    refused: (began, now) => shrink(1 / 2, began, now),
  };
}

export type Steady = {
  readonly ids: readonly string[];
  /** How many new rows are held back because they would move others. */
  readonly fresh: number;
};

/**
 * The order of a list that a person is using: known rows keep their places, rows that are gone leave, new
 * rows below the last known one (the next page) are appended; others wait and are counted.
 */
export function steadyOrder(shown: readonly string[], incoming: readonly string[]): Steady {
  const known = new Set(shown);
  const present = new Set(incoming);
  const kept = shown.filter((id) => present.has(id));
  if (kept.length === 0) return { ids: incoming, fresh: 0 };
  const lastKnown = incoming.findLastIndex((id) => known.has(id));
  const below = incoming.slice(lastKnown + 1);
  const fresh = incoming.slice(0, lastKnown).filter((id) => !known.has(id)).length;
  return { ids: [...kept, ...below], fresh };
}

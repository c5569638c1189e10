export type Steady = {
  readonly ids: readonly string[];
  /** Rows that are held back because they would push others away: new ones above the end of the list. */
  readonly fresh: number;
};

/**
 * The order of a list under a person's eyes: known rows keep their places, whatever the server's order has
 * become; rows that are gone leave; new rows below the last known one (the next page) are appended; others
 * wait, and are counted.
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

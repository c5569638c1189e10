/** Pixels of a tile at least, and between two. */
const NARROWEST = 150;
const GAP = 12;

/** How many tiles stand in a row of this width: as few rows as fit, all about as full. */
export function columnsFor(count: number, width: number): number {
  const most = Math.max(1, Math.floor((width + GAP) / (NARROWEST + GAP)));
  return Math.ceil(count / Math.ceil(count / most));
}

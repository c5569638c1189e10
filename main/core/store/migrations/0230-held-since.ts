/** Since when an open task holds its number, where that began later than the task; else null, and `opened_at` tells. */
export const heldSince = {
  version: 230,
  name: 'held-since',
  sql: 'ALTER TABLE action ADD COLUMN held_at INTEGER;',
} as const;

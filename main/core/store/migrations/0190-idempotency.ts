/**
 * Calls that came with a key, so that one that comes again is answered and not done again. `id` and `print` are keyed hashes: of the
 * caller and the key, and of the procedure and its input. `outcome` is what was answered; null: nothing is kept of it.
 */
export const idempotency = {
  version: 190,
  name: 'idempotency',
  sql: `
CREATE TABLE idempotency (
  id TEXT PRIMARY KEY,
  print TEXT NOT NULL,
  outcome TEXT,
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX idempotency_at ON idempotency (at);
`,
} as const;

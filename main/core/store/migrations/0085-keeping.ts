/** Outcomes of `verify`, newest first: in the background, after each restore, and when an admin asks. Holds no personal content. */
export const keeping = {
  version: 85,
  name: 'keeping',
  sql: `
CREATE TABLE verification (
  id TEXT PRIMARY KEY,
  at INTEGER NOT NULL,
  cause TEXT NOT NULL CHECK (cause IN ('schedule', 'asked', 'restore')),
  entries INTEGER NOT NULL,
  opt_outs INTEGER NOT NULL,
  in_force INTEGER NOT NULL,
  head TEXT NOT NULL,
  -- JSON: one sentence each; empty: all is whole.
  problems TEXT NOT NULL,
  took INTEGER NOT NULL
) STRICT;
CREATE INDEX verification_recent ON verification (at DESC, id DESC);
`,
} as const;

/**
 * Erased people: the keyed hash, who did it, when and why (a choice, never words, so that no name gets in). `ended_at`: the person was
 * opted in again since, so what they write from then on may be kept. Conversations of an erased person have no number.
 */
export const erasing = {
  version: 80,
  name: 'erasing',
  sql: `
CREATE TABLE erasure (
  id TEXT PRIMARY KEY,
  subject TEXT NOT NULL,
  reason TEXT NOT NULL CHECK (reason IN ('asked', 'no-basis', 'kept-long-enough')),
  actor_id TEXT REFERENCES account (id),
  at INTEGER NOT NULL,
  ended_at INTEGER
) STRICT;
CREATE INDEX erasure_in_force ON erasure (subject) WHERE ended_at IS NULL;
`,
} as const;

/** This console and its organisation: facts about the store itself, the settings, and outcomes of checks. */
export const organisation = `
-- One row for each note about the store or this console: its keyed-hash key, devices, tide marks, work that
-- goes on after a start. Several folders write it, each its own keys.
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- One row for each setting that differs from its default, as JSON.
CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL, rev TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- One row for each call with an Idempotency-Key, so that a repeated call is answered and not done again.
CREATE TABLE idempotency (
  -- Keyed hash of the caller and the key.
  id TEXT PRIMARY KEY,
  -- Keyed hash of the procedure and its input.
  print TEXT NOT NULL,
  -- What was answered, as JSON; null: nothing is kept of it.
  outcome TEXT,
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
-- For removing rows by age.
CREATE INDEX idempotency_at ON idempotency (at);

-- One row for each check of ledger and opt-outs: in the background, after a restore, and when an admin asks.
-- Holds no personal content.
CREATE TABLE verification (
  id TEXT PRIMARY KEY,
  at INTEGER NOT NULL,
  cause TEXT NOT NULL,
  entries INTEGER NOT NULL,
  opt_outs INTEGER NOT NULL,
  in_force INTEGER NOT NULL,
  -- JSON: the last entry of each chain of the ledger.
  heads TEXT NOT NULL,
  -- JSON: a stored sentence for each; empty: no problem was found.
  problems TEXT NOT NULL,
  took INTEGER NOT NULL
) STRICT;
-- For the page of back-ups, which shows the newest.
CREATE INDEX verification_recent ON verification (at DESC, id DESC);
`;

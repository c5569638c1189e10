/** The append-only record of consent facts and of administrative acts. */
export const ledger = `
-- One row for each entry; its hash covers its place in its chain, its fields and the entry before it there.
-- Holds no personal content.
CREATE TABLE ledger (
  -- The order in which entries arrived in this store. No hash covers it: it differs between consoles.
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  -- The console that wrote it, and its number among that console's entries, from 1.
  chain TEXT NOT NULL,
  position INTEGER NOT NULL,
  -- 0, but where a store was used in two places and both went on with one chain: 1, 2 and so on for further
  -- ways on, as they arrived in this store. No hash covers it.
  fork INTEGER NOT NULL DEFAULT 0,
  -- Hybrid logical clock of the console at which it happened.
  clock TEXT NOT NULL,
  actor TEXT NOT NULL,
  kind TEXT NOT NULL,
  -- Keyed hash of the number that it is about.
  subject TEXT,
  evidence_id TEXT,
  payload TEXT NOT NULL,
  previous_hash TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT;
-- The last entry of a chain, and each by its place.
CREATE UNIQUE INDEX ledger_place ON ledger (chain, fork, position);
-- The entries about one person, for their page and the evidence file; counted in each chain.
CREATE INDEX ledger_subject ON ledger (subject, chain, fork, position) WHERE subject IS NOT NULL;
-- Which consoles came and went, for the organisation's keys; which writes a chain, and when one was away.
CREATE INDEX ledger_consoles ON ledger (kind, clock)
  WHERE kind IN ('console-united', 'console-removed', 'console-returned', 'change-left-out');

-- Keeps everybody from changing or removing an entry, also by mistake.
CREATE TRIGGER ledger_no_update BEFORE UPDATE ON ledger BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER ledger_no_delete BEFORE DELETE ON ledger BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
`;

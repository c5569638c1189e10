/** The append-only record of consent facts and of administrative acts. */
export const ledger = `
-- One row for each entry; its hash covers its place, its fields and the entry before it.
-- Holds no personal content.
CREATE TABLE ledger (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  -- Hybrid logical clock of the console that wrote it.
  clock TEXT NOT NULL,
  device TEXT NOT NULL,
  actor TEXT NOT NULL,
  kind TEXT NOT NULL,
  -- Keyed hash of the number that it is about.
  subject TEXT,
  evidence_id TEXT,
  payload TEXT NOT NULL,
  previous_hash TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT;
-- The entries about one person, for their page and the evidence file.
CREATE INDEX ledger_subject ON ledger (subject, seq) WHERE subject IS NOT NULL;

-- Keeps everybody from changing or removing an entry, also by mistake.
CREATE TRIGGER ledger_no_update BEFORE UPDATE ON ledger BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER ledger_no_delete BEFORE DELETE ON ledger BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
`;

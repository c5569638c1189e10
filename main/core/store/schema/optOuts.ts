/**
 * Opt-outs as an observed-remove set: a reversal names the opt-outs that it reverses, so one that it had
 * not seen stays in force (design, rule 9).
 */
export const optOuts = `
-- One row for each fact: this number asked, or was asked for, to be left alone. A second STOP is a second row;
-- none is ever deleted.
CREATE TABLE opt_out (
  -- Its number in the index of words, since SQLite may change hidden row numbers. Of this file alone.
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  -- Keyed hash of the number.
  subject TEXT NOT NULL,
  -- E.164; null once the person was erased.
  number TEXT,
  cause TEXT NOT NULL,
  -- 1: no person made it, and texters never see it.
  automatic INTEGER NOT NULL,
  -- The rule and the words that matched.
  rule TEXT NOT NULL DEFAULT '',
  matched TEXT NOT NULL DEFAULT '',
  reason TEXT NOT NULL DEFAULT '',
  conversation_id TEXT REFERENCES conversation (id),
  message_id TEXT REFERENCES message (id),
  sender_number_id TEXT REFERENCES sender_number (id),
  actor_id TEXT REFERENCES account (id),
  import_id TEXT REFERENCES job (id),
  -- When the person said it, when it reached Heed, and when it took effect.
  said_at INTEGER NOT NULL,
  received_at INTEGER NOT NULL,
  at INTEGER NOT NULL,
  -- Projection of reversal_of: 1 where a reversal names it.
  reversed INTEGER NOT NULL DEFAULT 0
) STRICT;
-- For the guard, which asks about one number.
CREATE INDEX opt_out_in_force ON opt_out (subject) WHERE reversed = 0;
-- A number’s history.
CREATE INDEX opt_out_subject ON opt_out (subject, at);
-- The Opt Out Manager’s list, newest first.
CREATE INDEX opt_out_recent ON opt_out (at DESC, id DESC);
-- The same by cause.
CREATE INDEX opt_out_cause ON opt_out (cause, at DESC, id DESC);
-- The same for opt-outs that were reversed.
CREATE INDEX opt_out_reversed_recent ON opt_out (at DESC, id DESC) WHERE reversed = 1;
-- The same for those that arose in a conversation: imported lists have none, so a filter by campaign need
-- not look at them.
CREATE INDEX opt_out_told ON opt_out (at DESC, id DESC, conversation_id) WHERE conversation_id IS NOT NULL;
-- The same for one import, and what undoing it reverses.
CREATE INDEX opt_out_import ON opt_out (import_id, at DESC, id DESC, reversed) WHERE import_id IS NOT NULL;
-- For the foreign key: without it, each contact that a cancelled import takes back costs a scan of all
-- opt-outs.
CREATE INDEX opt_out_conversation ON opt_out (conversation_id) WHERE conversation_id IS NOT NULL;

-- One row for each opting in by an admin, or the undoing of an import.
CREATE TABLE reversal (
  id TEXT PRIMARY KEY,
  subject TEXT NOT NULL,
  actor_id TEXT REFERENCES account (id),
  reason TEXT NOT NULL,
  -- 1: it undoes an import.
  undo INTEGER NOT NULL DEFAULT 0,
  at INTEGER NOT NULL
) STRICT;
-- A number’s history.
CREATE INDEX reversal_subject ON reversal (subject, at);
-- The Opt Out Manager’s list of opt-ins.
CREATE INDEX reversal_recent ON reversal (at DESC, id DESC);

-- One row for each opt-out that a reversal names. No foreign key on opt_out_id: a reversal may arrive from
-- another console before the opt-out that it names.
CREATE TABLE reversal_of (
  reversal_id TEXT NOT NULL REFERENCES reversal (id),
  opt_out_id TEXT NOT NULL,
  PRIMARY KEY (opt_out_id, reversal_id)
) STRICT, WITHOUT ROWID;
-- What a reversal names.
CREATE INDEX reversal_of_reversal ON reversal_of (reversal_id);
`;

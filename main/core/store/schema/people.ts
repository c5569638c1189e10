import { oneOf } from './oneOf.ts';

/** What is known of a number, by its keyed hash. It outlives the campaign and an erasure. */
export const people = `
-- One row for each fact that was learned: wrong for a name, dead, a landline, unreachable. Facts add up; ending
-- one names it.
CREATE TABLE number_fact (
  id TEXT PRIMARY KEY,
  subject TEXT NOT NULL,
  kind TEXT NOT NULL,
  -- Keyed hashes of the words of the name for which the number is wrong; empty: for every name; null: the
  -- conversation has the name.
  names TEXT,
  provider TEXT NOT NULL DEFAULT '',
  code TEXT NOT NULL DEFAULT '',
  conversation_id TEXT REFERENCES conversation (id),
  message_id TEXT REFERENCES message (id),
  actor_id TEXT REFERENCES account (id),
  at INTEGER NOT NULL,
  -- Null: it is in force.
  ended_at INTEGER,
  ended_by TEXT REFERENCES account (id),
  ended_why TEXT NOT NULL DEFAULT '',
  rev TEXT NOT NULL
) STRICT;
-- For the guard, which asks about one number.
CREATE INDEX number_fact_in_force ON number_fact (subject, kind) WHERE ended_at IS NULL;
-- A number’s history, ended facts too.
CREATE INDEX number_fact_subject ON number_fact (subject, at);
-- For the foreign keys: without these two, each contact that a cancelled import removes, and each text,
-- costs a scan of all facts.
CREATE INDEX number_fact_conversation ON number_fact (conversation_id) WHERE conversation_id IS NOT NULL;
CREATE INDEX number_fact_message ON number_fact (message_id) WHERE message_id IS NOT NULL;

-- One row for each block by a provider, for the pair of sender number and contact number.
CREATE TABLE provider_block (
  sender_number_id TEXT NOT NULL REFERENCES sender_number (id),
  subject TEXT NOT NULL,
  -- “confirmed”: the provider refused a text; “inferred”: it must have acted on a reply.
  state TEXT NOT NULL CHECK ${oneOf('state', ['inferred', 'confirmed', 'cleared'])},
  code TEXT NOT NULL DEFAULT '',
  message_id TEXT REFERENCES message (id),
  noted_at INTEGER NOT NULL,
  cleared_at INTEGER,
  rev TEXT NOT NULL,
  PRIMARY KEY (subject, sender_number_id)
) STRICT, WITHOUT ROWID;

-- One row for each erasure. The CHECK stays: a reason is a choice, so that
-- no words about a person are kept here.
CREATE TABLE erasure (
  id TEXT PRIMARY KEY,
  subject TEXT NOT NULL,
  reason TEXT NOT NULL CHECK (reason IN ('asked', 'no-basis', 'kept-long-enough')),
  actor_id TEXT REFERENCES account (id),
  at INTEGER NOT NULL,
  -- When the person was opted in again; what arrives from then on is kept.
  ended_at INTEGER
) STRICT;
-- For the question whether a person is erased, asked of each reply and each imported row.
CREATE INDEX erasure_in_force ON erasure (subject) WHERE ended_at IS NULL;
`;

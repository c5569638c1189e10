/** What campaigns ask, and what contacts answered. */
export const questions = `
-- One row for each question of a campaign, also one that is no longer asked. Only deleting a
-- draft deletes its questions.
CREATE TABLE question (
  id TEXT PRIMARY KEY,
  campaign_id TEXT NOT NULL REFERENCES campaign (id),
  -- Does not change with the words, since “next”, files and callers name it.
  code TEXT NOT NULL,
  -- Short; names its column in results.
  name TEXT NOT NULL,
  -- What the texter reads.
  text TEXT NOT NULL,
  kind TEXT NOT NULL,
  -- Offered to the texter where the choice has no reply of its own; a template.
  reply TEXT NOT NULL,
  -- A code, “following” or “end”.
  next TEXT NOT NULL,
  position INTEGER NOT NULL,
  -- Since when it is no longer asked; null: it is.
  retired_at INTEGER,
  rev TEXT NOT NULL,
  UNIQUE (campaign_id, code)
) STRICT;

-- One row for each possible answer of a question, also one that is no longer offered.
CREATE TABLE choice (
  id TEXT PRIMARY KEY,
  question_id TEXT NOT NULL REFERENCES question (id),
  code TEXT NOT NULL,
  label TEXT NOT NULL,
  -- The letter that records it in the messenger.
  key TEXT NOT NULL,
  -- A template; empty: the question’s.
  reply TEXT NOT NULL,
  -- A code, “following” or “end”; null: where the question says.
  next TEXT,
  position INTEGER NOT NULL,
  retired_at INTEGER,
  rev TEXT NOT NULL,
  UNIQUE (question_id, code)
) STRICT;

-- One row for each answer that a person recorded; of the kind “many”, one for each choice. A
-- row is only changed to end it, once, and to empty it when its person is erased.
CREATE TABLE answer (
  id TEXT PRIMARY KEY,
  conversation_id TEXT NOT NULL REFERENCES conversation (id),
  question_id TEXT NOT NULL REFERENCES question (id),
  -- Null for a number or words.
  choice_id TEXT REFERENCES choice (id),
  -- A number as plain digits, or words. Null for a choice, empty once the person was erased.
  value TEXT,
  recorded_by TEXT REFERENCES account (id),
  recorded_at INTEGER NOT NULL,
  -- Since when it is in force no longer; null: it is.
  ended_at INTEGER,
  ended_by TEXT REFERENCES account (id),
  -- corrected: another answer replaced it; taken-back: none did; only-one: a union brought a second answer
  -- where one counts.
  ended_why TEXT
) STRICT;
-- A conversation’s answers and their history.
CREATE INDEX answer_conversation ON answer (conversation_id, recorded_at, id);
-- Results and the cockpit: who answered what. Holds all that is counted, so that no figure reads the rows
-- themselves; ended_at too, since SQLite reads the row for a column of the condition that the index lacks.
CREATE INDEX answer_in_force ON answer (question_id, choice_id, value, conversation_id, ended_at)
  WHERE ended_at IS NULL;
-- Whether a question was ever answered, and for the foreign key.
CREATE INDEX answer_question ON answer (question_id);
`;

/**
 * Opt-outs as an observed-remove set, provider blocks, actions, prevented messages, and the ledger.
 * A reversal names the opt-outs that it reverses; one it had not seen stays in force (design, rule 9).
 */
export const consent = {
  version: 20,
  name: 'consent',
  sql: `
CREATE TABLE opt_out (
  id TEXT PRIMARY KEY,
  subject TEXT NOT NULL,
  number TEXT,
  cause TEXT NOT NULL CHECK (cause IN ('auto-keyword', 'provider-signal', 'provider-refused', 'carrier-refused', 'manual',
    'import', 'review')),
  automatic INTEGER NOT NULL,
  rule TEXT NOT NULL DEFAULT '',
  matched TEXT NOT NULL DEFAULT '',
  reason TEXT NOT NULL DEFAULT '',
  conversation_id TEXT REFERENCES conversation (id),
  message_id TEXT REFERENCES message (id),
  sender_number_id TEXT REFERENCES sender_number (id),
  actor_id TEXT REFERENCES account (id),
  import_id TEXT REFERENCES job (id),
  said_at INTEGER NOT NULL,
  received_at INTEGER NOT NULL,
  at INTEGER NOT NULL,
  reversed INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX opt_out_in_force ON opt_out (subject) WHERE reversed = 0;
CREATE INDEX opt_out_subject ON opt_out (subject, at);
CREATE INDEX opt_out_recent ON opt_out (at DESC, id DESC);
-- For the foreign key: without it, each contact that a cancelled import takes back costs a scan of all opt-outs.
CREATE INDEX opt_out_conversation ON opt_out (conversation_id) WHERE conversation_id IS NOT NULL;

CREATE TABLE reversal (
  id TEXT PRIMARY KEY,
  subject TEXT NOT NULL,
  actor_id TEXT REFERENCES account (id),
  reason TEXT NOT NULL,
  undo INTEGER NOT NULL DEFAULT 0,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX reversal_subject ON reversal (subject, at);

-- No foreign key on opt_out_id: a reversal may arrive from another console before the opt-out that it names.
CREATE TABLE reversal_of (
  reversal_id TEXT NOT NULL REFERENCES reversal (id),
  opt_out_id TEXT NOT NULL,
  PRIMARY KEY (opt_out_id, reversal_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE provider_block (
  sender_number_id TEXT NOT NULL REFERENCES sender_number (id),
  subject TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('inferred', 'confirmed', 'cleared')),
  code TEXT NOT NULL DEFAULT '',
  message_id TEXT REFERENCES message (id),
  noted_at INTEGER NOT NULL,
  cleared_at INTEGER,
  rev TEXT NOT NULL,
  PRIMARY KEY (subject, sender_number_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE action (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('opt-out-by-hand', 'likely-opt-out', 'asked-to-resume', 'wrong-number',
    'send-outcome-unknown', 'provider-refused')),
  subject TEXT NOT NULL,
  conversation_id TEXT REFERENCES conversation (id),
  message_id TEXT REFERENCES message (id),
  rule TEXT NOT NULL DEFAULT '',
  matched TEXT NOT NULL DEFAULT '',
  detail TEXT NOT NULL DEFAULT '',
  holds INTEGER NOT NULL DEFAULT 0,
  opened_at INTEGER NOT NULL,
  due_at INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'done')),
  resolution TEXT,
  resolved_by TEXT REFERENCES account (id),
  resolved_at INTEGER,
  assigned_to TEXT REFERENCES account (id),
  rev TEXT NOT NULL
) STRICT;
CREATE INDEX action_open ON action (due_at, id) WHERE state = 'open';
CREATE INDEX action_subject ON action (subject, state);
CREATE INDEX action_conversation ON action (conversation_id, state);

CREATE TABLE prevented (
  id TEXT PRIMARY KEY,
  message_id TEXT REFERENCES message (id),
  conversation_id TEXT REFERENCES conversation (id),
  subject TEXT NOT NULL,
  rule TEXT NOT NULL,
  place TEXT NOT NULL CHECK (place IN ('compose', 'enqueue', 'claim', 'opt-out')),
  body TEXT NOT NULL,
  actor_id TEXT REFERENCES account (id),
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX prevented_subject ON prevented (subject, at);
CREATE INDEX prevented_conversation ON prevented (conversation_id, at);

CREATE TABLE ledger (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  clock TEXT NOT NULL,
  device TEXT NOT NULL,
  actor TEXT NOT NULL,
  kind TEXT NOT NULL,
  subject TEXT,
  evidence_id TEXT,
  payload TEXT NOT NULL,
  previous_hash TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT;
CREATE INDEX ledger_subject ON ledger (subject, seq) WHERE subject IS NOT NULL;
CREATE TRIGGER ledger_no_update BEFORE UPDATE ON ledger BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER ledger_no_delete BEFORE DELETE ON ledger BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
`,
} as const;

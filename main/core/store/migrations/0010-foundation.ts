/**
 * Accounts, connections, campaigns, conversations, messages. One conversation is one contact in one campaign, so the
 * contact's columns stand in `conversation`. `subject` is the keyed hash of a number: it outlives an erased number.
 * Times are UTC milliseconds; `rev` is a hybrid logical clock.
 */
export const foundation = {
  version: 10,
  name: 'foundation',
  sql: `
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL, rev TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE account (
  id TEXT PRIMARY KEY,
  login TEXT NOT NULL COLLATE NOCASE UNIQUE,
  name TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('texter', 'supervisor', 'admin')),
  password TEXT NOT NULL,
  active INTEGER NOT NULL DEFAULT 1,
  failed_count INTEGER NOT NULL DEFAULT 0,
  locked_until INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL,
  rev TEXT NOT NULL
) STRICT;

CREATE TABLE session (
  token_hash TEXT PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES account (id),
  created_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE connection (
  id TEXT PRIMARY KEY,
  provider TEXT NOT NULL CHECK (provider IN ('bandwidth', 'twilio', 'simulator')),
  profile TEXT NOT NULL CHECK (profile IN ('provider-1', 'provider-2')),
  name TEXT NOT NULL,
  config TEXT NOT NULL,
  cursor TEXT,
  state TEXT NOT NULL CHECK (state IN ('untested', 'waiting-test-reply', 'ready', 'stopped')),
  state_detail TEXT NOT NULL DEFAULT '',
  last_inbound_ok_at INTEGER,
  test_reply_at INTEGER,
  rev TEXT NOT NULL
) STRICT;

CREATE TABLE sender_number (
  id TEXT PRIMARY KEY,
  connection_id TEXT NOT NULL REFERENCES connection (id),
  number TEXT NOT NULL UNIQUE,
  label TEXT NOT NULL DEFAULT '',
  active INTEGER NOT NULL DEFAULT 1,
  rev TEXT NOT NULL
) STRICT;
CREATE INDEX sender_number_connection ON sender_number (connection_id);

CREATE TABLE campaign (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  region TEXT NOT NULL CHECK (region IN ('US', 'CA', 'GB')),
  profile TEXT NOT NULL CHECK (profile IN ('provider-1', 'provider-2')),
  state TEXT NOT NULL CHECK (state IN ('draft', 'launched', 'paused', 'closed')),
  pause_reason TEXT NOT NULL DEFAULT '',
  script TEXT NOT NULL,
  replies TEXT NOT NULL DEFAULT '[]',
  created_by TEXT REFERENCES account (id),
  created_at INTEGER NOT NULL,
  launched_at INTEGER,
  rev TEXT NOT NULL
) STRICT;

CREATE TABLE campaign_texter (
  campaign_id TEXT NOT NULL REFERENCES campaign (id),
  account_id TEXT NOT NULL REFERENCES account (id),
  PRIMARY KEY (campaign_id, account_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE job (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  campaign_id TEXT REFERENCES campaign (id),
  state TEXT NOT NULL CHECK (state IN ('running', 'done', 'cancelled', 'failed')),
  progress TEXT NOT NULL DEFAULT '{}',
  result TEXT,
  detail TEXT NOT NULL DEFAULT '',
  created_by TEXT REFERENCES account (id),
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX job_running ON job (state) WHERE state = 'running';

CREATE TABLE job_refusal (
  job_id TEXT NOT NULL REFERENCES job (id) ON DELETE CASCADE,
  line INTEGER NOT NULL,
  value TEXT NOT NULL,
  why TEXT NOT NULL,
  PRIMARY KEY (job_id, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE conversation (
  id TEXT PRIMARY KEY,
  campaign_id TEXT NOT NULL REFERENCES campaign (id),
  subject TEXT NOT NULL,
  number TEXT,
  first_name TEXT NOT NULL DEFAULT '',
  last_name TEXT NOT NULL DEFAULT '',
  external_id TEXT NOT NULL DEFAULT '',
  fields TEXT NOT NULL DEFAULT '{}',
  zones TEXT,
  number_invalid INTEGER NOT NULL DEFAULT 0,
  sender_number_id TEXT REFERENCES sender_number (id),
  texter_id TEXT REFERENCES account (id),
  state TEXT NOT NULL CHECK (state IN ('to-send', 'waiting', 'to-answer', 'closed')),
  opt_state TEXT NOT NULL DEFAULT 'none' CHECK (opt_state IN ('none', 'manual', 'automatic')),
  opt_cause TEXT,
  hold_at INTEGER,
  outcome TEXT,
  sort_at INTEGER NOT NULL,
  last_text TEXT NOT NULL DEFAULT '',
  last_direction TEXT,
  import_id TEXT REFERENCES job (id),
  created_at INTEGER NOT NULL,
  rev TEXT NOT NULL,
  UNIQUE (campaign_id, subject)
) STRICT;
CREATE INDEX conversation_subject ON conversation (subject);
CREATE INDEX conversation_texter ON conversation (texter_id, state, sort_at DESC, id DESC) WHERE opt_state <> 'automatic';
CREATE INDEX conversation_texter_campaign ON conversation (texter_id, campaign_id, state, sort_at DESC, id DESC)
  WHERE opt_state <> 'automatic';
CREATE INDEX conversation_recent ON conversation (sort_at DESC, id DESC);
CREATE INDEX conversation_campaign ON conversation (campaign_id, state, sort_at DESC, id DESC);
CREATE INDEX conversation_state ON conversation (state, sort_at DESC, id DESC);
CREATE INDEX conversation_opted_out ON conversation (opt_cause, sort_at DESC, id DESC) WHERE opt_state <> 'none';
CREATE INDEX conversation_opted_out_recent ON conversation (sort_at DESC, id DESC) WHERE opt_state <> 'none';
CREATE INDEX conversation_hold ON conversation (sort_at DESC, id DESC) WHERE hold_at IS NOT NULL;
CREATE INDEX conversation_import ON conversation (import_id) WHERE import_id IS NOT NULL;

CREATE TABLE message (
  id TEXT PRIMARY KEY,
  conversation_id TEXT REFERENCES conversation (id),
  subject TEXT NOT NULL,
  number TEXT,
  connection_id TEXT REFERENCES connection (id),
  sender_number_id TEXT REFERENCES sender_number (id),
  direction TEXT NOT NULL CHECK (direction IN ('in', 'out')),
  kind TEXT NOT NULL CHECK (kind IN ('initial', 'reply', 'confirmation', 'inbound', 'provider-text')),
  body TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'sent', 'delivered', 'failed', 'unknown', 'cancelled',
    'prevented', 'dropped', 'received')),
  rule TEXT,
  error_code TEXT,
  detail TEXT NOT NULL DEFAULT '',
  provider_id TEXT,
  segments INTEGER,
  author_id TEXT REFERENCES account (id),
  opt_out_id TEXT,
  attempt INTEGER NOT NULL DEFAULT 0,
  claimed_at INTEGER,
  not_before INTEGER NOT NULL DEFAULT 0,
  not_after INTEGER,
  at INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  settled_at INTEGER,
  rev TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX message_provider ON message (connection_id, provider_id) WHERE provider_id IS NOT NULL;
-- Design, rule 12: the same contact and campaign never receives the initial message twice.
CREATE UNIQUE INDEX message_initial ON message (conversation_id)
  WHERE kind = 'initial' AND state NOT IN ('prevented', 'cancelled');
-- Design, rule 5: exactly one confirmation per opt-out.
CREATE UNIQUE INDEX message_confirmation ON message (opt_out_id) WHERE opt_out_id IS NOT NULL;
CREATE INDEX message_conversation ON message (conversation_id, at, id);
CREATE INDEX message_subject ON message (subject, at);
CREATE INDEX message_queued ON message (sender_number_id, not_before, created_at, id) WHERE state = 'queued';
CREATE INDEX message_queued_confirmation ON message (created_at) WHERE state = 'queued' AND kind = 'confirmation';
CREATE INDEX message_in_flight ON message (state, claimed_at) WHERE state IN ('sending', 'unknown');
CREATE INDEX message_open ON message (connection_id, claimed_at) WHERE state = 'sent';
`,
} as const;

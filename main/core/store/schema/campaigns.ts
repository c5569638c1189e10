/** Campaigns, who texts in them, and jobs: imports of contacts and of opt-outs. */
export const campaigns = `
-- One row for each campaign.
CREATE TABLE campaign (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  region TEXT NOT NULL,
  -- Follows from the region (profileOf).
  profile TEXT NOT NULL,
  -- Texts leave only while it is “launched”.
  state TEXT NOT NULL CHECK (state IN ('draft', 'launched', 'paused', 'closed')),
  pause_reason TEXT NOT NULL DEFAULT '',
  -- The revision in which the state was decided last. Between consoles the later one counts, whatever else was
  -- changed since, such as the name; closed is for good.
  state_rev TEXT NOT NULL DEFAULT '',
  script TEXT NOT NULL,
  created_by TEXT REFERENCES account (id),
  created_at INTEGER NOT NULL,
  launched_at INTEGER,
  rev TEXT NOT NULL,
  -- Its own texting hours and time zone, as JSON; null: none.
  hours TEXT,
  -- How its texters ask for contacts, as JSON (conversations/handing.ts); null: contacts are shared out evenly.
  handing TEXT,
  -- When it begins, pauses and ends by itself, as JSON; null: only by hand.
  schedule TEXT,
  -- First texts that each of its texters should send in a day; null: no goal.
  daily_goal INTEGER,
  -- Texts that left before this time do not count towards the next pause for filtered texts.
  faults_from INTEGER NOT NULL DEFAULT 0,
  -- Since when it is out of the lists; null: it is in them.
  archived_at INTEGER,
  -- What it was made from, as a stored sentence, and the campaign of it; empty: from nothing.
  origin TEXT NOT NULL DEFAULT '',
  origin_campaign_id TEXT REFERENCES campaign (id) ON DELETE SET NULL,
  -- 1: its one contact is a number of an admin’s own, on which they try the origin’s script. Never changes.
  is_test INTEGER NOT NULL DEFAULT 0
) STRICT;
-- Campaigns for tests on oneself, which no list and no figure counts.
CREATE INDEX campaign_test ON campaign (id) WHERE is_test = 1;
-- Archived campaigns, which texters do not see: looked up for each conversation.
CREATE INDEX campaign_archived ON campaign (id) WHERE archived_at IS NOT NULL;
-- Those that may end by themselves, looked at every few seconds.
CREATE INDEX campaign_schedule ON campaign (state) WHERE schedule IS NOT NULL;
-- For the foreign key.
CREATE INDEX campaign_origin ON campaign (origin_campaign_id) WHERE origin_campaign_id IS NOT NULL;

-- One row for each canned reply of a campaign, also one that is no longer offered.
CREATE TABLE canned_reply (
  id TEXT PRIMARY KEY,
  campaign_id TEXT NOT NULL REFERENCES campaign (id),
  -- Empty: in none.
  folder TEXT NOT NULL,
  title TEXT NOT NULL,
  -- A template.
  text TEXT NOT NULL,
  -- Code of the question at which it is offered first.
  question TEXT,
  position INTEGER NOT NULL,
  -- The picture that goes with it; null: none.
  picture_id TEXT REFERENCES picture (id),
  -- Since when it is no longer offered; null: it is.
  retired_at INTEGER,
  rev TEXT NOT NULL
) STRICT;
-- Whether a picture is still a reply's.
CREATE INDEX canned_reply_picture ON canned_reply (picture_id) WHERE picture_id IS NOT NULL;
-- A campaign’s replies in order.
CREATE INDEX canned_reply_campaign ON canned_reply (campaign_id, position);

-- One row for each account that sent a canned reply: how often, and when last.
CREATE TABLE canned_use (
  reply_id TEXT NOT NULL REFERENCES canned_reply (id) ON DELETE CASCADE,
  account_id TEXT NOT NULL REFERENCES account (id),
  uses INTEGER NOT NULL,
  last_at INTEGER NOT NULL,
  PRIMARY KEY (reply_id, account_id)
) STRICT, WITHOUT ROWID;

-- One row for each texter of a campaign.
CREATE TABLE campaign_texter (
  campaign_id TEXT NOT NULL REFERENCES campaign (id),
  account_id TEXT NOT NULL REFERENCES account (id),
  -- 1: may ask for contacts where only chosen texters may.
  may_ask INTEGER NOT NULL DEFAULT 0,
  rev TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (campaign_id, account_id)
) STRICT, WITHOUT ROWID;

-- One row for each conversation that another texter took over because its reply waited, for whoever had it
-- before: they see it in their messenger until they put it away.
CREATE TABLE passed_on (
  id TEXT PRIMARY KEY,
  conversation_id TEXT NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
  from_id TEXT NOT NULL REFERENCES account (id),
  to_id TEXT NOT NULL REFERENCES account (id),
  at INTEGER NOT NULL,
  -- Null: it stands in their messenger.
  seen_at INTEGER
) STRICT;
-- What stands in a messenger.
CREATE INDEX passed_on_waiting ON passed_on (from_id, at) WHERE seen_at IS NULL;
-- Whether it was somebody's before, for erasing, and for the foreign key.
CREATE INDEX passed_on_conversation ON passed_on (conversation_id, from_id);

-- One row for each reminder or thanks to a texter, who sees it in their messenger until they put it away.
CREATE TABLE nudge (
  id TEXT PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES account (id),
  campaign_id TEXT NOT NULL REFERENCES campaign (id),
  kind TEXT NOT NULL,
  from_id TEXT NOT NULL REFERENCES account (id),
  at INTEGER NOT NULL,
  -- Null: their messenger still shows it.
  seen_at INTEGER
) STRICT;
-- The notices that a messenger shows.
CREATE INDEX nudge_waiting ON nudge (account_id, at) WHERE seen_at IS NULL;
-- When each texter was last reminded or thanked, and for the foreign key.
CREATE INDEX nudge_campaign ON nudge (campaign_id, account_id, kind, at);

-- One row for each piece of work that takes long: an import, or the undoing of one.
CREATE TABLE job (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  campaign_id TEXT REFERENCES campaign (id),
  state TEXT NOT NULL,
  -- JSON, what the screen shows.
  progress TEXT NOT NULL DEFAULT '{}',
  result TEXT,
  detail TEXT NOT NULL DEFAULT '',
  created_by TEXT REFERENCES account (id),
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  reason TEXT NOT NULL DEFAULT '',
  -- For the undoing of an import: which one.
  undoes TEXT REFERENCES job (id),
  -- Where its contacts are from, as a stored sentence; empty: from a file.
  source TEXT NOT NULL DEFAULT '',
  -- Of a saved list: which one.
  list_id TEXT REFERENCES saved_list (id) ON DELETE SET NULL,
  -- The system whose ids its contacts have (shared/systems); null: not known.
  ids_of TEXT,
  -- Of a follow-up that runs: whom it is for, as JSON, so that the next start begins it again; else null.
  asked TEXT
) STRICT;
-- Work that was cut off, which the next start goes on with.
CREATE INDEX job_running ON job (state) WHERE state = 'running';
-- The list of imports, newest first.
CREATE INDEX job_kind ON job (kind, created_at DESC, id DESC);
-- In which campaigns a list was used.
CREATE INDEX job_list ON job (list_id) WHERE list_id IS NOT NULL;
-- Whether an import was undone.
CREATE INDEX job_undoes ON job (undoes) WHERE undoes IS NOT NULL;

-- One row for each line of a file that an import did not take, and why.
CREATE TABLE job_refusal (
  job_id TEXT NOT NULL REFERENCES job (id) ON DELETE CASCADE,
  line INTEGER NOT NULL,
  value TEXT NOT NULL,
  why TEXT NOT NULL,
  -- Whose row it is, and the column that gave the reason.
  name TEXT NOT NULL DEFAULT '',
  external_id TEXT NOT NULL DEFAULT '',
  detail TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (job_id, line)
) STRICT, WITHOUT ROWID;
`;

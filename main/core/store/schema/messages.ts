import { TIMED_RULES } from '../../../../shared/schema/guardRules.ts';
import { oneOf } from './oneOf.ts';

const STATES = [
  'queued',
  'sending',
  'sent',
  'delivered',
  'received',
  'failed',
  'unknown',
  'cancelled',
  'prevented',
  'dropped',
];

/** Texts, in and out, and texts that a rule prevented. */
export const messages = `
-- One row for each text, also one that was never sent. The CHECK on
-- the state stays, since it decides whether a text may leave.
CREATE TABLE message (
  -- Its number in the index of texts, in the order of arrival, since SQLite may change hidden row numbers. Of
  -- this file alone.
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  -- Null: a text from a number that no conversation knew.
  conversation_id TEXT REFERENCES conversation (id),
  -- Keyed hash of the other side’s number.
  subject TEXT NOT NULL,
  -- E.164; null once the person was erased.
  number TEXT,
  connection_id TEXT REFERENCES connection (id),
  sender_number_id TEXT REFERENCES sender_number (id),
  direction TEXT NOT NULL CHECK (direction IN ('in', 'out')),
  kind TEXT NOT NULL,
  body TEXT NOT NULL,
  -- How many pictures came with it.
  pictures INTEGER NOT NULL DEFAULT 0,
  state TEXT NOT NULL CHECK ${oneOf('state', STATES)},
  -- Which rule of the guard keeps it waiting or stopped it.
  rule TEXT,
  -- The provider’s own code, where it failed with one.
  error_code TEXT,
  detail TEXT NOT NULL DEFAULT '',
  -- The provider’s id: null with “failed” means that the provider surely did not take it.
  provider_id TEXT,
  segments INTEGER,
  author_id TEXT REFERENCES account (id),
  -- The opt-out that a confirmation confirms.
  opt_out_id TEXT,
  attempt INTEGER NOT NULL DEFAULT 0,
  claimed_at INTEGER,
  -- It is not claimed before this.
  not_before INTEGER NOT NULL DEFAULT 0,
  -- A confirmation or an answer to HELP that is later than this is dropped.
  not_after INTEGER,
  -- When it was written, by the provider’s clock where it has one.
  at INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  settled_at INTEGER,
  rev TEXT NOT NULL,
  -- 1: its author confirmed it although the person had asked to stop and nobody had decided yet. Taken back
  -- when the person asks again.
  despite_stop INTEGER NOT NULL DEFAULT 0,
  -- What an unwilling reply may mean, noted when it came.
  soft_refusal TEXT,
  -- “help”: the contact asked who writes, or this is the answer that Heed gave by itself.
  automatic TEXT,
  -- 1: written as a first text, and only a reply since another console's first text counts.
  beside INTEGER NOT NULL DEFAULT 0,
  -- The number of the lease under which it was last claimed; 0: by a console alone.
  fence INTEGER NOT NULL DEFAULT 0,
  -- What ended it for good while it was queued, here or at another console that had not claimed it: a rule, or
  -- '' where a person did. It is never queued again then, and this stays. Null: nothing did.
  taken_back TEXT,
  -- How often its provider put it off, after which it is given up. Attempts that did not reach the provider do
  -- not count.
  put_off INTEGER NOT NULL DEFAULT 0
) STRICT;
-- A text that comes a second time is known by the provider’s id.
CREATE UNIQUE INDEX message_provider ON message (connection_id, provider_id) WHERE provider_id IS NOT NULL;
-- Design, rule 12: the same contact and campaign never receives the first text twice. One that the provider
-- surely did not take may be sent again.
CREATE UNIQUE INDEX message_initial ON message (conversation_id)
  WHERE kind = 'initial' AND state NOT IN ('prevented', 'cancelled') AND (state <> 'failed' OR provider_id IS NOT NULL);
-- Design, rule 5: exactly one confirmation for each opt-out.
CREATE UNIQUE INDEX message_confirmation ON message (opt_out_id) WHERE opt_out_id IS NOT NULL;
-- A thread in its order.
CREATE INDEX message_conversation ON message (conversation_id, at, id);
-- All texts from and to one number; they are few, so they are sorted where their order matters.
CREATE INDEX message_subject ON message (subject);
-- When an account last wrote.
CREATE INDEX message_author ON message (author_id, created_at) WHERE author_id IS NOT NULL;
-- The replies that an account wrote in a day.
CREATE INDEX message_answer ON message (author_id, created_at, conversation_id, state)
  WHERE kind = 'reply' AND automatic IS NULL AND author_id IS NOT NULL;
-- Texts that may leave next from a sender number.
CREATE INDEX message_queued ON message (sender_number_id, not_before, created_at, id) WHERE state = 'queued';
-- Confirmations, which leave first.
CREATE INDEX message_queued_confirmation ON message (created_at) WHERE state = 'queued' AND kind = 'confirmation';
-- Texts that the guard told to wait are let go when what they wait for is over. Without this, each opt-out
-- would walk through all queued texts. Those that wait for a known time are left out.
CREATE INDEX message_waiting ON message (not_before) WHERE state = 'queued' AND rule IS NOT NULL AND rule NOT IN ${TIMED_RULES};
-- Texts about which nothing could be decided, which a campaign’s page counts.
CREATE INDEX message_undecided ON message (error_code, conversation_id) WHERE state = 'queued' AND error_code = 'undecided';
-- Texts about which a start asks the provider or a person.
CREATE INDEX message_in_flight ON message (state, claimed_at) WHERE state IN ('sending', 'unknown');
-- Texts that the provider took and has not reported on.
CREATE INDEX message_open ON message (connection_id, claimed_at) WHERE state = 'sent';
-- For figures of the dashboard.
CREATE INDEX message_soft_refusal ON message (conversation_id, soft_refusal) WHERE soft_refusal IS NOT NULL AND conversation_id IS NOT NULL;
-- Texts that failed, by code, for figures and their lists; without a code where a person said “not sent”.
CREATE INDEX message_refused ON message (error_code, conversation_id, state)
  WHERE state = 'failed' AND conversation_id IS NOT NULL;

-- One row for each text that a rule stopped, as it would have gone (design, rule 11).
CREATE TABLE prevented (
  id TEXT PRIMARY KEY,
  message_id TEXT REFERENCES message (id),
  conversation_id TEXT REFERENCES conversation (id),
  subject TEXT NOT NULL,
  rule TEXT NOT NULL,
  place TEXT NOT NULL CHECK ${oneOf('place', ['compose', 'enqueue', 'claim', 'opt-out'])},
  body TEXT NOT NULL,
  actor_id TEXT REFERENCES account (id),
  at INTEGER NOT NULL
) STRICT;
-- For the page of one number.
CREATE INDEX prevented_subject ON prevented (subject, at);
-- By day, for reports.
CREATE INDEX prevented_at ON prevented (at, rule, conversation_id);
-- For a thread.
CREATE INDEX prevented_conversation ON prevented (conversation_id, at);
`;

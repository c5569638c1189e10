import { oneOf } from './oneOf.ts';

/**
 * Since when conversation `c` waits for an answer: its first reply after the last text of ours that counts.
 * One that came back by its reminder waits since then. `texts`: which texts `i` the reader may know of.
 */
export const waitsSince = (
  texts = 'TRUE',
  c = 'c',
) => `coalesce((SELECT min(i.at) FROM message i WHERE i.conversation_id = ${c}.id AND i.kind = 'inbound'
  AND i.automatic IS NULL AND ${texts} AND i.at > coalesce((SELECT max(o.at) FROM message o WHERE o.conversation_id = ${c}.id
    AND o.kind IN ('initial', 'reply') AND o.automatic IS NULL
    AND o.state NOT IN ('cancelled', 'prevented', 'dropped')
    AND NOT (o.state = 'failed' AND o.provider_id IS NULL)), 0)), ${c}.sort_at)`;
const waits = (id: string) => `UPDATE conversation SET waits_since = ${waitsSince('TRUE', 'conversation')}
  WHERE id = ${id} AND state = 'to-answer';`;

/**
 * Conversations and what people add to them. A conversation is one contact in one campaign, so the contact's
 * columns stand in it.
 */
export const conversations = `
-- One row for each contact in a campaign.
CREATE TABLE conversation (
  -- Its number in the index of names, since SQLite may change hidden row numbers. Of this file alone.
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  campaign_id TEXT NOT NULL REFERENCES campaign (id),
  -- Keyed hash of the number: it outlives an erased number.
  subject TEXT NOT NULL,
  -- E.164; null once the person was erased.
  number TEXT,
  first_name TEXT NOT NULL DEFAULT '',
  last_name TEXT NOT NULL DEFAULT '',
  external_id TEXT NOT NULL DEFAULT '',
  -- The other columns of the contact file, as JSON.
  fields TEXT NOT NULL DEFAULT '{}',
  sender_number_id TEXT REFERENCES sender_number (id),
  texter_id TEXT REFERENCES account (id),
  -- Since when it is that texter's; null: from before it was noted, or nobody's.
  texter_since INTEGER,
  -- Since when its reply waits, while others may take it over; null: it is for its texter alone.
  pool_since INTEGER,
  -- Projection of texts and of what a texter did: what the conversation needs next.
  state TEXT NOT NULL CHECK ${oneOf('state', ['to-send', 'waiting', 'to-answer', 'closed'])},
  -- Projection of opt_out: “automatic” hides it from every texter (design, rule 10).
  opt_state TEXT NOT NULL DEFAULT 'none' CHECK ${oneOf('opt_state', ['none', 'manual', 'automatic'])},
  -- Projection of opt_out: the cause in force.
  opt_cause TEXT,
  -- Projection of open actions that hold the number; only for lists.
  hold_at INTEGER,
  outcome TEXT,
  -- Projection of message, while the state is to-answer: since when it waits for an answer. Kept by triggers.
  waits_since INTEGER,
  -- Projection of message: the time of its newest text, by which lists are sorted.
  sort_at INTEGER NOT NULL,
  -- Projection of message: what the list shows.
  last_text TEXT NOT NULL DEFAULT '',
  last_direction TEXT,
  import_id TEXT REFERENCES job (id),
  created_at INTEGER NOT NULL,
  rev TEXT NOT NULL
) STRICT;
-- A number can be in a campaign once. Lists of results read a campaign in this order.
CREATE UNIQUE INDEX conversation_contact ON conversation (campaign_id, subject);
-- The conversations of one number; names and number stand in it too, so that a search for a part reads
-- this index alone.
CREATE INDEX conversation_subject ON conversation (subject, first_name, last_name, number);
-- All conversations, newest first.
CREATE INDEX conversation_recent ON conversation (sort_at DESC, id DESC);
-- The same within a campaign and a state, and its counts.
CREATE INDEX conversation_campaign ON conversation (campaign_id, state, sort_at DESC, id DESC);
-- The same within a state.
CREATE INDEX conversation_state ON conversation (state, sort_at DESC, id DESC);
-- Who is opted out, by cause. These three hold what is asked beside it, so that rows that do not fit are not
-- read.
CREATE INDEX conversation_opted_out ON conversation (opt_cause, sort_at DESC, id DESC, state) WHERE opt_state <> 'none';
-- Who is opted out, whatever the cause.
CREATE INDEX conversation_opted_out_recent ON conversation (sort_at DESC, id DESC, opt_state, state) WHERE opt_state <> 'none';
-- The same within a campaign.
CREATE INDEX conversation_opted_out_campaign ON conversation (campaign_id, sort_at DESC, id DESC, opt_state, opt_cause, state)
  WHERE opt_state <> 'none';
-- A texter’s own who were opted out by hand.
CREATE INDEX conversation_own_opted_out ON conversation (texter_id, sort_at DESC, id DESC, campaign_id, state)
  WHERE opt_state = 'manual' AND texter_id IS NOT NULL;
-- What an admin’s list of one texter holds beside the texter’s own lists.
CREATE INDEX conversation_hidden ON conversation (texter_id, sort_at DESC, id DESC, campaign_id, state)
  WHERE opt_state = 'automatic' AND texter_id IS NOT NULL;
-- Who is on hold; few at a time.
CREATE INDEX conversation_hold ON conversation (sort_at DESC, id DESC) WHERE hold_at IS NOT NULL;
-- A texter’s own on hold.
CREATE INDEX conversation_own_hold ON conversation (texter_id, sort_at DESC, id DESC)
  WHERE hold_at IS NOT NULL AND opt_state <> 'automatic' AND texter_id IS NOT NULL;
-- Who was closed as a wrong number or as somebody who refused.
CREATE INDEX conversation_closed_as ON conversation (outcome, sort_at DESC, id DESC, campaign_id)
  WHERE outcome IN ('wrong-number', 'refused');
-- For undoing an import, and for the foreign key.
CREATE INDEX conversation_import ON conversation (import_id) WHERE import_id IS NOT NULL;
-- A texter’s lists. Conversations without a texter are left out: an import would write them twice.
CREATE INDEX conversation_texter ON conversation (texter_id, state, sort_at DESC, id DESC)
  WHERE opt_state <> 'automatic' AND texter_id IS NOT NULL;
-- The same within a campaign. This index and the next hold every column of their conditions, which SQLite
-- would otherwise look up in each row that it counts. Names and number stand in it too: a texter’s search for
-- a part reads the texter’s own stretch of this index alone.
CREATE INDEX conversation_texter_campaign ON conversation (texter_id, campaign_id, state, sort_at DESC, id DESC, opt_state,
  first_name, last_name, number)
  WHERE opt_state <> 'automatic' AND texter_id IS NOT NULL;
-- What is still to be shared out, counted and in order.
CREATE INDEX conversation_unassigned ON conversation (campaign_id, texter_id, state, opt_state)
  WHERE texter_id IS NULL AND state = 'to-send' AND opt_state <> 'automatic';
-- Since when the first reply of each texter waits.
CREATE INDEX conversation_waits ON conversation (campaign_id, texter_id, waits_since) WHERE waits_since IS NOT NULL;
-- Replies that need an answer from whoever is there, oldest first. It holds every column of the condition, since
-- each desk counts them.
CREATE INDEX conversation_pool ON conversation (campaign_id, pool_since, id, texter_id, state, opt_state, hold_at)
  WHERE pool_since IS NOT NULL;

-- One row for each note that a person wrote.
CREATE TABLE note (
  id TEXT PRIMARY KEY,
  conversation_id TEXT NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
  account_id TEXT NOT NULL REFERENCES account (id),
  body TEXT NOT NULL,
  -- Written while texters could not see the conversation: they must not read it later either.
  overseers_only INTEGER NOT NULL,
  at INTEGER NOT NULL,
  edited_at INTEGER,
  rev TEXT NOT NULL
) STRICT;
-- A conversation’s notes in their order.
CREATE INDEX note_conversation ON note (conversation_id, at, id);

-- One row for each note to a texter, who can mark it as seen.
CREATE TABLE texter_note (
  id TEXT PRIMARY KEY,
  -- The texter to whom it is written.
  account_id TEXT NOT NULL REFERENCES account (id),
  author_id TEXT NOT NULL REFERENCES account (id),
  -- What it is about; null: no conversation.
  conversation_id TEXT REFERENCES conversation (id) ON DELETE CASCADE,
  body TEXT NOT NULL,
  at INTEGER NOT NULL,
  seen_at INTEGER,
  rev TEXT NOT NULL
) STRICT;
-- The notes to one texter, newest first.
CREATE INDEX texter_note_to ON texter_note (account_id, at DESC, id DESC);
-- All notes to texters, newest first.
CREATE INDEX texter_note_recent ON texter_note (at DESC, id DESC);
-- The notes about one conversation, and for the foreign key.
CREATE INDEX texter_note_conversation ON texter_note (conversation_id, at DESC, id DESC) WHERE conversation_id IS NOT NULL;

-- One row for each tag of the organisation.
CREATE TABLE tag (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL COLLATE NOCASE UNIQUE,
  tone TEXT NOT NULL CHECK (tone IN ('neutral', 'brand', 'ok', 'hold', 'stop')),
  rev TEXT NOT NULL
) STRICT;

-- One row for each tag at a conversation.
CREATE TABLE conversation_tag (
  tag_id TEXT NOT NULL REFERENCES tag (id) ON DELETE CASCADE,
  conversation_id TEXT NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
  account_id TEXT NOT NULL REFERENCES account (id),
  at INTEGER NOT NULL,
  rev TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (conversation_id, tag_id)
) STRICT, WITHOUT ROWID;
-- The conversations with a tag.
CREATE INDEX conversation_tag_tag ON conversation_tag (tag_id, conversation_id);

-- One row for each reminder.
CREATE TABLE reminder (
  conversation_id TEXT PRIMARY KEY REFERENCES conversation (id) ON DELETE CASCADE,
  account_id TEXT NOT NULL REFERENCES account (id),
  due_at INTEGER NOT NULL,
  -- Null while it is to come; then when the conversation came back.
  back_at INTEGER,
  set_at INTEGER NOT NULL,
  rev TEXT NOT NULL
) STRICT, WITHOUT ROWID;
-- For finding what is due next.
CREATE INDEX reminder_due ON reminder (due_at) WHERE back_at IS NULL;

-- One row for each reply that an account has begun and not sent; no other account reads it.
CREATE TABLE draft (
  account_id TEXT NOT NULL REFERENCES account (id),
  conversation_id TEXT NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
  body TEXT NOT NULL,
  at INTEGER NOT NULL,
  -- The canned reply whose picture goes with it; null: none.
  picture_of TEXT REFERENCES canned_reply (id) ON DELETE SET NULL,
  PRIMARY KEY (account_id, conversation_id)
) STRICT, WITHOUT ROWID;
-- For erasing, and for the foreign key.
CREATE INDEX draft_conversation ON draft (conversation_id);
-- For the foreign key.
CREATE INDEX draft_picture ON draft (picture_of) WHERE picture_of IS NOT NULL;

-- Nobody is reminded of a person who asked to stop, however the opt-out came about.
CREATE TRIGGER reminder_ends AFTER UPDATE OF state, opt_state ON conversation
  WHEN NEW.opt_state <> 'none' OR NEW.state = 'closed'
BEGIN DELETE FROM reminder WHERE conversation_id = NEW.id; END;

-- Whatever tells since when a conversation waits tells it again when it changes.
CREATE TRIGGER waits_placed AFTER INSERT ON conversation WHEN NEW.state = 'to-answer'
BEGIN ${waits('NEW.id')} END;
CREATE TRIGGER waits_begins AFTER UPDATE OF state, sort_at ON conversation WHEN NEW.state = 'to-answer'
BEGIN ${waits('NEW.id')} END;
CREATE TRIGGER waits_ends AFTER UPDATE OF state ON conversation WHEN NEW.state <> 'to-answer' AND NEW.waits_since IS NOT NULL
BEGIN UPDATE conversation SET waits_since = NULL WHERE id = NEW.id; END;
CREATE TRIGGER waits_text AFTER INSERT ON message WHEN NEW.conversation_id IS NOT NULL
BEGIN ${waits('NEW.conversation_id')} END;
CREATE TRIGGER waits_text_changed AFTER UPDATE OF state, automatic, provider_id, kind ON message
WHEN NEW.conversation_id IS NOT NULL AND (NEW.automatic IS NOT OLD.automatic OR NEW.kind <> OLD.kind
  OR (NEW.direction = 'out' AND (NEW.state <> OLD.state OR (NEW.provider_id IS NULL) <> (OLD.provider_id IS NULL))))
BEGIN ${waits('NEW.conversation_id')} END;

-- A reply that was answered, closed or ended by an opt-out needs nobody else.
CREATE TRIGGER pool_ends AFTER UPDATE OF state, opt_state ON conversation
  WHEN NEW.pool_since IS NOT NULL AND (NEW.opt_state <> 'none' OR NEW.state <> 'to-answer')
BEGIN UPDATE conversation SET pool_since = NULL WHERE id = NEW.id; END;

-- A text that a person wrote ends a reminder that came back; a text that Heed answered by itself does not.
CREATE TRIGGER reminder_answered AFTER INSERT ON message WHEN NEW.kind IN ('initial', 'reply') AND NEW.automatic IS NULL
BEGIN DELETE FROM reminder WHERE conversation_id = NEW.conversation_id AND back_at <= NEW.created_at; END;
`;

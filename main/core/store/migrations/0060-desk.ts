/** A texter's one word in the index of texts; nobody's for what no texter may read. Ids hold nothing but letters, digits and dashes. */
const reader = (message: string) => `CASE WHEN ${message}.kind IN ('confirmation', 'provider-text') THEN ''
  ELSE coalesce((SELECT 'r' || replace(r.texter_id, '-', '') FROM conversation r
    WHERE r.id = ${message}.conversation_id AND r.opt_state <> 'automatic'), '') END`;

/**
 * Working together: notes, tags, follow-ups, and an index over the words of all texts.
 *
 * `message_word` holds one row for each text: `reader` says which texter may read it, as a word of its own, so that a texter's
 * search meets no other text in the index, and neither finds, counts nor waits for one. The rows' numbers are kept here since SQLite
 * may renumber the hidden ones of `message`. The index reads its texts through a view and stores none twice. Words of a text that is
 * changed or erased leave the index's own pages as well (secure-delete); a mere change of texter does without, since that is forty
 * times as slow and nothing is to be forgotten.
 */
export const desk = {
  version: 60,
  name: 'desk',
  sql: `
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
CREATE INDEX note_conversation ON note (conversation_id, at, id);

CREATE TABLE tag (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL COLLATE NOCASE UNIQUE,
  tone TEXT NOT NULL CHECK (tone IN ('neutral', 'brand', 'ok', 'hold', 'stop')),
  rev TEXT NOT NULL
) STRICT;

CREATE TABLE conversation_tag (
  tag_id TEXT NOT NULL REFERENCES tag (id) ON DELETE CASCADE,
  conversation_id TEXT NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
  account_id TEXT NOT NULL REFERENCES account (id),
  at INTEGER NOT NULL,
  PRIMARY KEY (conversation_id, tag_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX conversation_tag_tag ON conversation_tag (tag_id, conversation_id);

CREATE TABLE follow_up (
  conversation_id TEXT PRIMARY KEY REFERENCES conversation (id) ON DELETE CASCADE,
  account_id TEXT NOT NULL REFERENCES account (id),
  due_at INTEGER NOT NULL,
  -- Null while it is to come; then when the conversation came back.
  back_at INTEGER,
  set_at INTEGER NOT NULL,
  rev TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX follow_up_due ON follow_up (due_at) WHERE back_at IS NULL;

-- Whoever asked to stop is not followed up, however the opt-out came about.
CREATE TRIGGER follow_up_ends AFTER UPDATE OF state, opt_state ON conversation
  WHEN NEW.opt_state <> 'none' OR NEW.state = 'closed'
BEGIN DELETE FROM follow_up WHERE conversation_id = NEW.id; END;
CREATE TRIGGER follow_up_answered AFTER INSERT ON message WHEN NEW.kind IN ('initial', 'reply')
BEGIN DELETE FROM follow_up WHERE conversation_id = NEW.conversation_id AND back_at IS NOT NULL; END;

CREATE TABLE message_word (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  message_id TEXT NOT NULL UNIQUE REFERENCES message (id) ON DELETE CASCADE,
  conversation_id TEXT,
  reader TEXT NOT NULL
) STRICT;
CREATE INDEX message_word_conversation ON message_word (conversation_id);
CREATE VIEW message_words (seq, reader, body) AS
  SELECT w.seq, w.reader, m.body FROM message_word w JOIN message m ON m.id = w.message_id WHERE m.body <> '';
CREATE VIRTUAL TABLE text_index USING fts5 (reader, body, content = 'message_words', content_rowid = 'seq',
  tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3');

INSERT INTO message_word (message_id, conversation_id, reader)
  SELECT m.id, m.conversation_id, ${reader('m')} FROM message m ORDER BY m.created_at, m.id;
INSERT INTO text_index (text_index) VALUES ('rebuild');

CREATE TRIGGER message_word_add AFTER INSERT ON message BEGIN
  INSERT INTO message_word (message_id, conversation_id, reader) VALUES (NEW.id, NEW.conversation_id, ${reader('NEW')});
  INSERT INTO text_index (rowid, reader, body)
    SELECT w.seq, w.reader, NEW.body FROM message_word w WHERE w.message_id = NEW.id AND NEW.body <> '';
END;
CREATE TRIGGER message_word_change AFTER UPDATE OF body ON message WHEN OLD.body <> NEW.body BEGIN
  INSERT INTO text_index (text_index, rank) VALUES ('secure-delete', 1);
  INSERT INTO text_index (text_index, rowid, reader, body)
    SELECT 'delete', w.seq, w.reader, OLD.body FROM message_word w WHERE w.message_id = NEW.id AND OLD.body <> '';
  INSERT INTO text_index (text_index, rank) VALUES ('secure-delete', 0);
  INSERT INTO text_index (rowid, reader, body)
    SELECT w.seq, w.reader, NEW.body FROM message_word w WHERE w.message_id = NEW.id AND NEW.body <> '';
END;
CREATE TRIGGER message_word_remove BEFORE DELETE ON message BEGIN
  INSERT INTO text_index (text_index, rank) VALUES ('secure-delete', 1);
  INSERT INTO text_index (text_index, rowid, reader, body)
    SELECT 'delete', w.seq, w.reader, OLD.body FROM message_word w WHERE w.message_id = OLD.id AND OLD.body <> '';
  INSERT INTO text_index (text_index, rank) VALUES ('secure-delete', 0);
  DELETE FROM message_word WHERE message_id = OLD.id;
END;
CREATE TRIGGER message_word_placed AFTER UPDATE OF conversation_id ON message
  WHEN OLD.conversation_id IS NOT NEW.conversation_id
BEGIN
  UPDATE message_word SET conversation_id = NEW.conversation_id, reader = ${reader('NEW')} WHERE message_id = NEW.id;
END;
CREATE TRIGGER message_word_reader AFTER UPDATE OF texter_id, opt_state ON conversation
  WHEN OLD.texter_id IS NOT NEW.texter_id OR (OLD.opt_state = 'automatic') <> (NEW.opt_state = 'automatic')
BEGIN
  UPDATE message_word SET reader = (SELECT ${reader('m')} FROM message m WHERE m.id = message_word.message_id)
    WHERE conversation_id = NEW.id;
END;
CREATE TRIGGER message_word_reread AFTER UPDATE OF reader ON message_word WHEN OLD.reader <> NEW.reader BEGIN
  INSERT INTO text_index (text_index, rowid, reader, body)
    SELECT 'delete', OLD.seq, OLD.reader, m.body FROM message m WHERE m.id = NEW.message_id AND m.body <> '';
  INSERT INTO text_index (rowid, reader, body)
    SELECT NEW.seq, NEW.reader, m.body FROM message m WHERE m.id = NEW.message_id AND m.body <> '';
END;
`,
} as const;

/**
 * Characters newer than Unicode 6.1, which SQLite's unicode61 therefore takes for letters: isolates, currency
 * signs, punctuation, emoji. Whole blocks of emoji, so that future ones separate words as well.
 */
const LATER: readonly (readonly [number, number])[] = [
  [0x061c, 0x061d],
  [0x2066, 0x2069],
  [0x20ba, 0x20cf],
  [0x23f4, 0x23ff],
  [0x2b4d, 0x2b4f],
  [0x2b5a, 0x2b73],
  [0x2e3c, 0x2e5d],
  [0x1f321, 0x1f32f],
  [0x1f336, 0x1f336],
  [0x1f37d, 0x1f37f],
  [0x1f394, 0x1f39f],
  [0x1f3c5, 0x1f3c5],
  [0x1f3cb, 0x1f3df],
  [0x1f3f1, 0x1f3ff],
  [0x1f43f, 0x1f43f],
  [0x1f441, 0x1f441],
  [0x1f4f8, 0x1f4f8],
  [0x1f4fd, 0x1f4ff],
  [0x1f53e, 0x1f54f],
  [0x1f568, 0x1f5fa],
  [0x1f641, 0x1f644],
  [0x1f650, 0x1f67f],
  [0x1f6c6, 0x1f6ff],
  [0x1f7e0, 0x1f7ff],
  [0x1f900, 0x1f9ff],
  [0x1fa70, 0x1faff],
];

const signs = LATER.flatMap(([first, last]) =>
  Array.from({ length: last - first + 1 }, (_, index) => String.fromCodePoint(first + index)),
).join('');

/**
 * One word in the index of texts that stands for the texter who may read the text; another one where none
 * may. The index does not distinguish upper and lower case, so the word is the id in hexadecimal digits.
 */
const reader = (message: string) => `CASE WHEN ${message}.kind IN ('confirmation', 'provider-text') THEN ''
  ELSE coalesce((SELECT 'r' || hex(r.texter_id) FROM conversation r
    WHERE r.id = ${message}.conversation_id AND r.opt_state <> 'automatic'), '') END`;

/** The index over the words of all texts. */
export const search = `
-- One row for each text: its number in the index, since SQLite may change the hidden row numbers of
-- message. A projection, written by the triggers below alone.
CREATE TABLE message_word (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  message_id TEXT NOT NULL UNIQUE REFERENCES message (id) ON DELETE CASCADE,
  -- Which texter may read it, as a word of its own, so that a texter’s search meets no other text in the
  -- index, and neither finds, counts nor waits for one.
  reader TEXT NOT NULL
) STRICT;

-- The index reads its texts through this view and keeps no copy of them.
CREATE VIEW message_words (seq, reader, body) AS
  SELECT w.seq, w.reader, m.body FROM message_word w JOIN message m ON m.id = w.message_id WHERE m.body <> '';

-- Indexes reader and words. The characters are those that people write between words and SQLite takes for
-- letters.
CREATE VIRTUAL TABLE text_index USING fts5 (reader, body, content = 'message_words', content_rowid = 'seq',
  tokenize = "unicode61 remove_diacritics 2 separators '${signs}'", prefix = '1 2 3');
CREATE TRIGGER message_word_add AFTER INSERT ON message BEGIN
  INSERT INTO message_word (message_id, reader) VALUES (NEW.id, ${reader('NEW')});
  INSERT INTO text_index (rowid, reader, body)
    SELECT w.seq, w.reader, NEW.body FROM message_word w WHERE w.message_id = NEW.id AND NEW.body <> '';
END;

-- Words of a text that is changed or erased leave the index’s own pages as well (secure-delete); a mere
-- change of texter does without, since that is forty times as slow and nothing is to be forgotten.
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
  UPDATE message_word SET reader = ${reader('NEW')} WHERE message_id = NEW.id;
END;
CREATE TRIGGER message_word_reader AFTER UPDATE OF texter_id, opt_state ON conversation
  WHEN OLD.texter_id IS NOT NEW.texter_id OR (OLD.opt_state = 'automatic') <> (NEW.opt_state = 'automatic')
BEGIN
  UPDATE message_word SET reader = (SELECT ${reader('m')} FROM message m WHERE m.id = message_word.message_id)
    WHERE message_id IN (SELECT t.id FROM message t WHERE t.conversation_id = NEW.id);
END;
CREATE TRIGGER message_word_reread AFTER UPDATE OF reader ON message_word WHEN OLD.reader <> NEW.reader BEGIN
  INSERT INTO text_index (text_index, rowid, reader, body)
    SELECT 'delete', OLD.seq, OLD.reader, m.body FROM message m WHERE m.id = NEW.message_id AND m.body <> '';
  INSERT INTO text_index (rowid, reader, body)
    SELECT NEW.seq, NEW.reader, m.body FROM message m WHERE m.id = NEW.message_id AND m.body <> '';
END;
`;

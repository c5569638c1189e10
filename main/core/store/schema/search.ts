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

/** Texts of no texter, for which there is no reader’s word. */
const readByAll = (message: string) => `${message}.kind IN ('confirmation', 'provider-text')`;

/**
 * One word in the index of texts that stands for the texter who may read the text, so that a texter’s search
 * meets no other text, and neither finds, counts nor waits for one; no word where none may. The index does
 * not distinguish upper and lower case, so the word is the id in hexadecimal digits.
 */
const reader = (message: string, conversation: string) =>
  `CASE WHEN ${readByAll(message)} OR ${conversation}.texter_id IS NULL
    OR ${conversation}.opt_state = 'automatic' THEN '' ELSE 'r' || hex(${conversation}.texter_id) END`;

/** Whether no text changed its reader since the index of texts was last written anew. */
const unmoved = `NOT EXISTS (SELECT 1 FROM meta WHERE key = 'words-moved')`;

/** What the index of names holds of a conversation. */
const names = (row: string) =>
  `${row}.first_name || ' ' || ${row}.last_name || ' ' || coalesce(${row}.number, '')`;

/**
 * Bytes of an index’s own pages, of which four fit into one of the store. Now and then a write merges 64 of
 * them or some times as many, which with the usual 4050 takes 20 milliseconds and more.
 */
export const INDEX_PAGE = 970;

/** The index over the words of all texts, and the one over names and numbers. */
export const search = `
-- Any three signs that stand together in a name or number, so that a search for a part of one meets few
-- conversations. Admins and supervisors alone search by it: what a texter may not see would cost their search
-- time. No positions are kept (detail), which would treble its size: whoever searches looks at the rows that
-- it names. Not “none”, for CVE-2026-119373. Written by the triggers below alone.
CREATE VIEW conversation_names (seq, words) AS SELECT c.seq, ${names('c')} FROM conversation c;
CREATE VIRTUAL TABLE name_index USING fts5 (words, content = 'conversation_names', content_rowid = 'seq',
  tokenize = 'trigram', detail = 'column', columnsize = 0);
INSERT INTO name_index (name_index, rank) VALUES ('pgsz', ${INDEX_PAGE});
CREATE TRIGGER name_add AFTER INSERT ON conversation BEGIN
  INSERT INTO name_index (rowid, words) VALUES (NEW.seq, ${names('NEW')});
END;
-- What is erased or changed leaves the index’s own pages as well (secure-delete).
CREATE TRIGGER name_change AFTER UPDATE OF first_name, last_name, number ON conversation
  WHEN OLD.first_name <> NEW.first_name OR OLD.last_name <> NEW.last_name OR OLD.number IS NOT NEW.number
BEGIN
  INSERT INTO name_index (name_index, rank) VALUES ('secure-delete', 1);
  INSERT INTO name_index (name_index, rowid, words) VALUES ('delete', OLD.seq, ${names('OLD')});
  INSERT INTO name_index (name_index, rank) VALUES ('secure-delete', 0);
  INSERT INTO name_index (rowid, words) VALUES (NEW.seq, ${names('NEW')});
END;
-- Contacts of a draft are removed by the thousand, for which secure-delete is far too slow: the note has
-- the index written anew with the next erasure (erase/cleanFile.ts).
CREATE TRIGGER name_remove BEFORE DELETE ON conversation BEGIN
  INSERT INTO name_index (name_index, rowid, words) VALUES ('delete', OLD.seq, ${names('OLD')});
  INSERT OR IGNORE INTO meta (key, value) VALUES ('names-removed', '1');
END;

-- The index reads its texts through this view and keeps no copy of them.
CREATE VIEW message_words (seq, reader, body) AS
  SELECT m.seq, ${reader('m', 'c')}, m.body FROM message m LEFT JOIN conversation c ON c.id = m.conversation_id
  WHERE m.body <> '';

-- Indexes reader and words. Beginnings of three letters have entries of their own; those of one and two
-- would add half as much again to the size, and search for whole words instead. The characters are those that
-- people write between words and SQLite takes for letters.
CREATE VIRTUAL TABLE text_index USING fts5 (reader, body, content = 'message_words', content_rowid = 'seq',
  tokenize = "unicode61 remove_diacritics 2 separators '${signs}'", prefix = '3', columnsize = 0);
INSERT INTO text_index (text_index, rank) VALUES ('pgsz', ${INDEX_PAGE});
CREATE TRIGGER message_word_add AFTER INSERT ON message WHEN NEW.body <> '' BEGIN
  INSERT INTO text_index (rowid, reader, body)
    SELECT w.seq, w.reader, w.body FROM message_words w WHERE w.seq = NEW.seq;
END;

-- Words of a text that is changed or erased leave the index’s own pages as well (secure-delete); a mere
-- change of texter does without, since that is forty times as slow and nothing is to be forgotten yet. It leaves
-- the words in older pages, where secure-delete does not look: the note has the index written anew with the next
-- erasure (erase/cleanFile.ts). Until then nothing is removed by secure-delete, since it would take the mark
-- that the older words are gone along, and have them found again.
CREATE TRIGGER message_word_change AFTER UPDATE OF body, conversation_id, kind ON message
  WHEN OLD.body <> NEW.body OR OLD.conversation_id IS NOT NEW.conversation_id
    OR (${readByAll('OLD')}) <> (${readByAll('NEW')})
BEGIN
  INSERT INTO text_index (text_index, rank) SELECT 'secure-delete', ${unmoved};
  INSERT INTO text_index (text_index, rowid, reader, body)
    SELECT 'delete', OLD.seq, ${reader('OLD', 'c')}, OLD.body
    FROM (SELECT 1) LEFT JOIN conversation c ON c.id = OLD.conversation_id WHERE OLD.body <> '';
  INSERT INTO text_index (text_index, rank) VALUES ('secure-delete', 0);
  INSERT INTO text_index (rowid, reader, body)
    SELECT w.seq, w.reader, w.body FROM message_words w WHERE w.seq = NEW.seq;
END;
CREATE TRIGGER message_word_remove BEFORE DELETE ON message WHEN OLD.body <> '' BEGIN
  INSERT INTO text_index (text_index, rank) SELECT 'secure-delete', ${unmoved};
  INSERT INTO text_index (text_index, rowid, reader, body)
    SELECT 'delete', w.seq, w.reader, w.body FROM message_words w WHERE w.seq = OLD.seq;
  INSERT INTO text_index (text_index, rank) VALUES ('secure-delete', 0);
END;
CREATE TRIGGER message_word_reader AFTER UPDATE OF texter_id, opt_state ON conversation
  WHEN OLD.texter_id IS NOT NEW.texter_id OR (OLD.opt_state = 'automatic') <> (NEW.opt_state = 'automatic')
BEGIN
  INSERT INTO text_index (text_index, rowid, reader, body)
    SELECT 'delete', m.seq, ${reader('m', 'OLD')}, m.body FROM message m WHERE m.conversation_id = NEW.id AND m.body <> '';
  INSERT INTO text_index (rowid, reader, body)
    SELECT m.seq, ${reader('m', 'NEW')}, m.body FROM message m WHERE m.conversation_id = NEW.id AND m.body <> '';
  INSERT OR IGNORE INTO meta (key, value)
    SELECT 'words-moved', '1' WHERE EXISTS (SELECT 1 FROM message m WHERE m.conversation_id = NEW.id AND m.body <> '');
END;
`;

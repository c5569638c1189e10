/**
 * What SQLite's unicode61 takes for letters, since it goes by Unicode 6.1 and these came later: marks that order text to (isolates), signs
 * of money, punctuation, emoji. Whole blocks of emoji, so that those still to come part words as well.
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

/** The index of texts, made anew with these between words: whoever looks for STOP finds it beside a mark or an emoji. */
export const wordsBetweenSigns = {
  version: 115,
  name: 'words-between-signs',
  sql: `
DROP TABLE text_index;
CREATE VIRTUAL TABLE text_index USING fts5 (reader, body, content = 'message_words', content_rowid = 'seq',
  tokenize = "unicode61 remove_diacritics 2 separators '${signs}'", prefix = '1 2 3');
INSERT INTO text_index (text_index) VALUES ('rebuild');
`,
} as const;

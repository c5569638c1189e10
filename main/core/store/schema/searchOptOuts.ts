import { INDEX_PAGE } from './search.ts';

/** What the index of opt-outs holds of one; `body`: the words of the text that is its evidence. */
const told = (row: string, body: string) => `coalesce(${row}.number, '') || ' ' || ${row}.matched || ' '
  || CASE WHEN json_valid(${row}.reason) THEN coalesce(json_extract(${row}.reason, '$.with.words'),
    json_extract(${row}.reason, '$.with.text'), '') ELSE '' END || ' ' || ${body}`;
const evidence = (row: string) =>
  `coalesce((SELECT m.body FROM message m WHERE m.id = ${row}.message_id), '')`;
const [OLD, NEW] = [told('OLD', evidence('OLD')), told('NEW', evidence('NEW'))];
const ofText = 'FROM opt_out o WHERE o.subject = NEW.subject AND o.message_id = NEW.id';

/** The index over opt-outs, for the Opt Out Manager. */
export const searchOptOuts = `
-- Any three signs that stand together in an opt-out’s number, in the words that matched, in a reason that
-- somebody typed, or in the text that is its evidence, so that a search for a part of them meets few
-- opt-outs. No positions are kept: whoever searches looks at the rows that it names. Written by the triggers
-- below alone.
CREATE VIEW opt_out_words (seq, words) AS SELECT o.seq, ${told('o', evidence('o'))} FROM opt_out o;
CREATE VIRTUAL TABLE opt_out_index USING fts5 (words, content = 'opt_out_words', content_rowid = 'seq',
  tokenize = 'trigram', detail = 'column', columnsize = 0);
INSERT INTO opt_out_index (opt_out_index, rank) VALUES ('pgsz', ${INDEX_PAGE});
CREATE TRIGGER opt_out_words_add AFTER INSERT ON opt_out BEGIN
  INSERT INTO opt_out_index (rowid, words) VALUES (NEW.seq, ${NEW});
END;
-- What is erased leaves the index’s own pages as well (secure-delete).
CREATE TRIGGER opt_out_words_change AFTER UPDATE OF number, matched, reason, message_id ON opt_out
  WHEN ${OLD} <> ${NEW}
BEGIN
  INSERT INTO opt_out_index (opt_out_index, rank) VALUES ('secure-delete', 1);
  INSERT INTO opt_out_index (opt_out_index, rowid, words) VALUES ('delete', OLD.seq, ${OLD});
  INSERT INTO opt_out_index (opt_out_index, rank) VALUES ('secure-delete', 0);
  INSERT INTO opt_out_index (rowid, words) VALUES (NEW.seq, ${NEW});
END;
CREATE TRIGGER opt_out_words_evidence AFTER UPDATE OF body ON message
  WHEN OLD.body <> NEW.body AND EXISTS (SELECT 1 ${ofText})
BEGIN
  INSERT INTO opt_out_index (opt_out_index, rank) VALUES ('secure-delete', 1);
  INSERT INTO opt_out_index (opt_out_index, rowid, words) SELECT 'delete', o.seq, ${told('o', 'OLD.body')} ${ofText};
  INSERT INTO opt_out_index (opt_out_index, rank) VALUES ('secure-delete', 0);
  INSERT INTO opt_out_index (rowid, words) SELECT o.seq, ${told('o', 'NEW.body')} ${ofText};
END;
`;

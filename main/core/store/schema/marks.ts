import { differ } from './countCells.ts';

/**
 * The texts of which the last one counts: not those that never left, nor confirmations, nor HELP and its
 * automatic answer. `row` names the message.
 */
export const countsAsLast = (row: string) =>
  `${row}.state NOT IN ('cancelled', 'prevented', 'dropped') AND ${row}.kind IN ('initial', 'reply', 'inbound')
   AND ${row}.automatic IS NULL`;

/** The texter whose lists may show a conversation; null: none may. */
const reader = (row: string) => `iif(${row}.opt_state = 'automatic', NULL, ${row}.texter_id)`;

type Source = { readonly mark: string; readonly from: string; readonly where: string };

const OF_FACT = 'JOIN conversation_fact f ON f.conversation_id = c.id';

/** Where the marks of conversations `c` come from. What most conversations are is no mark. */
const FAILED: Source = {
  mark: "'failed'",
  from: '',
  where: `(SELECT l.state FROM message l WHERE l.conversation_id = c.id AND ${countsAsLast('l')}
      ORDER BY l.at DESC, l.id DESC LIMIT 1) = 'failed'`,
};
const TAGGED: Source = {
  mark: 'g.tag_id',
  from: 'JOIN conversation_tag g ON g.conversation_id = c.id',
  where: 'TRUE',
};
const FACTS: readonly Source[] = [
  {
    mark: "'text:' || f.text_state",
    from: OF_FACT,
    where: "f.texted_at IS NOT NULL AND f.text_state IN ('failed', 'unknown')",
  },
  { mark: "'texted-by:none'", from: OF_FACT, where: 'f.texted_at IS NOT NULL AND f.texted_by IS NULL' },
  { mark: "'unwilling'", from: OF_FACT, where: 'f.unwilling = 1' },
  {
    mark: "'refusal:' || j.value",
    from: `${OF_FACT} JOIN json_each(f.refusals) j`,
    where: 'f.refusals IS NOT NULL',
  },
];
const IS_FACT = "(mark IN ('unwilling', 'texted-by:none') OR mark GLOB 'text:*' OR mark GLOB 'refusal:*')";

/** The rows that conversation_mark should have for the conversations `c` that are meant. */
const marked = (sources: readonly Source[], which = 'TRUE') =>
  sources
    .map(
      ({ mark, from, where }) =>
        `SELECT c.id, ${mark}, c.sort_at, ${reader('c')} FROM conversation c ${from} WHERE ${which} AND ${where}`,
    )
    .join('\n  UNION ');
export const MARKS = marked([FAILED, TAGGED, ...FACTS]);

/** Marks a conversation anew by some sources; `those`: their marks. Few, since each text runs it. */
const again = (conversation: string, sources: readonly Source[], those: string) => `
  DELETE FROM conversation_mark WHERE conversation_id = ${conversation} AND ${those};
  INSERT INTO conversation_mark (conversation_id, mark, sort_at, reader_id) ${marked(sources, `c.id = ${conversation}`)};`;
const failedAgain = (conversation: string) => again(conversation, [FAILED], "mark = 'failed'");

/** A text that ends a failure, or is one, where it is the last; `row` is OLD or NEW. */
const mayEnd = (row: string) => `${row}.state IN ('failed', 'cancelled', 'prevented', 'dropped')`;

/** What was answered: the choice, or the question where none was chosen. */
const said = (row: string) => `coalesce(${row}.choice_id, ${row}.question_id)`;
const answered = (row: string) => `SELECT ${said(row)} FROM answer ${row} INDEXED BY answer_conversation
    WHERE ${row}.conversation_id`;

/** The rows that answer_reader should have. */
export const ANSWER_READERS = `SELECT DISTINCT ${reader('c')}, ${said('w')}, c.id
  FROM answer w JOIN conversation c ON c.id = w.conversation_id
  WHERE w.ended_at IS NULL AND ${reader('c')} IS NOT NULL`;

/** Takes away what a texter was to find of a conversation; `row`: the conversation as it was. */
const unread = (row: string) => `
  DELETE FROM answer_reader WHERE reader_id = ${reader(row)} AND conversation_id = ${row}.id
    AND mark IN (${answered('w')} = ${row}.id);`;
const read = (conversation: string) => `
  INSERT INTO answer_reader (reader_id, mark, conversation_id) ${ANSWER_READERS} AND c.id = ${conversation};`;
const readAgain = (conversation: string, mark: string) => `
  DELETE FROM answer_reader WHERE conversation_id = ${conversation} AND mark = ${mark}
    AND reader_id = (SELECT ${reader('c')} FROM conversation c WHERE c.id = ${conversation});
  INSERT OR IGNORE INTO answer_reader (reader_id, mark, conversation_id) ${ANSWER_READERS} AND c.id = ${conversation};`;

/** What lists are filtered by and few conversations are, in the order of the lists. */
export const marks = `
-- One row for each mark of a conversation: a tag, a last text that failed, and what became of its first text
-- where that is rare. With the columns by which lists are sorted, so that a list of what few conversations are
-- is read in its order. A projection of these tables, kept by the triggers below alone.
CREATE TABLE conversation_mark (
  conversation_id TEXT NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
  mark TEXT NOT NULL,
  -- That of the conversation.
  sort_at INTEGER NOT NULL,
  -- The texter whose lists may show it; null: none may, so that hidden conversations take no texter time.
  reader_id TEXT,
  PRIMARY KEY (conversation_id, mark)
) STRICT, WITHOUT ROWID;
-- All with a mark, newest first.
CREATE INDEX conversation_mark_all ON conversation_mark (mark, sort_at DESC, conversation_id DESC);
-- The same of one texter.
CREATE INDEX conversation_mark_own ON conversation_mark (reader_id, mark, sort_at DESC, conversation_id DESC)
  WHERE reader_id IS NOT NULL;
CREATE TRIGGER mark_moves AFTER UPDATE OF sort_at, texter_id, opt_state ON conversation
WHEN ${differ('sort_at', 'texter_id', 'opt_state')}
  AND EXISTS (SELECT 1 FROM conversation_mark k WHERE k.conversation_id = NEW.id)
BEGIN
  UPDATE conversation_mark SET sort_at = NEW.sort_at, reader_id = ${reader('NEW')} WHERE conversation_id = NEW.id;
END;
CREATE TRIGGER mark_tagged AFTER INSERT ON conversation_tag
BEGIN ${again('NEW.conversation_id', [{ ...TAGGED, where: 'g.tag_id = NEW.tag_id' }], 'mark = NEW.tag_id')} END;
CREATE TRIGGER mark_untagged AFTER DELETE ON conversation_tag
BEGIN DELETE FROM conversation_mark WHERE conversation_id = OLD.conversation_id AND mark = OLD.tag_id; END;
CREATE TRIGGER mark_fact AFTER INSERT ON conversation_fact
WHEN NEW.text_state IN ('failed', 'unknown') OR NEW.unwilling = 1 OR NEW.refusals IS NOT NULL
  OR (NEW.texted_at IS NOT NULL AND NEW.texted_by IS NULL)
BEGIN ${again('NEW.conversation_id', FACTS, IS_FACT)} END;
CREATE TRIGGER mark_fact_anew AFTER UPDATE ON conversation_fact
WHEN ${differ('unwilling', 'refusals', 'texted_by')} OR (OLD.texted_at IS NULL) <> (NEW.texted_at IS NULL)
  OR (NEW.text_state IS NOT OLD.text_state
    AND (NEW.text_state IN ('failed', 'unknown') OR OLD.text_state IN ('failed', 'unknown')))
BEGIN ${again('NEW.conversation_id', FACTS, IS_FACT)} END;
-- A text that nobody failed to get ends the mark of one before it.
CREATE TRIGGER mark_text AFTER INSERT ON message
WHEN NEW.conversation_id IS NOT NULL AND (NEW.state = 'failed' OR EXISTS (SELECT 1 FROM conversation_mark k
  WHERE k.conversation_id = NEW.conversation_id AND k.mark = 'failed'))
BEGIN ${failedAgain('NEW.conversation_id')} END;
CREATE TRIGGER mark_text_changed AFTER UPDATE OF state, kind, automatic ON message
WHEN (${differ('state')} AND (${mayEnd('OLD')} OR ${mayEnd('NEW')})) OR ${differ('kind', 'automatic')}
BEGIN ${failedAgain('NEW.conversation_id')} END;
CREATE TRIGGER mark_text_moved AFTER UPDATE OF conversation_id ON message
WHEN NEW.conversation_id IS NOT OLD.conversation_id
BEGIN ${failedAgain('OLD.conversation_id')} ${failedAgain('NEW.conversation_id')} END;
CREATE TRIGGER mark_text_gone AFTER DELETE ON message WHEN OLD.conversation_id IS NOT NULL
BEGIN ${failedAgain('OLD.conversation_id')} END;
-- What was answered, by the texter who may find it: without it a texter’s list would be walked past all who
-- answered something else, or be slowed by those whom the texter may not see. Without the order of lists, which
-- each text changes. A projection of answer and conversation, kept by the triggers below alone.
CREATE TABLE answer_reader (
  reader_id TEXT NOT NULL,
  -- The choice, or the question where none was chosen.
  mark TEXT NOT NULL,
  conversation_id TEXT NOT NULL,
  PRIMARY KEY (reader_id, mark, conversation_id)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER answer_read AFTER INSERT ON answer WHEN NEW.ended_at IS NULL
BEGIN ${readAgain('NEW.conversation_id', said('NEW'))} END;
CREATE TRIGGER answer_read_anew AFTER UPDATE OF conversation_id, question_id, choice_id, ended_at ON answer
WHEN ${differ('conversation_id', 'question_id', 'choice_id', 'ended_at')}
BEGIN
  ${readAgain('OLD.conversation_id', said('OLD'))} ${readAgain('NEW.conversation_id', said('NEW'))}
END;
CREATE TRIGGER answer_unread AFTER DELETE ON answer
BEGIN ${readAgain('OLD.conversation_id', said('OLD'))} END;
-- A union gives a conversation another id, or makes one of two, before their answers follow.
CREATE TRIGGER answer_reader_renamed AFTER UPDATE OF id ON conversation WHEN ${differ('id')}
BEGIN ${unread('OLD')} END;
CREATE TRIGGER answer_reader_gone AFTER DELETE ON conversation BEGIN ${unread('OLD')} END;
CREATE TRIGGER answer_reader_moves AFTER UPDATE OF texter_id, opt_state ON conversation
WHEN ${reader('OLD')} IS NOT ${reader('NEW')}
BEGIN ${unread('OLD')} ${read('NEW.id')} END;
`;

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

/** Where the marks of conversations `c` come from. What most conversations are is no mark. */
const SOURCES: readonly (readonly [mark: string, from: string, where: string])[] = [
  [
    "'failed'",
    '',
    `(SELECT l.state FROM message l WHERE l.conversation_id = c.id AND ${countsAsLast('l')}
      ORDER BY l.at DESC, l.id DESC LIMIT 1) = 'failed'`,
  ],
  ['g.tag_id', 'JOIN conversation_tag g ON g.conversation_id = c.id', 'TRUE'],
  [
    'coalesce(w.choice_id, w.question_id)',
    'JOIN answer w INDEXED BY answer_conversation ON w.conversation_id = c.id',
    'w.ended_at IS NULL',
  ],
  [
    "'text:' || f.text_state",
    'JOIN conversation_fact f ON f.conversation_id = c.id',
    "f.texted_at IS NOT NULL AND f.text_state IN ('failed', 'unknown')",
  ],
  [
    "'texted-by:none'",
    'JOIN conversation_fact f ON f.conversation_id = c.id',
    'f.texted_at IS NOT NULL AND f.texted_by IS NULL',
  ],
  ["'unwilling'", 'JOIN conversation_fact f ON f.conversation_id = c.id', 'f.unwilling = 1'],
  [
    "'refusal:' || j.value",
    'JOIN conversation_fact f ON f.conversation_id = c.id JOIN json_each(f.refusals) j',
    'f.refusals IS NOT NULL',
  ],
];

/** The rows that conversation_mark should have for the conversations `c` that are meant. */
const marked = (which: string) =>
  SOURCES.map(
    ([mark, from, where]) =>
      `SELECT c.id, ${mark}, c.sort_at, ${reader('c')} FROM conversation c ${from} WHERE ${which} AND ${where}`,
  ).join('\n  UNION ');
export const MARKS = marked('TRUE');

const again = (conversation: string) => `
  DELETE FROM conversation_mark WHERE conversation_id = ${conversation};
  INSERT INTO conversation_mark (conversation_id, mark, sort_at, reader_id) ${marked(`c.id = ${conversation}`)};`;

/** A text that ends a failure, or is one, where it is the last; `row` is OLD or NEW. */
const mayEnd = (row: string) => `${row}.state IN ('failed', 'cancelled', 'prevented', 'dropped')`;

/** What lists are filtered by and few conversations are, in the order of the lists. */
export const marks = `
-- One row for each mark of a conversation: a tag, an answer in force (its choice, or its question where none
-- was chosen), a last text that failed, and what became of its first text where that is rare. With the
-- columns by which lists are sorted, so that a list of what few conversations are is read in its order. A
-- projection of these tables, kept by the triggers below alone.
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
BEGIN
  UPDATE conversation_mark SET sort_at = NEW.sort_at, reader_id = ${reader('NEW')} WHERE conversation_id = NEW.id;
END;
CREATE TRIGGER mark_tagged AFTER INSERT ON conversation_tag BEGIN ${again('NEW.conversation_id')} END;
CREATE TRIGGER mark_untagged AFTER DELETE ON conversation_tag BEGIN ${again('OLD.conversation_id')} END;
CREATE TRIGGER mark_answered AFTER INSERT ON answer WHEN NEW.ended_at IS NULL BEGIN ${again('NEW.conversation_id')} END;
CREATE TRIGGER mark_answered_anew AFTER UPDATE OF conversation_id, question_id, choice_id, ended_at ON answer
WHEN ${differ('conversation_id', 'question_id', 'choice_id', 'ended_at')}
BEGIN ${again('OLD.conversation_id')} ${again('NEW.conversation_id')} END;
CREATE TRIGGER mark_answer_gone AFTER DELETE ON answer BEGIN ${again('OLD.conversation_id')} END;
CREATE TRIGGER mark_fact AFTER INSERT ON conversation_fact
WHEN NEW.text_state IN ('failed', 'unknown') OR NEW.unwilling = 1 OR NEW.refusals IS NOT NULL
  OR (NEW.texted_at IS NOT NULL AND NEW.texted_by IS NULL)
BEGIN ${again('NEW.conversation_id')} END;
CREATE TRIGGER mark_fact_anew AFTER UPDATE ON conversation_fact
WHEN ${differ('unwilling', 'refusals', 'texted_by')} OR (OLD.texted_at IS NULL) <> (NEW.texted_at IS NULL)
  OR (NEW.text_state IS NOT OLD.text_state
    AND (NEW.text_state IN ('failed', 'unknown') OR OLD.text_state IN ('failed', 'unknown')))
BEGIN ${again('NEW.conversation_id')} END;
-- A text that nobody failed to get ends the mark of one before it.
CREATE TRIGGER mark_text AFTER INSERT ON message
WHEN NEW.conversation_id IS NOT NULL AND (NEW.state = 'failed' OR EXISTS (SELECT 1 FROM conversation_mark k
  WHERE k.conversation_id = NEW.conversation_id AND k.mark = 'failed'))
BEGIN ${again('NEW.conversation_id')} END;
CREATE TRIGGER mark_text_changed AFTER UPDATE OF state, kind, automatic, conversation_id ON message
WHEN (${differ('state')} AND (${mayEnd('OLD')} OR ${mayEnd('NEW')})) OR ${differ('kind', 'automatic', 'conversation_id')}
BEGIN ${again('OLD.conversation_id')} ${again('NEW.conversation_id')} END;
CREATE TRIGGER mark_text_gone AFTER DELETE ON message WHEN OLD.conversation_id IS NOT NULL
BEGIN ${again('OLD.conversation_id')} END;
`;

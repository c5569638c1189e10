/**
 * A plain STOP that waits for a person first, then the rest. Must equal `stopFirst` of people/urgency.ts word
 * for word, so that SQLite uses the indexes.
 */
const STOP_FIRST = `(CASE
  WHEN kind = 'opt-out-by-hand' THEN 0
  WHEN kind = 'likely-opt-out' AND (rule GLOB 'keyword*' OR rule GLOB 'provider-signal*') THEN 0 ELSE 1 END)`;

/** An open plain STOP. */
const plainStop = (row: string) =>
  `${row}.state = 'open' AND ${STOP_FIRST.replaceAll(/\b(kind|rule)\b/g, `${row}.$1`)} = 0`;

/** The conversations of texters in which a plain STOP waits, as they should stand in stop_waiting. */
export const STOPS_WAITING = `SELECT c.id, c.texter_id FROM conversation c WHERE c.texter_id IS NOT NULL
  AND c.opt_state <> 'automatic' AND EXISTS (SELECT 1 FROM action a WHERE a.conversation_id = c.id AND ${plainStop('a')})`;

const waitsAgain = (conversation: string) => `
  DELETE FROM stop_waiting WHERE conversation_id = ${conversation};
  INSERT INTO stop_waiting (conversation_id, texter_id) ${STOPS_WAITING} AND c.id = ${conversation};`;

/** Actions for people; the table is named action. */
export const actions = `
-- One row for each action. A hold is an open action with holds = 1, by number
-- (people/holds.ts reads them). The state keeps its CHECK, since holds depend on it.
CREATE TABLE action (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  -- Keyed hash of the number.
  subject TEXT NOT NULL,
  conversation_id TEXT REFERENCES conversation (id),
  message_id TEXT REFERENCES message (id),
  -- The rule that opened it, and the words that matched.
  rule TEXT NOT NULL DEFAULT '',
  matched TEXT NOT NULL DEFAULT '',
  detail TEXT NOT NULL DEFAULT '',
  -- 1: nothing is sent to the number until it is decided.
  holds INTEGER NOT NULL DEFAULT 0,
  opened_at INTEGER NOT NULL,
  -- When Heed decides it by itself where the law says so (design, rule 3).
  due_at INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'done')),
  resolution TEXT,
  resolved_by TEXT REFERENCES account (id),
  resolved_at INTEGER,
  assigned_to TEXT REFERENCES account (id),
  rev TEXT NOT NULL,
  opened_by TEXT REFERENCES account (id),
  answer TEXT NOT NULL DEFAULT '',
  -- E.164 where no conversation and no text has it; null otherwise and once the person was erased.
  number TEXT,
  -- Since when it holds its number, where that began after the action was opened, or no longer holds it; null:
  -- since opened_at.
  held_at INTEGER,
  -- When the contact last asked for the same in a further text, while it was open; null: never.
  asked_again_at INTEGER,
  -- Given to somebody to decide: since when, by whom, why, and until when they should have decided. Null and
  -- empty: it was not.
  escalated_at INTEGER,
  escalated_by TEXT REFERENCES account (id),
  escalation TEXT NOT NULL DEFAULT '',
  answer_by INTEGER,
  -- By when a person should have decided; what Heed decides by itself follows due_at alone.
  decide_by INTEGER NOT NULL GENERATED ALWAYS AS (coalesce(answer_by, due_at)) VIRTUAL
) STRICT;
-- For finding what is due next.
CREATE INDEX action_open ON action (due_at, id) WHERE state = 'open';
-- Open actions of one number: holds and waiting requests.
CREATE INDEX action_subject ON action (subject, state);
-- A thread’s actions.
CREATE INDEX action_conversation ON action (conversation_id, state);
-- Who asked to stop, newest first.
CREATE INDEX action_asked_to_stop ON action (opened_at DESC, id DESC)
  WHERE kind IN ('opt-out-by-hand', 'likely-opt-out');
-- Actions in the order of the lists: plain STOPs first, then by due date, so that overdue ones lead.
CREATE INDEX action_urgent ON action (${STOP_FIRST}, decide_by, id) WHERE state = 'open';
-- The same within a kind.
CREATE INDEX action_kind_due ON action (kind, ${STOP_FIRST}, decide_by, id) WHERE state = 'open';
-- The same for one person.
CREATE INDEX action_assigned_due ON action (assigned_to, ${STOP_FIRST}, decide_by, id) WHERE state = 'open' AND assigned_to IS NOT NULL;

-- One row for each conversation of a texter in which a plain STOP waits: these lead the texter’s lists. Of
-- hidden conversations there is none, so that they take a texter no time. A projection of action and
-- conversation, kept by the triggers below.
CREATE TABLE stop_waiting (
  conversation_id TEXT PRIMARY KEY REFERENCES conversation (id) ON DELETE CASCADE,
  texter_id TEXT NOT NULL
) STRICT, WITHOUT ROWID;
-- Those of one texter.
CREATE INDEX stop_waiting_texter ON stop_waiting (texter_id, conversation_id);
CREATE TRIGGER stop_waits AFTER INSERT ON action WHEN ${plainStop('NEW')} AND NEW.conversation_id IS NOT NULL
BEGIN ${waitsAgain('NEW.conversation_id')} END;
CREATE TRIGGER stop_waits_changed AFTER UPDATE OF state, kind, rule, conversation_id ON action
WHEN ${plainStop('OLD')} OR ${plainStop('NEW')}
BEGIN ${waitsAgain('OLD.conversation_id')} ${waitsAgain('NEW.conversation_id')} END;
CREATE TRIGGER stop_waits_gone AFTER DELETE ON action WHEN ${plainStop('OLD')}
BEGIN ${waitsAgain('OLD.conversation_id')} END;
CREATE TRIGGER stop_waits_moved AFTER UPDATE OF texter_id, opt_state ON conversation
WHEN OLD.texter_id IS NOT NEW.texter_id OR (OLD.opt_state = 'automatic') <> (NEW.opt_state = 'automatic')
BEGIN ${waitsAgain('NEW.id')} END;
`;

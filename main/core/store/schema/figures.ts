import { differ } from './countCells.ts';
import { oneOf } from './oneOf.ts';

/** A text counts as having left once it was given to a provider, whatever became of it. */
const LEFT = ['sent', 'delivered', 'failed', 'unknown'];
const left = (state: string) => oneOf(state, LEFT);

/**
 * Computes the row again for each conversation that `where` selects. Of the conversation's texts, one that
 * may have left is preferred to one that surely did not.
 */
const facts = (where: string) => `
INSERT INTO conversation_fact (conversation_id, campaign_id, texted_at, text_state, texted_by, sender_number_id, replied_at,
  opt_out_at, opt_out_cause, enforced_after)
SELECT c.id, c.campaign_id, coalesce(m.claimed_at, m.at), m.state, m.author_id, m.sender_number_id,
  (SELECT min(r.at) FROM message r WHERE r.conversation_id = c.id AND r.kind = 'inbound'), o.at, o.cause,
  CASE WHEN EXISTS (SELECT 1 FROM message e WHERE e.id = o.message_id AND e.direction = 'in')
    THEN max(0, o.at - o.said_at) END
FROM conversation c JOIN campaign k ON k.id = c.campaign_id AND k.is_test = 0
LEFT JOIN message m ON m.id = (SELECT f.id FROM message f WHERE f.conversation_id = c.id AND f.direction = 'out'
  AND f.kind IN ('initial', 'reply') AND f.automatic IS NULL AND f.state IN (${LEFT.map((word) => `'${word}'`).join(', ')})
  ORDER BY f.state = 'failed' AND f.provider_id IS NULL, coalesce(f.claimed_at, f.at), f.id LIMIT 1)
LEFT JOIN opt_out o ON o.id = (SELECT p.id FROM opt_out p WHERE p.conversation_id = c.id AND p.reversed = 0
  ORDER BY p.at, p.id LIMIT 1)
WHERE ${where}
ON CONFLICT (conversation_id) DO UPDATE SET texted_at = excluded.texted_at, text_state = excluded.text_state,
  texted_by = excluded.texted_by, sender_number_id = excluded.sender_number_id, replied_at = excluded.replied_at,
  opt_out_at = excluded.opt_out_at, opt_out_cause = excluded.opt_out_cause, enforced_after = excluded.enforced_after;`;

/** A text that a provider refused with a code; `row` is OLD or NEW. */
const refused = (row: string) =>
  `(${row}.state = 'failed' AND ${row}.error_code IS NOT NULL AND ${row}.conversation_id IS NOT NULL)`;
/** Notes again which codes a conversation's texts were refused with, and whether it has a soft refusal. */
const refusals = (where: string) => `
INSERT INTO conversation_fact (conversation_id, campaign_id, refusals, unwilling)
SELECT c.id, c.campaign_id,
  (SELECT nullif(json_group_array(x.code), '[]') FROM (SELECT DISTINCT e.error_code AS code FROM message e
    WHERE e.conversation_id = c.id AND e.state = 'failed' AND e.error_code IS NOT NULL ORDER BY 1) x),
  EXISTS (SELECT 1 FROM message s WHERE s.conversation_id = c.id AND s.soft_refusal IS NOT NULL)
FROM conversation c JOIN campaign k ON k.id = c.campaign_id AND k.is_test = 0 WHERE ${where}
ON CONFLICT (conversation_id) DO UPDATE SET refusals = excluded.refusals, unwilling = excluded.unwilling;`;

/** A provider took this text, or may have; `row` is OLD or NEW. It is billed even if it failed on its way. */
const taken = (
  row: string,
) => `(${row}.direction = 'out' AND ${row}.kind IN ('initial', 'reply', 'confirmation')
  AND ${row}.conversation_id IS NOT NULL AND ${row}.connection_id IS NOT NULL
  AND (${row}.state IN ('sent', 'delivered', 'unknown') OR (${row}.state = 'failed' AND ${row}.provider_id IS NOT NULL)))`;
/** A text with a picture is billed as one, however many words it has. */
const partsOf = (row: string) => `iif(${row}.pictures > 0, 0, coalesce(${row}.segments, 1))`;
const countIn = `
  INSERT INTO sent_parts (campaign_id, connection_id, texts, parts, pictures)
  SELECT c.campaign_id, NEW.connection_id, 1, ${partsOf('NEW')}, NEW.pictures > 0
    FROM conversation c JOIN campaign k ON k.id = c.campaign_id AND k.is_test = 0
    WHERE c.id = NEW.conversation_id AND ${taken('NEW')}
  ON CONFLICT (campaign_id, connection_id) DO UPDATE SET texts = texts + 1, parts = parts + excluded.parts,
    pictures = pictures + excluded.pictures;`;
const countOut = `
  UPDATE sent_parts SET texts = texts - 1, parts = parts - ${partsOf('OLD')},
    pictures = pictures - (OLD.pictures > 0)
  WHERE ${taken('OLD')} AND connection_id = OLD.connection_id
    AND campaign_id = (SELECT c.campaign_id FROM conversation c WHERE c.id = OLD.conversation_id);`;

/** The rows that the dashboard's figures count. */
export const figures = `
-- One row for each conversation in which something happened: when its first text left and what became of that
-- text, the first reply, the opt-out in force that arose in it. A projection of message and opt_out, kept
-- by the triggers below in the transaction that changes them: a figure and the list behind it read the same
-- row, and neither looks through every text. A test of a script has no row, here and in sent_parts.
CREATE TABLE conversation_fact (
  conversation_id TEXT PRIMARY KEY REFERENCES conversation (id) ON DELETE CASCADE,
  campaign_id TEXT NOT NULL,
  texted_at INTEGER,
  text_state TEXT,
  texted_by TEXT,
  sender_number_id TEXT,
  replied_at INTEGER,
  opt_out_at INTEGER,
  opt_out_cause TEXT,
  -- From the request to the opt-out; milliseconds. Null where no person asked in a text.
  enforced_after INTEGER,
  -- The codes with which providers refused texts, as JSON in order; null: none.
  refusals TEXT,
  -- 1: a reply was a soft refusal.
  unwilling INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
-- Holds all that the lists behind the figures ask, so that none reads the rows themselves.
CREATE INDEX conversation_fact_texted ON conversation_fact (texted_at, campaign_id, text_state, texted_by, sender_number_id,
  replied_at, opt_out_at, opt_out_cause, enforced_after, unwilling) WHERE texted_at IS NOT NULL;
-- Opt-outs by day.
CREATE INDEX conversation_fact_opt_out ON conversation_fact (opt_out_at, campaign_id, texted_at) WHERE opt_out_at IS NOT NULL;
-- How fast opt-outs were enforced, in order.
CREATE INDEX conversation_fact_enforced ON conversation_fact (enforced_after, texted_at, campaign_id)
  WHERE enforced_after IS NOT NULL;
CREATE TRIGGER fact_text_left AFTER INSERT ON message
WHEN NEW.direction = 'out' AND NEW.kind IN ('initial', 'reply') AND NEW.automatic IS NULL AND ${left('NEW.state')}
  AND NEW.conversation_id IS NOT NULL
BEGIN ${facts('c.id = NEW.conversation_id')} END;
CREATE TRIGGER fact_text_moved AFTER UPDATE OF state, provider_id ON message
WHEN NEW.direction = 'out' AND NEW.kind IN ('initial', 'reply') AND NEW.automatic IS NULL
  AND NEW.conversation_id IS NOT NULL
  AND ((NEW.state <> OLD.state AND (${left('NEW.state')} OR ${left('OLD.state')}))
    OR (NEW.state = 'failed' AND (NEW.provider_id IS NULL) <> (OLD.provider_id IS NULL)))
BEGIN ${facts('c.id = NEW.conversation_id')} END;
-- A union fills in later what a text refers to, where that came after it, and may learn of another attempt.
CREATE TRIGGER fact_text_placed AFTER UPDATE OF conversation_id, author_id, sender_number_id, claimed_at ON message
WHEN ${differ('conversation_id', 'author_id', 'sender_number_id')}
  OR (NEW.state = OLD.state AND ${left('NEW.state')} AND OLD.claimed_at IS NOT NEW.claimed_at)
BEGIN ${facts('c.id IN (OLD.conversation_id, NEW.conversation_id)')} ${refusals('c.id IN (OLD.conversation_id, NEW.conversation_id)')} END;
CREATE TRIGGER fact_text_gone AFTER DELETE ON message WHEN OLD.conversation_id IS NOT NULL
BEGIN ${facts('c.id = OLD.conversation_id')} ${refusals('c.id = OLD.conversation_id')} END;
CREATE TRIGGER fact_refused AFTER INSERT ON message
WHEN ${refused('NEW')} OR (NEW.soft_refusal IS NOT NULL AND NEW.conversation_id IS NOT NULL)
BEGIN ${refusals('c.id = NEW.conversation_id')} END;
CREATE TRIGGER fact_refused_anew AFTER UPDATE OF state, error_code, soft_refusal ON message
WHEN NEW.conversation_id IS NOT NULL AND (NEW.soft_refusal IS NOT OLD.soft_refusal
  OR ${refused('NEW')} <> ${refused('OLD')} OR (${refused('NEW')} AND NEW.error_code <> OLD.error_code))
BEGIN ${refusals('c.id = NEW.conversation_id')} END;
CREATE TRIGGER fact_reply AFTER INSERT ON message WHEN NEW.kind = 'inbound' AND NEW.conversation_id IS NOT NULL
BEGIN
  INSERT INTO conversation_fact (conversation_id, campaign_id, replied_at)
  SELECT c.id, c.campaign_id, NEW.at FROM conversation c JOIN campaign k ON k.id = c.campaign_id AND k.is_test = 0
    WHERE c.id = NEW.conversation_id
  ON CONFLICT (conversation_id) DO UPDATE SET replied_at = excluded.replied_at
    WHERE replied_at IS NULL OR replied_at > excluded.replied_at;
END;
CREATE TRIGGER fact_opt_out AFTER INSERT ON opt_out WHEN NEW.conversation_id IS NOT NULL
BEGIN ${facts('c.id = NEW.conversation_id')} END;
CREATE TRIGGER fact_opt_out_changed AFTER UPDATE OF reversed, conversation_id, message_id ON opt_out
WHEN ${differ('reversed', 'conversation_id', 'message_id')}
BEGIN ${facts('c.id IN (OLD.conversation_id, NEW.conversation_id)')} END;

-- One row for each campaign and connection: the texts that the provider took, and their billed parts. A
-- projection of message, kept by the triggers below, so that no cost is added up over all texts.
CREATE TABLE sent_parts (
  campaign_id TEXT NOT NULL,
  connection_id TEXT NOT NULL,
  texts INTEGER NOT NULL,
  -- Without those of texts with a picture.
  parts INTEGER NOT NULL,
  pictures INTEGER NOT NULL,
  PRIMARY KEY (campaign_id, connection_id)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER parts_sent AFTER INSERT ON message WHEN ${taken('NEW')}
BEGIN ${countIn} END;
CREATE TRIGGER parts_changed AFTER UPDATE OF state, segments, provider_id, connection_id, conversation_id ON message
WHEN ${taken('NEW')} <> ${taken('OLD')} OR (${taken('NEW')} AND (NEW.segments IS NOT OLD.segments
  OR NEW.connection_id <> OLD.connection_id OR NEW.conversation_id <> OLD.conversation_id))
BEGIN ${countOut} ${countIn} END;
CREATE TRIGGER parts_gone AFTER DELETE ON message WHEN ${taken('OLD')}
BEGIN ${countOut} END;
`;

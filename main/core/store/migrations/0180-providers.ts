/**
 * What providers tell beyond a text's state: the address at which they last called, a sender number that they refuse, whether a first
 * text may have left, and texts that Heed answered by itself.
 *
 * `message_initial` counts a first text that the provider surely did not take (failed without an id there) no longer, so that it can be
 * sent again; the figures prefer a text that may have left before one that did not. Texts of `automatic` (a request for help and its
 * answer) are neither a campaign's first text nor a reply that ends a reminder.
 */

const LEFT = "('sent', 'delivered', 'failed', 'unknown')";

const facts = (where: string) => `
INSERT INTO conversation_fact (conversation_id, campaign_id, texted_at, text_state, texted_by, sender_number_id, replied_at,
  opt_out_at, opt_out_cause, enforced_after)
SELECT c.id, c.campaign_id, coalesce(m.claimed_at, m.at), m.state, m.author_id, m.sender_number_id,
  (SELECT min(r.at) FROM message r WHERE r.conversation_id = c.id AND r.kind = 'inbound'), o.at, o.cause,
  CASE WHEN o.message_id IS NOT NULL AND o.cause NOT IN ('provider-refused', 'carrier-refused', 'import')
    THEN max(0, o.at - o.said_at) END
FROM conversation c
LEFT JOIN message m ON m.id = (SELECT f.id FROM message f WHERE f.conversation_id = c.id AND f.direction = 'out'
  AND f.kind IN ('initial', 'reply') AND f.automatic IS NULL AND f.state IN ${LEFT}
  ORDER BY f.state = 'failed' AND f.provider_id IS NULL, coalesce(f.claimed_at, f.at), f.id LIMIT 1)
LEFT JOIN opt_out o ON o.id = (SELECT p.id FROM opt_out p WHERE p.conversation_id = c.id AND p.reversed = 0
  ORDER BY p.at, p.id LIMIT 1)
WHERE ${where}
ON CONFLICT (conversation_id) DO UPDATE SET texted_at = excluded.texted_at, text_state = excluded.text_state,
  texted_by = excluded.texted_by, sender_number_id = excluded.sender_number_id, replied_at = excluded.replied_at,
  opt_out_at = excluded.opt_out_at, opt_out_cause = excluded.opt_out_cause, enforced_after = excluded.enforced_after;`;

export const providers = {
  version: 180,
  name: 'providers',
  sql: `
-- Base address of the webhook port when the provider last called or the connection was last tested.
ALTER TABLE connection ADD COLUMN webhook_base TEXT;
-- A provider refuses texts from this number; null: it does not. Cleared by hand or by a test of the connection.
ALTER TABLE sender_number ADD COLUMN stopped_at INTEGER;
ALTER TABLE sender_number ADD COLUMN stopped_detail TEXT NOT NULL DEFAULT '';
-- 'help': the contact asked who writes, or this is the answer that Heed gave by itself.
ALTER TABLE message ADD COLUMN automatic TEXT;
-- Texts that left before this do not count towards the next pause for filtering.
ALTER TABLE campaign ADD COLUMN faults_from INTEGER NOT NULL DEFAULT 0;

DROP INDEX message_initial;
CREATE UNIQUE INDEX message_initial ON message (conversation_id)
  WHERE kind = 'initial' AND state NOT IN ('prevented', 'cancelled') AND (state <> 'failed' OR provider_id IS NOT NULL);

DROP TRIGGER fact_text_left;
CREATE TRIGGER fact_text_left AFTER INSERT ON message
WHEN NEW.direction = 'out' AND NEW.kind IN ('initial', 'reply') AND NEW.automatic IS NULL AND NEW.state IN ${LEFT}
  AND NEW.conversation_id IS NOT NULL
BEGIN ${facts('c.id = NEW.conversation_id')} END;
DROP TRIGGER fact_text_moved;
CREATE TRIGGER fact_text_moved AFTER UPDATE OF state ON message
WHEN NEW.direction = 'out' AND NEW.kind IN ('initial', 'reply') AND NEW.automatic IS NULL AND NEW.state <> OLD.state
  AND (NEW.state IN ${LEFT} OR OLD.state IN ${LEFT}) AND NEW.conversation_id IS NOT NULL
BEGIN ${facts('c.id = NEW.conversation_id')} END;
DROP TRIGGER fact_text_gone;
CREATE TRIGGER fact_text_gone AFTER DELETE ON message WHEN OLD.conversation_id IS NOT NULL
BEGIN ${facts('c.id = OLD.conversation_id')} END;
DROP TRIGGER fact_opt_out;
CREATE TRIGGER fact_opt_out AFTER INSERT ON opt_out WHEN NEW.conversation_id IS NOT NULL
BEGIN ${facts('c.id = NEW.conversation_id')} END;
DROP TRIGGER fact_opt_out_changed;
CREATE TRIGGER fact_opt_out_changed AFTER UPDATE OF reversed, conversation_id ON opt_out
WHEN NEW.reversed <> OLD.reversed OR NEW.conversation_id IS NOT OLD.conversation_id
BEGIN ${facts('c.id IN (OLD.conversation_id, NEW.conversation_id)')} END;

DROP TRIGGER follow_up_answered;
CREATE TRIGGER follow_up_answered AFTER INSERT ON message WHEN NEW.kind IN ('initial', 'reply') AND NEW.automatic IS NULL
BEGIN DELETE FROM follow_up WHERE conversation_id = NEW.conversation_id AND back_at IS NOT NULL; END;
`,
} as const;

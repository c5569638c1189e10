import { DIGITS } from '../../base/ordered.ts';
import { oneOf } from './oneOf.ts';

/**
 * The texter to whom an opt-out counts in the review: who made it by hand, else whose conversation it is.
 * `item` is the review_item's opt_out_id.
 */
const place = (item: string) => `
UPDATE review_item SET
  campaign_id = (SELECT c.campaign_id FROM opt_out o JOIN conversation c ON c.id = o.conversation_id WHERE o.id = ${item}),
  texter_id = (SELECT coalesce(o.actor_id, c.texter_id) FROM opt_out o JOIN conversation c ON c.id = o.conversation_id
    WHERE o.id = ${item})`;

/** The last four digits of an id as one number. */
const ENDING = [1, 2, 3, 4]
  .map((digit) => `(instr('${DIGITS}', substr(opt_out_id, -${digit}, 1)) - 1) * ${64 ** (digit - 1)}`)
  .join(' + ');

/** Supervisors’ review of opt-outs. */
export const review = `
-- One row for each opt-out that stands in a conversation: imports have no thread to read.
CREATE TABLE review_item (
  opt_out_id TEXT PRIMARY KEY REFERENCES opt_out (id),
  subject TEXT NOT NULL,
  automatic INTEGER NOT NULL,
  -- Signs of risk, as bits.
  reasons INTEGER NOT NULL,
  at INTEGER NOT NULL,
  state TEXT NOT NULL CHECK ${oneOf('state', ['open', 'upheld', 'mistaken', 'escalate', 'reversed'])},
  reviewed_at INTEGER,
  risk INTEGER NOT NULL GENERATED ALWAYS AS ((reasons & 1) * 40 + ((reasons >> 1) & 1) * 15 + ((reasons >> 2) & 1) * 20
    + ((reasons >> 3) & 1) * 30 + ((reasons >> 4) & 1) * 25 + ((reasons >> 5) & 1) * 10 + ((reasons >> 6) & 1) * 5) STORED,
  -- Spreads ids evenly over 0..99, so that a sample of n % is bucket < n, stays the same for ever, and a
  -- larger one contains it.
  bucket INTEGER NOT NULL GENERATED ALWAYS AS (((((${ENDING}) * 2654435761) & 4294967295) >> 12) % 100) STORED,
  -- Projections of conversation and opt_out, kept by the triggers below, so that a narrowed list walks an
  -- index in its own order, as the whole one does.
  campaign_id TEXT,
  texter_id TEXT
) STRICT;
-- The queue by risk and by time, and what was done: all, in a campaign, of a texter.
CREATE INDEX review_item_risk ON review_item (risk DESC, at DESC, opt_out_id DESC) WHERE state = 'open';
CREATE INDEX review_item_recent ON review_item (at DESC, opt_out_id DESC) WHERE state = 'open';
CREATE INDEX review_item_done ON review_item (reviewed_at DESC, opt_out_id DESC) WHERE reviewed_at IS NOT NULL;
CREATE INDEX review_item_campaign_risk ON review_item (campaign_id, risk DESC, at DESC, opt_out_id DESC) WHERE state = 'open';
CREATE INDEX review_item_campaign_recent ON review_item (campaign_id, at DESC, opt_out_id DESC) WHERE state = 'open';
CREATE INDEX review_item_campaign_done ON review_item (campaign_id, reviewed_at DESC, opt_out_id DESC)
  WHERE reviewed_at IS NOT NULL;
CREATE INDEX review_item_texter_risk ON review_item (texter_id, risk DESC, at DESC, opt_out_id DESC) WHERE state = 'open';
CREATE INDEX review_item_texter_recent ON review_item (texter_id, at DESC, opt_out_id DESC) WHERE state = 'open';
CREATE INDEX review_item_texter_done ON review_item (texter_id, reviewed_at DESC, opt_out_id DESC)
  WHERE reviewed_at IS NOT NULL;
-- Opt-outs by hand are reviewed apart.
CREATE INDEX review_item_manual ON review_item (opt_out_id) WHERE automatic = 0;
-- An opt-in settles all items of a number.
CREATE INDEX review_item_subject ON review_item (subject);

-- Where an item belongs, when it is queued and when its conversation is given to somebody else.
CREATE TRIGGER review_item_placed AFTER INSERT ON review_item
BEGIN ${place('NEW.opt_out_id')} WHERE opt_out_id = NEW.opt_out_id; END;
CREATE TRIGGER review_item_moved AFTER UPDATE OF texter_id ON conversation WHEN NEW.texter_id IS NOT OLD.texter_id
BEGIN ${place('review_item.opt_out_id')}
  WHERE opt_out_id IN (SELECT o.id FROM opt_out o WHERE o.conversation_id = NEW.id); END;

-- One row for each verdict on an opt-out or on an action; the latest that was not taken back counts.
CREATE TABLE review (
  id TEXT PRIMARY KEY,
  opt_out_id TEXT REFERENCES opt_out (id),
  action_id TEXT,
  verdict TEXT NOT NULL CHECK (verdict IN ('upheld', 'mistaken', 'escalate')),
  note TEXT NOT NULL DEFAULT '',
  account_id TEXT NOT NULL REFERENCES account (id),
  at INTEGER NOT NULL,
  -- Taken back: when and by whom. The verdict stays as history.
  undone_at INTEGER,
  undone_by TEXT REFERENCES account (id),
  CHECK ((opt_out_id IS NULL) <> (action_id IS NULL))
) STRICT;
-- By day, for reports.
CREATE INDEX review_recent ON review (at);
-- The verdicts on one opt-out, and on one action.
CREATE INDEX review_opt_out ON review (opt_out_id, at) WHERE opt_out_id IS NOT NULL;
CREATE INDEX review_action ON review (action_id, at) WHERE action_id IS NOT NULL;
`;

/** Whose an opt-out is: who made it by hand, else whose conversation it is. `item` is the review_item's opt_out_id. */
const place = (item: string) => `
UPDATE review_item SET
  campaign_id = (SELECT c.campaign_id FROM opt_out o JOIN conversation c ON c.id = o.conversation_id WHERE o.id = ${item}),
  texter_id = (SELECT coalesce(o.actor_id, c.texter_id) FROM opt_out o JOIN conversation c ON c.id = o.conversation_id
    WHERE o.id = ${item})`;

/**
 * The queue of opt-outs to review, narrowed to a campaign or a texter: both stand in the item itself, so that a narrowed list walks an
 * index in its own order, as the whole one does. Triggers keep them, in the transaction that queues an item or gives a conversation
 * to somebody else.
 */
export const reviewFilters = {
  version: 95,
  name: 'review-filters',
  sql: `
ALTER TABLE review_item ADD COLUMN campaign_id TEXT;
ALTER TABLE review_item ADD COLUMN texter_id TEXT;
${place('review_item.opt_out_id')};
CREATE INDEX review_item_campaign_risk ON review_item (campaign_id, risk DESC, at DESC, opt_out_id DESC) WHERE state = 'open';
CREATE INDEX review_item_campaign_recent ON review_item (campaign_id, at DESC, opt_out_id DESC) WHERE state = 'open';
CREATE INDEX review_item_campaign_done ON review_item (campaign_id, reviewed_at DESC, opt_out_id DESC)
  WHERE reviewed_at IS NOT NULL;
CREATE INDEX review_item_texter_risk ON review_item (texter_id, risk DESC, at DESC, opt_out_id DESC) WHERE state = 'open';
CREATE INDEX review_item_texter_recent ON review_item (texter_id, at DESC, opt_out_id DESC) WHERE state = 'open';
CREATE INDEX review_item_texter_done ON review_item (texter_id, reviewed_at DESC, opt_out_id DESC)
  WHERE reviewed_at IS NOT NULL;

CREATE TRIGGER review_item_placed AFTER INSERT ON review_item
BEGIN ${place('NEW.opt_out_id')} WHERE opt_out_id = NEW.opt_out_id; END;
CREATE TRIGGER review_item_moved AFTER UPDATE OF texter_id ON conversation WHEN NEW.texter_id IS NOT OLD.texter_id
BEGIN ${place('review_item.opt_out_id')}
  WHERE opt_out_id IN (SELECT o.id FROM opt_out o WHERE o.conversation_id = NEW.id); END;
`,
} as const;

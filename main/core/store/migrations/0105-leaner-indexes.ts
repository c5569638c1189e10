/**
 * Fewer and narrower indexes over conversations, since an import writes every one of them for every contact.
 *
 * Names and numbers stand in the index of the keyed hash, and need no order of their own: a search for a part of one reads them all in any case.
 * The two indexes of texters leave out who has none yet: nobody asks them for these, and sharing out would only take them out again. Those
 * stand in `conversation_unassigned`, by which they are counted and shared out.
 */
export const leanerIndexes = {
  version: 105,
  name: 'leaner-indexes',
  sql: `
DROP INDEX conversation_name;
DROP INDEX conversation_subject;
CREATE INDEX conversation_subject ON conversation (subject, first_name, last_name, number);
DROP INDEX conversation_texter;
CREATE INDEX conversation_texter ON conversation (texter_id, state, sort_at DESC, id DESC)
  WHERE opt_state <> 'automatic' AND texter_id IS NOT NULL;
DROP INDEX conversation_texter_campaign;
-- This one and the next hold all that their conditions ask for: SQLite would look it up in each row that is counted.
CREATE INDEX conversation_texter_campaign ON conversation (texter_id, campaign_id, state, sort_at DESC, id DESC, opt_state)
  WHERE opt_state <> 'automatic' AND texter_id IS NOT NULL;
CREATE INDEX conversation_unassigned ON conversation (campaign_id, texter_id, state, opt_state)
  WHERE texter_id IS NULL AND state = 'to-send' AND opt_state <> 'automatic';
`,
} as const;

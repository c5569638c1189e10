/**
 * A reply that is unwilling without a request to stop keeps what it may mean (`not-interested`, `source`, `cost`, `annoyed`), noted when it
 * came: the thread shows it, and the figures count it without reading every text again. Replies from before this are not read anew.
 */
export const softRefusals = {
  version: 150,
  name: 'soft-refusals',
  sql: `
ALTER TABLE message ADD COLUMN soft_refusal TEXT;
CREATE INDEX message_soft_refusal ON message (conversation_id, soft_refusal) WHERE soft_refusal IS NOT NULL AND conversation_id IS NOT NULL;
`,
} as const;

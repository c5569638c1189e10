/**
 * The index of texts that failed held only those that a provider refused with a code. A text of which a person
 * said "not sent" has none, and is looked for in the same lists.
 */
export const failedTexts = {
  version: 220,
  name: 'failed-texts',
  sql: `
DROP INDEX message_refused;
CREATE INDEX message_refused ON message (error_code, conversation_id, state)
  WHERE state = 'failed' AND conversation_id IS NOT NULL;
`,
} as const;

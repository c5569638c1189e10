/**
 * Closing a conversation as a wrong number once ended its hold although a task still asked a person whether they want to stop. Whoever has
 * such a task is left alone again, since it was opened.
 */
export const holdsAgain = {
  version: 120,
  name: 'holds-again',
  sql: `
UPDATE conversation SET hold_at =
    (SELECT min(opened_at) FROM action WHERE conversation_id = conversation.id AND state = 'open' AND holds = 1)
  WHERE hold_at IS NULL AND opt_state = 'none' AND number IS NOT NULL
    AND id IN (SELECT conversation_id FROM action WHERE state = 'open' AND holds = 1);
`,
} as const;

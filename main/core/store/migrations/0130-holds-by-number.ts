/**
 * A hold belongs to the number: its open task holds it in every campaign, and `conversation.hold_at` only shows that. A task keeps the
 * number that it is about where neither a conversation nor a text has it. Conversations that were on hold without a task get one.
 */
export const holdsByNumber = {
  version: 130,
  name: 'holds-by-number',
  sql: `
ALTER TABLE action ADD COLUMN number TEXT;

INSERT INTO action (id, kind, subject, conversation_id, rule, holds, opened_at, due_at, state, rev)
  SELECT lower(substr(h, 1, 8) || '-' || substr(h, 9, 4) || '-7' || substr(h, 14, 3) || '-8' || substr(h, 18, 3) || '-' || substr(h, 21)),
    'likely-opt-out', subject, id, 'on-hold', 1, hold_at, hold_at + 14 * 86400000, 'open', rev
  FROM (SELECT c.id, c.subject, c.hold_at, c.rev, hex(randomblob(16)) AS h FROM conversation c
    WHERE c.hold_at IS NOT NULL AND c.opt_state = 'none' AND c.number IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM action a WHERE a.subject = c.subject AND a.state = 'open' AND a.holds = 1));

UPDATE conversation SET hold_at =
    (SELECT min(a.opened_at) FROM action a WHERE a.subject = conversation.subject AND a.state = 'open' AND a.holds = 1)
  WHERE opt_state = 'none' AND number IS NOT NULL
    AND subject IN (SELECT subject FROM action WHERE state = 'open' AND holds = 1);
`,
} as const;

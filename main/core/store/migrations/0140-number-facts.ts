const uuid = (hex: string) =>
  `lower(substr(${hex}, 1, 8) || '-' || substr(${hex}, 9, 4) || '-7' || substr(${hex}, 14, 3) || '-8' || substr(${hex}, 18, 3)
     || '-' || substr(${hex}, 21))`;

/**
 * What was learned of a number, by its keyed hash: wrong for a name, dead, a landline, unreachable. `names`: keyed hashes of the words of
 * the name for which it is wrong; null for facts from before this step, whose conversation has the name. What providers had called
 * invalid, and what was closed as a wrong number, becomes a fact.
 */
export const numberFacts = {
  version: 140,
  name: 'number-facts',
  sql: `
CREATE TABLE number_fact (
  id TEXT PRIMARY KEY,
  subject TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('wrong-number', 'dead', 'landline', 'unreachable')),
  names TEXT,
  provider TEXT NOT NULL DEFAULT '',
  code TEXT NOT NULL DEFAULT '',
  conversation_id TEXT REFERENCES conversation (id),
  message_id TEXT REFERENCES message (id),
  actor_id TEXT REFERENCES account (id),
  at INTEGER NOT NULL,
  ended_at INTEGER,
  ended_by TEXT REFERENCES account (id),
  ended_why TEXT NOT NULL DEFAULT '',
  rev TEXT NOT NULL
) STRICT;
CREATE INDEX number_fact_in_force ON number_fact (subject, kind) WHERE ended_at IS NULL;
CREATE INDEX number_fact_subject ON number_fact (subject, at);
-- For the foreign keys: without them, each contact that a cancelled import takes back, and each text, costs a scan of all facts.
CREATE INDEX number_fact_conversation ON number_fact (conversation_id) WHERE conversation_id IS NOT NULL;
CREATE INDEX number_fact_message ON number_fact (message_id) WHERE message_id IS NOT NULL;

INSERT INTO number_fact (id, subject, kind, names, provider, code, message_id, at, rev)
  SELECT ${uuid('h')}, s.subject, 'dead', '', coalesce(n.provider, ''), coalesce(m.error_code, ''), m.id,
    coalesce(m.settled_at, m.at, s.made), s.rev
  FROM (SELECT subject, max(created_at) AS made, max(rev) AS rev, hex(randomblob(16)) AS h,
      (SELECT a.message_id FROM action a WHERE a.subject = conversation.subject AND a.kind = 'provider-refused'
        AND a.rule = 'invalid-number' ORDER BY a.opened_at DESC LIMIT 1) AS message_id
    FROM conversation WHERE number_invalid = 1 GROUP BY subject) s
  LEFT JOIN message m ON m.id = s.message_id LEFT JOIN connection n ON n.id = m.connection_id;

INSERT INTO number_fact (id, subject, kind, names, conversation_id, at, rev)
  SELECT ${uuid('h')}, subject, 'wrong-number', NULL, id, sort_at, rev
  FROM (SELECT id, subject, sort_at, rev, hex(randomblob(16)) AS h FROM conversation
    WHERE state = 'closed' AND outcome = 'wrong-number' AND number IS NOT NULL);

ALTER TABLE conversation DROP COLUMN number_invalid;
`,
} as const;

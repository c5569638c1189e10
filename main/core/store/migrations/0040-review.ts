/** The opt-outs that are there already, with the signs of `main/core/tasks/reviewItem.ts` as they were when this step was written. */
const ITEMS = `SELECT o.id, o.subject, o.automatic,
    (CASE WHEN o.automatic = 1 AND o.cause = 'review' THEN 1 ELSE 0 END)
    + (CASE WHEN o.automatic = 1 AND o.cause IN ('provider-signal', 'provider-refused', 'carrier-refused') THEN 2 ELSE 0 END)
    + (CASE WHEN o.automatic = 1 AND o.cause = 'auto-keyword' AND lower(trim(o.matched, ' .,!?')) NOT IN ('stop', 'stopall', 'unsubscribe', 'cancel', 'end', 'quit',
      'revoke', 'optout') THEN 4 ELSE 0 END)
    + (CASE WHEN o.automatic = 0 AND o.rule <> 'action' AND NOT EXISTS (SELECT 1 FROM action x
        WHERE x.conversation_id = o.conversation_id AND x.kind IN ('opt-out-by-hand', 'likely-opt-out')) THEN 8 ELSE 0 END)
    + (CASE WHEN o.automatic = 0 AND o.message_id IS NULL THEN 32 ELSE 0 END)
    + (CASE WHEN o.automatic = 0 AND o.rule = 'action' THEN 64 ELSE 0 END),
    o.at, CASE WHEN o.reversed = 1 THEN 'reversed' ELSE 'open' END
  FROM opt_out o WHERE o.conversation_id IS NOT NULL`;

/**
 * Review: one item an opt-out that stands in a conversation (imports have no thread to read), with signs of risk as bits; verdicts, of
 * which the latest counts; and questions to supervisors, for which the action table is rebuilt: SQLite cannot widen a CHECK in place.
 * `bucket` spreads ids evenly over 0..99, so a sample of n % is `bucket < n`, stays the same for ever, and a larger one contains it.
 * Nothing refers to `action`: a table with children cannot be rebuilt in a transaction.
 */
export const review = {
  version: 40,
  name: 'review',
  sql: `
CREATE TABLE action_next (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('opt-out-by-hand', 'likely-opt-out', 'asked-to-resume', 'wrong-number',
    'send-outcome-unknown', 'provider-refused', 'review-mistaken', 'escalated')),
  subject TEXT NOT NULL,
  conversation_id TEXT REFERENCES conversation (id),
  message_id TEXT REFERENCES message (id),
  rule TEXT NOT NULL DEFAULT '',
  matched TEXT NOT NULL DEFAULT '',
  detail TEXT NOT NULL DEFAULT '',
  holds INTEGER NOT NULL DEFAULT 0,
  opened_at INTEGER NOT NULL,
  due_at INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'done')),
  resolution TEXT,
  resolved_by TEXT REFERENCES account (id),
  resolved_at INTEGER,
  assigned_to TEXT REFERENCES account (id),
  rev TEXT NOT NULL,
  opened_by TEXT REFERENCES account (id),
  answer TEXT NOT NULL DEFAULT ''
) STRICT;
INSERT INTO action_next (id, kind, subject, conversation_id, message_id, rule, matched, detail, holds, opened_at, due_at, state,
    resolution, resolved_by, resolved_at, assigned_to, rev)
  SELECT id, kind, subject, conversation_id, message_id, rule, matched, detail, holds, opened_at, due_at, state, resolution,
    resolved_by, resolved_at, assigned_to, rev FROM action;
DROP TABLE action;
ALTER TABLE action_next RENAME TO action;
CREATE INDEX action_open ON action (due_at, id) WHERE state = 'open';
CREATE INDEX action_subject ON action (subject, state);
CREATE INDEX action_conversation ON action (conversation_id, state);
CREATE INDEX action_asked_to_stop ON action (opened_at DESC, id DESC)
  WHERE kind IN ('opt-out-by-hand', 'likely-opt-out');

CREATE TABLE review_item (
  opt_out_id TEXT PRIMARY KEY REFERENCES opt_out (id),
  subject TEXT NOT NULL,
  automatic INTEGER NOT NULL,
  reasons INTEGER NOT NULL,
  at INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'upheld', 'mistaken', 'escalate', 'reversed')),
  reviewed_at INTEGER,
  risk INTEGER NOT NULL GENERATED ALWAYS AS ((reasons & 1) * 40 + ((reasons >> 1) & 1) * 15 + ((reasons >> 2) & 1) * 20
    + ((reasons >> 3) & 1) * 30 + ((reasons >> 4) & 1) * 25 + ((reasons >> 5) & 1) * 10 + ((reasons >> 6) & 1) * 5) STORED,
  bucket INTEGER NOT NULL GENERATED ALWAYS AS (((((
    (instr('0123456789abcdef', substr(opt_out_id, -1, 1)) - 1) + (instr('0123456789abcdef', substr(opt_out_id, -2, 1)) - 1) * 16
    + (instr('0123456789abcdef', substr(opt_out_id, -3, 1)) - 1) * 256
    + (instr('0123456789abcdef', substr(opt_out_id, -4, 1)) - 1) * 4096
    + (instr('0123456789abcdef', substr(opt_out_id, -5, 1)) - 1) * 65536) * 2654435761) & 4294967295) >> 12) % 100) STORED
) STRICT;
CREATE INDEX review_item_risk ON review_item (risk DESC, at DESC, opt_out_id DESC) WHERE state = 'open';
CREATE INDEX review_item_recent ON review_item (at DESC, opt_out_id DESC) WHERE state = 'open';
CREATE INDEX review_item_done ON review_item (reviewed_at DESC, opt_out_id DESC) WHERE reviewed_at IS NOT NULL;
CREATE INDEX review_item_manual ON review_item (opt_out_id) WHERE automatic = 0;
CREATE INDEX review_item_subject ON review_item (subject);
INSERT INTO review_item (opt_out_id, subject, automatic, reasons, at, state) ${ITEMS};

CREATE TABLE review (
  id TEXT PRIMARY KEY,
  opt_out_id TEXT REFERENCES opt_out (id),
  action_id TEXT,
  verdict TEXT NOT NULL CHECK (verdict IN ('upheld', 'mistaken', 'escalate')),
  note TEXT NOT NULL DEFAULT '',
  account_id TEXT NOT NULL REFERENCES account (id),
  at INTEGER NOT NULL,
  CHECK ((opt_out_id IS NULL) <> (action_id IS NULL))
) STRICT;
CREATE INDEX review_opt_out ON review (opt_out_id, at) WHERE opt_out_id IS NOT NULL;
CREATE INDEX review_action ON review (action_id, at) WHERE action_id IS NOT NULL;
`,
} as const;

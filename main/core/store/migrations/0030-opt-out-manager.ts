/**
 * The Opt Out Manager: saved filters, and the ways through opt-outs and reversals that its list takes. A reversal that belongs to
 * the undoing of a whole import names its job.
 */
export const optOutManager = {
  version: 30,
  name: 'opt-out-manager',
  sql: `
CREATE TABLE saved_filter (
  id TEXT PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES account (id),
  name TEXT NOT NULL COLLATE NOCASE,
  filter TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  rev TEXT NOT NULL,
  UNIQUE (account_id, name)
) STRICT;

ALTER TABLE job ADD COLUMN reason TEXT NOT NULL DEFAULT '';
-- For the undoing of an import: which one.
ALTER TABLE job ADD COLUMN undoes TEXT REFERENCES job (id);
CREATE INDEX job_kind ON job (kind, created_at DESC, id DESC);
CREATE INDEX job_undoes ON job (undoes) WHERE undoes IS NOT NULL;

CREATE INDEX opt_out_cause ON opt_out (cause, at DESC, id DESC);
CREATE INDEX opt_out_reversed_recent ON opt_out (at DESC, id DESC) WHERE reversed = 1;
-- Imported lists have no conversation: a filter by campaign need not look at them.
CREATE INDEX opt_out_told ON opt_out (at DESC, id DESC, conversation_id) WHERE conversation_id IS NOT NULL;
CREATE INDEX opt_out_import ON opt_out (import_id, at DESC, id DESC, reversed) WHERE import_id IS NOT NULL;
CREATE INDEX reversal_recent ON reversal (at DESC, id DESC);
CREATE INDEX reversal_of_reversal ON reversal_of (reversal_id);
-- Holds all that a search for a name needs.
CREATE INDEX conversation_name ON conversation (first_name, last_name, subject);
`,
} as const;

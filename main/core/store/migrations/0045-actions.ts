/** Lists of actions by kind and by person in order of urgency; and how far each account has come in the demo's tour. */
export const actions = {
  version: 45,
  name: 'actions',
  sql: `
CREATE INDEX action_kind_due ON action (kind, due_at, id) WHERE state = 'open';
CREATE INDEX action_assigned_due ON action (assigned_to, due_at, id) WHERE state = 'open' AND assigned_to IS NOT NULL;

CREATE TABLE tour (
  account_id TEXT PRIMARY KEY REFERENCES account (id),
  step INTEGER NOT NULL,
  done INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
`,
} as const;

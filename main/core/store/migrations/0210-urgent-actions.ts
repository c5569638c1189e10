/**
 * Actions in the order of how much they matter: a plain STOP that waits for a person first, then whatever reads like one, then the rest;
 * within each the soonest due. The expression is `URGENCY` of queries/urgency.ts, so that SQLite finds these indexes by it.
 */
export const urgentActions = {
  version: 210,
  name: 'urgent-actions',
  sql: `
CREATE INDEX action_urgent ON action ((CASE
  WHEN kind = 'opt-out-by-hand' THEN 0
  WHEN kind = 'likely-opt-out' AND (rule GLOB 'keyword*' OR rule GLOB 'provider-signal*') THEN 0
  WHEN kind = 'likely-opt-out' THEN 1 ELSE 2 END), due_at, id) WHERE state = 'open';
DROP INDEX action_kind_due;
CREATE INDEX action_kind_due ON action (kind, (CASE
  WHEN kind = 'opt-out-by-hand' THEN 0
  WHEN kind = 'likely-opt-out' AND (rule GLOB 'keyword*' OR rule GLOB 'provider-signal*') THEN 0
  WHEN kind = 'likely-opt-out' THEN 1 ELSE 2 END), due_at, id) WHERE state = 'open';
DROP INDEX action_assigned_due;
CREATE INDEX action_assigned_due ON action (assigned_to, (CASE
  WHEN kind = 'opt-out-by-hand' THEN 0
  WHEN kind = 'likely-opt-out' AND (rule GLOB 'keyword*' OR rule GLOB 'provider-signal*') THEN 0
  WHEN kind = 'likely-opt-out' THEN 1 ELSE 2 END), due_at, id) WHERE state = 'open' AND assigned_to IS NOT NULL;
`,
} as const;

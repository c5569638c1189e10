/**
 * API keys and outgoing webhooks. A key that is not a texter's acts through an account of its own (`api_key` = 1, which nobody can
 * sign in to), so that every act has a name. Deliveries hold no number: what is sent is read from the opt-out when it is sent, so
 * erasing a person reaches what still waits. `ledger_seq` is how far in the ledger an endpoint has been served.
 */
export const integrations = {
  version: 70,
  name: 'integrations',
  sql: `
ALTER TABLE account ADD COLUMN api_key INTEGER NOT NULL DEFAULT 0;

CREATE TABLE api_key (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('texter', 'supervisor', 'admin')),
  account_id TEXT NOT NULL REFERENCES account (id),
  token_hash TEXT NOT NULL UNIQUE,
  start TEXT NOT NULL,
  created_by TEXT REFERENCES account (id),
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  last_used_at INTEGER,
  revoked_at INTEGER,
  rev TEXT NOT NULL
) STRICT;

CREATE TABLE webhook_endpoint (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  url TEXT NOT NULL,
  events TEXT NOT NULL,
  private_allowed INTEGER NOT NULL DEFAULT 0,
  state TEXT NOT NULL DEFAULT 'on' CHECK (state IN ('on', 'off', 'paused')),
  detail TEXT NOT NULL DEFAULT '',
  failing_since INTEGER,
  last_delivered_at INTEGER,
  ledger_seq INTEGER NOT NULL,
  created_by TEXT REFERENCES account (id),
  created_at INTEGER NOT NULL,
  rev TEXT NOT NULL
) STRICT;

CREATE TABLE webhook_delivery (
  position INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  endpoint_id TEXT NOT NULL REFERENCES webhook_endpoint (id) ON DELETE CASCADE,
  event_id TEXT NOT NULL,
  type TEXT NOT NULL CHECK (type IN ('opt-out', 'opt-in', 'test')),
  fact_id TEXT NOT NULL,
  ledger_seq INTEGER,
  at INTEGER NOT NULL,
  state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'delivered', 'failed')),
  attempts INTEGER NOT NULL DEFAULT 0,
  last_status INTEGER,
  detail TEXT NOT NULL DEFAULT '',
  last_try_at INTEGER,
  next_try_at INTEGER NOT NULL,
  delivered_at INTEGER,
  rev TEXT NOT NULL
) STRICT;
CREATE INDEX webhook_delivery_waiting ON webhook_delivery (endpoint_id, position) WHERE state = 'waiting';
CREATE INDEX webhook_delivery_test ON webhook_delivery (endpoint_id, position) WHERE state = 'waiting' AND type = 'test';
CREATE INDEX webhook_delivery_recent ON webhook_delivery (endpoint_id, position DESC);
CREATE INDEX webhook_delivery_state ON webhook_delivery (endpoint_id, state, position DESC);
CREATE INDEX webhook_delivery_old ON webhook_delivery (last_try_at) WHERE state <> 'waiting';
`,
} as const;

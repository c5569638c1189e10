import { ConnectedSystem } from '../../../../shared/systems/systems.ts';
import { oneOf } from './oneOf.ts';

/** Outgoing webhooks. */
export const webhooksOut = `
-- One row for each address that an admin entered: of a program that takes our own notices, or of a system of
-- people, which is told in its own way. Its secret is behind the secret port.
CREATE TABLE webhook_endpoint (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  kind TEXT NOT NULL DEFAULT 'webhook' CHECK ${oneOf('kind', ['webhook', ...ConnectedSystem.options])},
  url TEXT NOT NULL,
  -- JSON.
  events TEXT NOT NULL,
  -- Of a system, as JSON: who calls, and which answer stands for which of its own.
  settings TEXT NOT NULL DEFAULT '{}',
  private_allowed INTEGER NOT NULL DEFAULT 0,
  state TEXT NOT NULL DEFAULT 'on' CHECK (state IN ('on', 'off', 'paused')),
  detail TEXT NOT NULL DEFAULT '',
  failing_since INTEGER,
  last_delivered_at INTEGER,
  -- When people were last taken from it.
  pulled_at INTEGER,
  -- Up to which entry of the ledger it was told.
  ledger_seq INTEGER NOT NULL,
  created_by TEXT REFERENCES account (id),
  created_at INTEGER NOT NULL,
  rev TEXT NOT NULL
) STRICT;

-- One row for each notice to an endpoint. It holds no number: the content is read when it is sent, so that
-- erasing a person reaches notices that still wait.
CREATE TABLE webhook_delivery (
  position INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  endpoint_id TEXT NOT NULL REFERENCES webhook_endpoint (id) ON DELETE CASCADE,
  event_id TEXT NOT NULL,
  type TEXT NOT NULL,
  fact_id TEXT NOT NULL,
  ledger_seq INTEGER,
  at INTEGER NOT NULL,
  state TEXT NOT NULL DEFAULT 'waiting' CHECK ${oneOf('state', ['waiting', 'delivered', 'failed'])},
  attempts INTEGER NOT NULL DEFAULT 0,
  last_status INTEGER,
  detail TEXT NOT NULL DEFAULT '',
  last_try_at INTEGER,
  next_try_at INTEGER NOT NULL,
  delivered_at INTEGER,
  rev TEXT NOT NULL
) STRICT;
-- For what goes out next to an endpoint.
CREATE INDEX webhook_delivery_waiting ON webhook_delivery (endpoint_id, position) WHERE state = 'waiting';
-- Tests, which go out before what waits.
CREATE INDEX webhook_delivery_test ON webhook_delivery (endpoint_id, position) WHERE state = 'waiting' AND type = 'test';
-- The list, newest first, and by state.
CREATE INDEX webhook_delivery_recent ON webhook_delivery (endpoint_id, position DESC);
CREATE INDEX webhook_delivery_state ON webhook_delivery (endpoint_id, state, position DESC);
-- For removing rows by age.
CREATE INDEX webhook_delivery_old ON webhook_delivery (last_try_at) WHERE state <> 'waiting';
`;

/** Access to providers and the numbers that texts are sent from. */
export const connections = `
-- One row for each connection to a provider. No credentials: they
-- are behind the secret port.
CREATE TABLE connection (
  id TEXT PRIMARY KEY,
  provider TEXT NOT NULL,
  profile TEXT NOT NULL,
  name TEXT NOT NULL,
  config TEXT NOT NULL,
  -- How far replies were polled, in the provider’s own form.
  cursor TEXT,
  -- Nothing is sent unless it is “ready”.
  state TEXT NOT NULL CHECK (state IN ('untested', 'waiting-test-reply', 'ready', 'stopped')),
  state_detail TEXT NOT NULL DEFAULT '',
  last_inbound_ok_at INTEGER,
  test_reply_at INTEGER,
  rev TEXT NOT NULL,
  -- Since when replies are listed that no webhook brought, and no webhook has come since; kept, so that a
  -- new run does not forget it.
  webhooks_missing_since INTEGER,
  -- Base address of the webhook port when the provider last called or the connection was last tested.
  webhook_base TEXT
) STRICT;

-- One row for each number of ours at a connection. A conversation keeps its number, so none is ever deleted.
CREATE TABLE sender_number (
  id TEXT PRIMARY KEY,
  connection_id TEXT NOT NULL REFERENCES connection (id),
  number TEXT NOT NULL UNIQUE,
  label TEXT NOT NULL DEFAULT '',
  -- 0: retired, nothing is sent from it any more.
  active INTEGER NOT NULL DEFAULT 1,
  rev TEXT NOT NULL,
  -- The provider refuses texts from this number since then; null: it does not. Cleared by hand or by a
  -- test.
  stopped_at INTEGER,
  stopped_detail TEXT NOT NULL DEFAULT ''
) STRICT;
-- For the foreign key and the page of connections.
CREATE INDEX sender_number_connection ON sender_number (connection_id);
`;

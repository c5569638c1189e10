/** How people come to an organisation: links to join, and who asked by one. */
export const invitations = `
-- One row for each link by which people join: one person's, or a campaign's for many.
CREATE TABLE invitation (
  id TEXT PRIMARY KEY,
  -- “person” or “campaign”.
  kind TEXT NOT NULL,
  -- SHA-256 of the token in the link, which is shown once.
  token_hash TEXT NOT NULL UNIQUE,
  role TEXT NOT NULL CHECK (role IN ('texter', 'supervisor', 'admin')),
  -- Who is meant, or where the link is given out; for admins alone.
  name TEXT NOT NULL,
  most_people INTEGER NOT NULL,
  -- 0: an admin says yes to each person first.
  at_once INTEGER NOT NULL CHECK (at_once IN (0, 1)),
  created_by TEXT NOT NULL REFERENCES account (id),
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  revoked_at INTEGER
) STRICT;
CREATE INDEX invitation_created ON invitation (created_at DESC, id DESC);

-- One row for each campaign in which whoever joins by the link will text.
CREATE TABLE invitation_campaign (
  invitation_id TEXT NOT NULL REFERENCES invitation (id) ON DELETE CASCADE,
  campaign_id TEXT NOT NULL REFERENCES campaign (id) ON DELETE CASCADE,
  PRIMARY KEY (invitation_id, campaign_id)
) STRICT, WITHOUT ROWID;
-- A draft that is deleted takes itself out of its invitations.
CREATE INDEX invitation_campaign_of ON invitation_campaign (campaign_id);

-- One row for each person who used a link: joined, waiting for an admin's yes, or refused.
CREATE TABLE join_request (
  id TEXT PRIMARY KEY,
  invitation_id TEXT NOT NULL REFERENCES invitation (id),
  -- SHA-256 of what the person's window asks with, whether there is an answer yet.
  token_hash TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  login TEXT NOT NULL COLLATE NOCASE,
  -- scrypt; empty once decided.
  password TEXT NOT NULL,
  state TEXT NOT NULL,
  asked_at INTEGER NOT NULL,
  decided_at INTEGER,
  account_id TEXT REFERENCES account (id)
) STRICT;
CREATE INDEX join_request_of ON join_request (invitation_id, state);
-- The queue of people who wait for a yes, oldest first.
CREATE INDEX join_request_waiting ON join_request (asked_at, id) WHERE state = 'waiting';
`;

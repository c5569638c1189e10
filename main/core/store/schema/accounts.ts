/** Accounts: passwords and second factors, sign-ins, and what belongs to one account alone. */
export const accounts = `
-- One row for each person with a login, or the account of an API key, so that every act has a name.
CREATE TABLE account (
  id TEXT PRIMARY KEY,
  login TEXT NOT NULL COLLATE NOCASE UNIQUE,
  name TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('texter', 'supervisor', 'admin')),
  -- scrypt with its parameters and salt.
  password TEXT NOT NULL,
  active INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  rev TEXT NOT NULL,
  -- The revision in which role and active were decided last. Between consoles both come from the later one,
  -- whatever else was changed since, such as the password.
  standing_rev TEXT NOT NULL DEFAULT '',
  -- 1: the account of an API key, to which nobody can sign in.
  api_key INTEGER NOT NULL DEFAULT 0,
  -- The password was given by somebody else: it holds until then, for one sign-in, and must be changed.
  -- Null: it is their own.
  one_time_until INTEGER,
  one_time_used INTEGER NOT NULL DEFAULT 0
) STRICT;

-- One row for each sign-in that has not ended.
CREATE TABLE session (
  -- SHA-256 of the token, which only the browser knows.
  token_hash TEXT PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES account (id),
  created_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  -- The sign-in looks as that texter does, and may change nothing meanwhile.
  viewing_as TEXT REFERENCES account (id),
  -- Of a sign-in at a desk: the network address that it was made from, and its browser and system in a few
  -- words. Null at the console.
  address TEXT,
  device TEXT,
  -- 1: it began with an invitation, so an admin may set up the second factor at a desk in it.
  joining INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- One row for each account that did something: when it last did. It outlives the sign-in.
CREATE TABLE presence (
  account_id TEXT PRIMARY KEY REFERENCES account (id),
  acted_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- One row for each login or door with wrong tries.
CREATE TABLE sign_in_try (
  -- Keyed hash of the login, also of one that does not exist, so that the rows do not tell which do.
  key TEXT PRIMARY KEY,
  count INTEGER NOT NULL,
  locked_until INTEGER NOT NULL,
  last_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
-- For removing rows by age.
CREATE INDEX sign_in_try_last ON sign_in_try (last_at);

-- One row for each account with a second factor; it counts once it is confirmed.
CREATE TABLE second_factor (
  account_id TEXT PRIMARY KEY REFERENCES account (id),
  secret TEXT NOT NULL,
  begun_at INTEGER NOT NULL,
  confirmed_at INTEGER,
  -- The latest time step whose code was used (RFC 6238, section 5.2).
  last_step INTEGER NOT NULL DEFAULT 0,
  rev TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- One row for each recovery code; each is used once.
CREATE TABLE recovery_code (
  account_id TEXT NOT NULL REFERENCES account (id),
  code_hash TEXT NOT NULL,
  used_at INTEGER,
  rev TEXT NOT NULL,
  PRIMARY KEY (account_id, code_hash)
) STRICT, WITHOUT ROWID;

-- One row for each key for the REST interface. A key that is no texter’s acts through an account of its own.
CREATE TABLE api_key (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('texter', 'supervisor', 'admin')),
  account_id TEXT NOT NULL REFERENCES account (id),
  token_hash TEXT NOT NULL UNIQUE,
  -- The first letters, which people see to tell keys apart.
  start TEXT NOT NULL,
  created_by TEXT REFERENCES account (id),
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  last_used_at INTEGER,
  revoked_at INTEGER,
  rev TEXT NOT NULL
) STRICT;

-- One row for each filter of a list that somebody saved, for themselves or for all admins and supervisors.
CREATE TABLE saved_view (
  id TEXT PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES account (id),
  -- “opt-outs” or “conversations”.
  list TEXT NOT NULL,
  name TEXT NOT NULL COLLATE NOCASE,
  filter TEXT NOT NULL,
  -- 1: all admins and supervisors see it.
  shared INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL,
  rev TEXT NOT NULL,
  UNIQUE (account_id, list, name)
) STRICT;

-- One row for each account: how far it is in the tour.
CREATE TABLE tour (
  account_id TEXT PRIMARY KEY REFERENCES account (id),
  step INTEGER NOT NULL,
  done INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
`;

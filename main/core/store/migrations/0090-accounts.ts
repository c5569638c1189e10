/**
 * Who may come in. Tries are counted by a keyed hash of the login or of the door, whether the login exists or not, so neither a restart
 * nor a look at the rows helps anybody (a password typed into the wrong field is not kept either). Counts kept in `account` until now
 * are given up: no lock lasts longer than a quarter of an hour. `one_time_until`: the password was given by an admin, holds until
 * then, for one sign-in, and must be changed. `viewing_as`: the sign-in looks as that texter does, and may change nothing meanwhile.
 * A second factor counts once it is confirmed; `last_step` is the latest time step whose code was used (RFC 6238, section 5.2).
 */
export const accounts = {
  version: 90,
  name: 'accounts',
  sql: `
ALTER TABLE account DROP COLUMN failed_count;
ALTER TABLE account DROP COLUMN locked_until;
ALTER TABLE account ADD COLUMN one_time_until INTEGER;
ALTER TABLE account ADD COLUMN one_time_used INTEGER NOT NULL DEFAULT 0;

ALTER TABLE session ADD COLUMN viewing_as TEXT REFERENCES account (id);

CREATE TABLE sign_in_try (
  key TEXT PRIMARY KEY,
  count INTEGER NOT NULL,
  locked_until INTEGER NOT NULL,
  last_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX sign_in_try_last ON sign_in_try (last_at);

CREATE TABLE second_factor (
  account_id TEXT PRIMARY KEY REFERENCES account (id),
  secret TEXT NOT NULL,
  begun_at INTEGER NOT NULL,
  confirmed_at INTEGER,
  last_step INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE recovery_code (
  account_id TEXT NOT NULL REFERENCES account (id),
  code_hash TEXT NOT NULL,
  used_at INTEGER,
  PRIMARY KEY (account_id, code_hash)
) STRICT, WITHOUT ROWID;
`,
};

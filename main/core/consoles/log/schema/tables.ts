/**
 * The tables in PostgreSQL. Nothing in them can be read without the organisation's key but ids, numbers and
 * times.
 */
export const tables = `
-- One row: the role to which the rights of all consoles are granted.
CREATE TABLE heed.console_group (role name PRIMARY KEY);

CREATE TABLE heed.organisation (
  id text PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 100)
);

-- One row for each console that ever joined.
CREATE TABLE heed.console (
  organisation text NOT NULL REFERENCES heed.organisation (id),
  id text NOT NULL CHECK (length(id) BETWEEN 1 AND 100),
  -- Its name, sealed by the consoles.
  sealed_name bytea NOT NULL CHECK (octet_length(sealed_name) <= 10000),
  -- The role with which it signs in.
  role name NOT NULL UNIQUE,
  joined_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  -- Since when it has the organisation's key; null: it was invited and has not come.
  accepted_at timestamptz,
  -- The public half of its own key, sealed by itself; keys of the organisation are sealed for it.
  sealed_public bytea CHECK (octet_length(sealed_public) <= 10000),
  seen_at timestamptz,
  -- Up to which number it has appended. It stays when changes are compacted.
  head bigint NOT NULL DEFAULT 0,
  -- Up to which number it has applied the changes of the others, by console.
  applied jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(applied) = 'object' AND pg_column_size(applied) <= 100000),
  removed_at timestamptz,
  PRIMARY KEY (organisation, id)
);

-- One row for each change. No foreign key to the console: the trigger below looks at its row anyway.
CREATE TABLE heed.change (
  organisation text NOT NULL,
  console text NOT NULL,
  number bigint NOT NULL CHECK (number > 0),
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  sealed bytea NOT NULL CHECK (octet_length(sealed) BETWEEN 1 AND 67108864),
  PRIMARY KEY (organisation, console, number)
);
-- Sealed bytes cannot be compressed.
ALTER TABLE heed.change ALTER COLUMN sealed SET STORAGE EXTERNAL;

-- One row for each connection that a console has ever held.
CREATE TABLE heed.lease (
  organisation text NOT NULL,
  connection text NOT NULL CHECK (length(connection) BETWEEN 1 AND 100),
  console text NOT NULL,
  -- Raised with each other holder.
  fence bigint NOT NULL,
  until timestamptz NOT NULL,
  PRIMARY KEY (organisation, connection),
  FOREIGN KEY (organisation, console) REFERENCES heed.console (organisation, id)
);

-- One row for each console that was invited and has not come yet.
CREATE TABLE heed.invitation (
  organisation text NOT NULL,
  console text NOT NULL,
  -- The organisation's key, sealed with what the invitation's code says.
  sealed_key bytea NOT NULL CHECK (octet_length(sealed_key) BETWEEN 1 AND 10000),
  until timestamptz NOT NULL,
  PRIMARY KEY (organisation, console),
  FOREIGN KEY (organisation, console) REFERENCES heed.console (organisation, id)
);

-- One row for each key of the organisation after the first, and each console that has it.
CREATE TABLE heed.key (
  organisation text NOT NULL,
  number bigint NOT NULL CHECK (number > 1),
  -- For which console it is sealed, and which one made it.
  console text NOT NULL,
  maker text NOT NULL,
  sealed bytea NOT NULL CHECK (octet_length(sealed) BETWEEN 1 AND 1000000),
  PRIMARY KEY (organisation, number, console),
  FOREIGN KEY (organisation, console) REFERENCES heed.console (organisation, id),
  FOREIGN KEY (organisation, maker) REFERENCES heed.console (organisation, id)
);

-- One row for each store as a whole that a console laid down, so that old changes may go.
CREATE TABLE heed.snapshot (
  organisation text NOT NULL,
  number bigint NOT NULL,
  console text NOT NULL,
  -- Up to which change of each console it has everything.
  heads jsonb NOT NULL CHECK (jsonb_typeof(heads) = 'object'),
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  -- How many pieces it has. Null: not all of them are here yet.
  pieces int,
  PRIMARY KEY (organisation, number),
  FOREIGN KEY (organisation, console) REFERENCES heed.console (organisation, id)
);
CREATE TABLE heed.snapshot_piece (
  organisation text NOT NULL,
  snapshot bigint NOT NULL,
  place int NOT NULL,
  sealed bytea NOT NULL CHECK (octet_length(sealed) BETWEEN 1 AND 67108864),
  PRIMARY KEY (organisation, snapshot, place),
  FOREIGN KEY (organisation, snapshot) REFERENCES heed.snapshot (organisation, number) ON DELETE CASCADE
);
ALTER TABLE heed.snapshot_piece ALTER COLUMN sealed SET STORAGE EXTERNAL;
`;

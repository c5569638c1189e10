/** Tables of which people take rows away for good, with the words of a row's key. */
export const REMOVABLE: Readonly<Record<string, readonly string[]>> = {
  campaign: ['id'],
  campaign_picture: ['campaign_id'],
  campaign_texter: ['campaign_id', 'account_id'],
  connection: ['id'],
  conversation_tag: ['conversation_id', 'tag_id'],
  note: ['id'],
  recovery_code: ['account_id', 'code_hash'],
  reminder: ['conversation_id'],
  saved_list: ['id'],
  saved_view: ['id'],
  second_factor: ['account_id'],
  sender_number: ['id'],
  tag: ['id'],
  texter_note: ['id'],
  webhook_endpoint: ['id'],
};

const noted = Object.entries(REMOVABLE)
  .map(
    ([table, key]) => `
CREATE TRIGGER ${table}_removed AFTER DELETE ON ${table} BEGIN
  INSERT INTO removed (kind, id, rev) VALUES ('${table}', ${key.map((name) => `OLD.${name}`).join(" || ' ' || ")}, OLD.rev)
    ON CONFLICT (kind, id) DO UPDATE SET rev = max(rev, excluded.rev);
END;`,
  )
  .join('');

/** What consoles of one organisation must know of each other beside the rows themselves (backup/unite). */
export const united = `
-- One row for each row that was taken away, with the revision that it had: a union brings that revision and
-- earlier ones back no more. A later one, which whoever took it away had not seen, it does. Written by the
-- triggers below and by unions.
CREATE TABLE removed (
  kind TEXT NOT NULL,
  -- The row's key; where that has two columns, both with a blank between them.
  id TEXT NOT NULL,
  rev TEXT NOT NULL,
  PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;

-- One row for each id that two consoles gave to one thing, such as a reply that both took in: the smaller id
-- stays, and this says whose the other one was. Written by unions.
CREATE TABLE other_id (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  same_as TEXT NOT NULL
) STRICT, WITHOUT ROWID;
-- All other ids of a thing.
CREATE INDEX other_id_of ON other_id (same_as);

-- One row for each row of another console that refers to one which has not come yet. Of this console alone.
-- Written by unions, and by erasing.
CREATE TABLE early (
  -- Table and id of what it waits for.
  lacks TEXT NOT NULL,
  lacks_id TEXT NOT NULL,
  -- Table and key of the row, and the row as JSON.
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  row TEXT NOT NULL,
  -- Keyed hash of the number that it is about, where the row says so.
  subject TEXT,
  PRIMARY KEY (lacks, lacks_id, kind, id)
) STRICT, WITHOUT ROWID;
-- For erasing a person.
CREATE INDEX early_subject ON early (subject) WHERE subject IS NOT NULL;

-- One row for each row that this console has written since its last change was made, where its organisation
-- has several consoles. Their content is read when the change is made, so that what was erased meanwhile is not
-- told. Written by triggers that each connection has for itself (store/capture), and by making changes.
CREATE TABLE changed_row (
  -- The order in which rows first changed.
  seq INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  -- The row's key; where that has two columns, both with a blank between them.
  id TEXT NOT NULL,
  UNIQUE (kind, id)
) STRICT;

-- One row for each change of this console that the log between the consoles may not have yet, sealed as it
-- goes there. Numbers have no gaps and are never given twice.
CREATE TABLE outgoing_change (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  sealed BLOB NOT NULL
) STRICT;

-- One row for each other console: up to which of its changes this store has them.
CREATE TABLE log_position (
  console TEXT PRIMARY KEY,
  number INTEGER NOT NULL,
  -- Up to which of them all is here that was written at one moment; with a later one, the rest has still
  -- to come.
  whole INTEGER NOT NULL,
  -- How many entries of the ledger came with them that no entry of ours has witnessed yet.
  unwitnessed INTEGER NOT NULL,
  -- The number of the organisation's key that sealed the newest of them.
  key INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
${noted}
`;

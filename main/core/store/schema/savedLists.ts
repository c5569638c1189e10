/** People kept under a name, across campaigns. */
export const savedLists = `
-- One row for each list.
CREATE TABLE saved_list (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  -- Of the campaign that its people were in first.
  region TEXT NOT NULL,
  -- Where they are from, as a stored sentence.
  source TEXT NOT NULL,
  -- How many rows of saved_list_member it has.
  people INTEGER NOT NULL,
  created_by TEXT REFERENCES account (id),
  created_at INTEGER NOT NULL,
  rev TEXT NOT NULL
) STRICT;

-- One row for each person of a list, with their columns as they were then.
CREATE TABLE saved_list_member (
  list_id TEXT NOT NULL REFERENCES saved_list (id) ON DELETE CASCADE,
  -- Keyed hash of the number.
  subject TEXT NOT NULL,
  number TEXT NOT NULL,
  first_name TEXT NOT NULL DEFAULT '',
  last_name TEXT NOT NULL DEFAULT '',
  external_id TEXT NOT NULL DEFAULT '',
  -- Further columns, as JSON.
  fields TEXT NOT NULL DEFAULT '{}',
  PRIMARY KEY (list_id, subject)
) STRICT, WITHOUT ROWID;
-- For erasing a person.
CREATE INDEX saved_list_member_subject ON saved_list_member (subject);
`;

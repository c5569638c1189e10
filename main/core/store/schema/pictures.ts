import { oneOf } from './oneOf.ts';

/** Pictures of texts. */
export const pictures = `
-- One row for each picture, checked and without metadata. The same one that comes twice is kept once. The
-- content stands last, so that nothing else is read through it.
CREATE TABLE picture (
  id TEXT PRIMARY KEY,
  -- SHA-256 of the content, in hexadecimal.
  hash TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  -- Pixels, as it is shown.
  width INTEGER NOT NULL,
  height INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  content BLOB NOT NULL
) STRICT;

-- One row for each picture of a text, also one that is still at the provider, or could not be had.
CREATE TABLE message_picture (
  id TEXT PRIMARY KEY,
  message_id TEXT NOT NULL REFERENCES message (id),
  -- From 0.
  position INTEGER NOT NULL,
  subject TEXT NOT NULL,
  -- Its address at the provider, where that came with the text; empty once it was fetched.
  source TEXT NOT NULL DEFAULT '',
  state TEXT NOT NULL CHECK ${oneOf('state', ['waiting', 'there', 'failed'])},
  -- Why it could not be had, or is not shown: a code.
  problem TEXT,
  picture_id TEXT REFERENCES picture (id),
  attempts INTEGER NOT NULL DEFAULT 0,
  next_try_at INTEGER NOT NULL,
  -- When it began to wait; after some days nothing is tried any more.
  since INTEGER NOT NULL,
  rev TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX message_picture_place ON message_picture (message_id, position);
-- All of one person's, for erasing them.
CREATE INDEX message_picture_subject ON message_picture (subject);
-- Whether a picture is still part of any text.
CREATE INDEX message_picture_of ON message_picture (picture_id) WHERE picture_id IS NOT NULL;
-- What is fetched next.
CREATE INDEX message_picture_waiting ON message_picture (next_try_at) WHERE state = 'waiting';

-- One row for each campaign whose first texts carry a picture.
CREATE TABLE campaign_picture (
  campaign_id TEXT PRIMARY KEY REFERENCES campaign (id) ON DELETE CASCADE,
  picture_id TEXT NOT NULL REFERENCES picture (id),
  rev TEXT NOT NULL
) STRICT;
-- Whether a picture is still a campaign's.
CREATE INDEX campaign_picture_of ON campaign_picture (picture_id);
`;

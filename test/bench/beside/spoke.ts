import type { Client } from './postgres.ts';

/**
 * What Spoke (github.com/MoveOnOrg/Spoke at 12a0729c) asks of PostgreSQL when it looks up an opt-out and when
 * it loads contacts: the same columns and indexes, in statements of our own. Its cache in Redis, the progress
 * that it writes after each thousand and its search for duplicates are left out.
 */
const TABLES = [
  'CREATE TABLE organization (id serial PRIMARY KEY)',
  'CREATE TABLE campaign (id serial PRIMARY KEY, organization_id integer NOT NULL REFERENCES organization)',
  `CREATE TABLE opt_out (id serial PRIMARY KEY, cell text NOT NULL, assignment_id integer,
     organization_id integer NOT NULL REFERENCES organization, reason_code text NOT NULL DEFAULT '',
     created_at timestamptz NOT NULL DEFAULT now())`,
  'CREATE INDEX ON opt_out (cell)',
  'CREATE INDEX ON opt_out (assignment_id)',
  'CREATE INDEX ON opt_out (organization_id)',
  `CREATE TABLE campaign_contact (id serial PRIMARY KEY, campaign_id integer NOT NULL REFERENCES campaign,
     assignment_id integer, external_id text NOT NULL DEFAULT '', first_name text NOT NULL DEFAULT '',
     last_name text NOT NULL DEFAULT '', cell text NOT NULL, zip text NOT NULL DEFAULT '',
     custom_fields text NOT NULL DEFAULT '{}', created_at timestamptz NOT NULL DEFAULT now(),
     updated_at timestamptz NOT NULL DEFAULT now(), message_status text NOT NULL DEFAULT 'needsMessage'
       CHECK (message_status IN ('needsMessage', 'needsResponse', 'convo', 'messaged', 'closed', 'UPDATING')),
     is_opted_out boolean DEFAULT false, timezone_offset text DEFAULT '', error_code integer)`,
  'CREATE INDEX ON campaign_contact (cell)',
  'CREATE INDEX ON campaign_contact (campaign_id, assignment_id)',
  'CREATE INDEX ON campaign_contact (assignment_id, timezone_offset)',
];

/** The only organisation, and the only campaign. */
const ID = 1;
/** Rows of one statement and one transaction. */
const CHUNK = 1000;

export async function makeTables(client: Client): Promise<void> {
  for (const text of TABLES) await client.query({ text });
  await client.query({ text: 'INSERT INTO organization VALUES ($1)', values: [ID] });
  await client.query({ text: 'INSERT INTO campaign VALUES ($1, $1)', values: [ID] });
}

/** An opt-out for each of the numbers and for nobody else; then the planner knows them. */
export async function fillOptOuts(client: Client, numbers: readonly string[]): Promise<void> {
  await client.query({ text: 'TRUNCATE opt_out' });
  for (let from = 0; from < numbers.length; from += 10 * CHUNK)
    await client.query({
      text: 'INSERT INTO opt_out (cell, organization_id) SELECT cell, $2 FROM unnest($1::text[]) AS t (cell)',
      values: [numbers.slice(from, from + 10 * CHUNK), ID],
    });
  await client.query({ text: 'VACUUM ANALYZE opt_out' });
}

/** The check before a text leaves, by a statement that the server has prepared. */
export async function isOptedOut(client: Client, cell: string): Promise<boolean> {
  const { rows } = await client.query({
    name: 'opted-out',
    text: 'SELECT cell FROM opt_out WHERE cell = $1 AND organization_id = $2 LIMIT 1',
    values: [cell, ID],
  });
  return rows.length > 0;
}

const COLUMNS = ['external_id', 'first_name', 'last_name', 'cell', 'zip', 'custom_fields'] as const;
export type Contact = Readonly<Record<(typeof COLUMNS)[number], string>>;

export async function forgetContacts(client: Client): Promise<void> {
  await client.query({ text: 'TRUNCATE campaign_contact' });
}

/** ($1,$2,…,$n), (…), … for some rows; the last value of all is that of the campaign, in each row. */
function placesFor(rows: number): string {
  const width = COLUMNS.length;
  const last = `$${rows * width + 1}`;
  const row = (_: unknown, at: number) =>
    `(${[...COLUMNS.map((_name, column) => `$${at * width + column + 1}`), last].join()})`;
  return Array.from({ length: rows }, row).join();
}

/** Loads contacts as Spoke does: all in chunks, then those who opted out go. Returns how many are left. */
export async function loadContacts(client: Client, contacts: readonly Contact[]): Promise<number> {
  for (let from = 0; from < contacts.length; from += CHUNK) {
    const chunk = contacts.slice(from, from + CHUNK);
    await client.query({
      name: `contacts-${chunk.length}`,
      text: `INSERT INTO campaign_contact (${COLUMNS.join()}, campaign_id) VALUES ${placesFor(chunk.length)}`,
      values: [...chunk.flatMap((contact) => COLUMNS.map((name) => contact[name])), ID],
    });
  }
  const { rowCount } = await client.query({
    text: `DELETE FROM campaign_contact WHERE campaign_id = $1
             AND cell IN (SELECT cell FROM opt_out WHERE organization_id = $1)`,
    values: [ID],
  });
  return contacts.length - (rowCount ?? 0);
}

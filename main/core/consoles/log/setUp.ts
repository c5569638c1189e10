import pg from 'pg';
import { connectionOf, type LogAddress } from './address.ts';
import { logErrorOf } from './errors.ts';
import { migrate } from './migrate.ts';
import { newPassword, verifierOf } from './verifier.ts';

/** A new organisation and its first console. `id`, `sealedName`: as in `Invited`. */
export type First = {
  readonly organisation: string;
  readonly id: string;
  readonly sealedName: Buffer;
  /** The public half of its own key, sealed. */
  readonly sealedPublic: Buffer;
};

async function asOwner<T>(owner: LogAddress, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(connectionOf(owner));
  // What breaks while nothing is asked comes again with the next question.
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query('BEGIN');
    const done = await work(client);
    await client.query('COMMIT');
    return done;
  } catch (error) {
    throw logErrorOf(error);
  } finally {
    await client.end().catch(() => {});
  }
}

/** Brings a log up to date that was made by an older Heed, as its owner. Throws LogError. */
export const bringUpToDate = (owner: LogAddress): Promise<void> => asOwner(owner, migrate);

/**
 * Makes the log where it is not there yet, a new organisation in it and its first console, all or nothing.
 * `owner`: an account that may create a schema in the database, and roles. Its password is used for this
 * alone and kept nowhere. Returns how the console signs in. Throws LogError.
 */
export function setUp(
  owner: LogAddress,
  { organisation, id, sealedName, sealedPublic }: First,
): Promise<LogAddress> {
  return asOwner(owner, async (client) => {
    await migrate(client);
    const password = newPassword();
    await client.query('INSERT INTO heed.organisation (id) VALUES ($1)', [organisation]);
    const made = await client.query<{ user: string }>('SELECT heed.make_console($1, $2, $3, $4) AS user', [
      organisation,
      id,
      sealedName,
      await verifierOf(password),
    ]);
    await client.query(
      `UPDATE heed.console SET accepted_at = clock_timestamp(), sealed_public = $1
       WHERE organisation = $2 AND id = $3`,
      [sealedPublic, organisation, id],
    );
    return { ...owner, user: made.rows[0]?.user ?? '', password };
  });
}

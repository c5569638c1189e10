import { z } from 'zod';
import { removeMeta, setMeta } from '../store/meta.ts';
import { one } from '../store/statement.ts';
import type { Reader, Writer } from '../store/types.ts';
import { PLACE_KEY } from '../store/united.ts';
import { LogAddress } from './log/address.ts';

/**
 * Where this console stands: in which organisation's log, under which name. The password of its role and the
 * organisation's keys are secrets and in the secret port.
 */
const Place = z.strictObject({
  organisation: z.string().min(1).max(100),
  /** Its id in the log. */
  console: z.string().min(1).max(100),
  /** What people call it. */
  name: z.string(),
  address: LogAddress.omit({ password: true }),
  /** The number of the organisation's newest key that is here; those before it are here, too. */
  newestKey: z.int().positive(),
  /** Consoles that had gone when that key was made: they do not have it. */
  without: z.array(z.string()),
});
export type Place = z.infer<typeof Place>;

/** Names in the secret port: the password of this console's role, and its own key (keys/pair.ts). */
export const LOG_PASSWORD = 'log-password';
export const OWN_KEY = 'log-own-key';
/** Of the organisation's key of this number. */
export const logKeyName = (number: number): string => `organisation-log-key-${number}`;

/** Null: this console is alone. Throws where the store says something that it cannot have written. */
export function readPlace(db: Reader): Place | null {
  const found = one<{ value: string }>(db, 'SELECT value FROM meta WHERE key = ?', PLACE_KEY);
  return found === undefined ? null : Place.parse(JSON.parse(found.value));
}

export const writePlace = (db: Writer, place: Place): void => setMeta(db, PLACE_KEY, JSON.stringify(place));

export const forgetPlace = (db: Writer): void => removeMeta(db, PLACE_KEY);

/** Host, port and database, as people read it. */
export const addressText = ({ host, port, database }: Place['address']): string =>
  `${host.includes(':') ? `[${host}]` : host}:${port}/${database}`;

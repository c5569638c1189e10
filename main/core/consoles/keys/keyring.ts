import { z } from 'zod';
import { createInTurn } from '../../base/inTurn.ts';
import type { Secrets } from '../../base/ports.ts';
import type { Core } from '../../store/context.ts';
import { removedConsoles } from '../consoleEntries.ts';
import { LogError } from '../log/changeLog.ts';
import type { HandedKey, LogKeys } from '../log/keys.ts';
import { LOG_PASSWORD, logKeyName, OWN_KEY, type Place, readPlace, writePlace } from '../place.ts';
import type { KnownKeys, Sealing } from '../seal.ts';
import { openFrom, pairOf } from './pair.ts';
import { publicOf } from './publicKeys.ts';

/** The keys of the organisation that this console has: in the secret port, and open while it runs. */

/** What is sealed for each console: the new key, and who had gone when it was made. */
export const Handed = z.strictObject({
  key: z.string().regex(/^[0-9a-f]{64}$/),
  without: z.array(z.string()),
});

/**
 * What the secret port has. Null: secrets are missing, such as after the key store was emptied. The keys end
 * before the first that is missing; the log gives it and those after it again (openKeyring).
 */
export async function readSecrets(secrets: Secrets, { newestKey }: Place) {
  const [password, own] = [await secrets.get(LOG_PASSWORD), await secrets.get(OWN_KEY)];
  const keys: Buffer[] = [];
  for (let number = 1; number <= newestKey; number += 1) {
    const key = await secrets.get(logKeyName(number));
    if (key === null) break;
    keys.push(Buffer.from(key, 'hex'));
  }
  return password === null || own === null || keys.length === 0
    ? null
    : { password, own: Buffer.from(own, 'hex'), keys };
}

/** `keys`: from the first to the newest. */
export async function keepSecrets(
  secrets: Secrets,
  { password, own, keys }: { password: string; own: Buffer; keys: readonly Buffer[] },
): Promise<void> {
  await secrets.set(LOG_PASSWORD, password);
  await secrets.set(OWN_KEY, own.toString('hex'));
  for (const [place, key] of keys.entries()) await secrets.set(logKeyName(place + 1), key.toString('hex'));
}

export async function forgetSecrets(secrets: Secrets, newestKey: number): Promise<void> {
  for (const name of [LOG_PASSWORD, OWN_KEY]) await secrets.delete(name);
  for (let number = 1; number <= newestKey; number += 1) await secrets.delete(logKeyName(number));
}

type Options = {
  readonly core: Core;
  readonly secrets: Secrets;
  readonly log: Pick<LogKeys, 'keys'>;
  readonly place: Place;
  /** The private half of this console's own key. */
  readonly own: Buffer;
  /** From the first to the newest. */
  readonly keys: readonly Buffer[];
};

/** What is sealed in this organisation, with the keys that this console has; `take` brings newer ones. */
export function openKeyring({ core, secrets, log, place, own, keys: given }: Options): Sealing {
  const { organisation, console: name } = place;
  const pair = pairOf(own);
  let keys = [...given];
  const inTurn = createInTurn();

  /** Whoever made a key that was here before the secret port lost it may have gone since. */
  const mayHaveMade = (maker: string, number: number): boolean =>
    number <= place.newestKey ||
    !(readPlace(core.db)?.without.includes(maker) || removedConsoles(core.db).has(maker));

  /** @throws LogError broken: it is not the next one, whoever had gone made it, or it does not open */
  function opened({ number, maker, makerPublic, sealed }: HandedKey) {
    if (number !== keys.length + 1 || !mayHaveMade(maker, number))
      throw new LogError(
        'broken',
        `Key ${number} of the organisation is not one that this console can take.`,
      );
    try {
      const open = maker === name ? pair.open : publicOf(core.db, sealing, maker, makerPublic);
      const body = openFrom(own, open, { organisation, number, from: maker, to: name }, sealed);
      return Handed.parse(JSON.parse(body.toString('utf8')));
    } catch (error) {
      throw new LogError('broken', `Key ${number} of the organisation cannot be opened.`, { cause: error });
    }
  }

  async function take(): Promise<void> {
    for (const handed of await log.keys(keys.length)) {
      const { key, without } = opened(handed);
      await secrets.set(logKeyName(handed.number), key);
      core.write((tx) => {
        const now = readPlace(tx.db);
        if (now !== null && now.newestKey < handed.number)
          writePlace(tx.db, { ...now, newestKey: handed.number, without });
      });
      keys = [...keys, Buffer.from(key, 'hex')];
    }
  }

  const ring: KnownKeys = {
    newest: () => ({ number: keys.length, key: keys.at(-1) as Buffer }),
    find: (number) => keys[number - 1] ?? null,
    take: () => inTurn(take),
  };
  const sealing: Sealing = { organisation, keys: ring };
  return sealing;
}

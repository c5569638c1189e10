import type { z } from 'zod';
import { append } from '../../ledger/append.ts';
import type { Core } from '../../store/context.ts';
import type { Reader } from '../../store/types.ts';
import { removedConsoles } from '../consoleEntries.ts';
import { LogError } from '../log/changeLog.ts';
import type { LogKeys } from '../log/keys.ts';
import type { LoggedConsole, Membership } from '../log/membership.ts';
import { readPlace } from '../place.ts';
import type { Sealing } from '../seal.ts';
import type { Handed } from './keyring.ts';
import { type Handing, sealFor } from './pair.ts';
import { publicOf } from './publicKeys.ts';

/**
 * Whoever leaves the organisation, or is shut out, has its key. So the consoles that stay get a new one, and
 * what is sealed from then on is closed to who has gone, though the database came into their hands.
 */

/** Consoles that had the organisation's key and do not belong to it any more. */
function goneOf(db: Reader, consoles: readonly LoggedConsole[]): string[] {
  const gone = consoles.filter(({ removedAt, acceptedAt }) => removedAt !== null && acceptedAt !== null);
  return [...new Set([...gone.map(({ id }) => id), ...removedConsoles(db)])].toSorted();
}

/** Whether somebody who has gone has the newest key. `consoles`: all, as the log told them. */
export function keyIsDue(db: Reader, consoles: readonly LoggedConsole[]): boolean {
  const without = readPlace(db)?.without ?? [];
  return goneOf(db, consoles).some((id) => !without.includes(id));
}

export type Renewing = {
  readonly core: Core;
  readonly log: LogKeys & Pick<Membership, 'consoles'>;
  readonly sealing: Sealing;
  /** The name of this console in the log. */
  readonly console: string;
  /** The private half of its own key. */
  readonly own: Buffer;
};

/** How often it is begun anew where others do the same. */
const TRIES = 3;

/** Whether it has come and still fetches its store: it has said nothing yet of what it applied. */
const isFetching = ({ removedAt, acceptedAt, seenAt }: LoggedConsole) =>
  removedAt === null && acceptedAt !== null && seenAt === null;

/**
 * Makes a new key where one is due. Whoever was invited and has not come needs a new code. Returns whether a
 * console waits for a snapshot now: one that still fetches its store takes none of an older key.
 * @throws LogError; StoreError
 */
export async function renewKey({ core, log, sealing, console: name, own }: Renewing): Promise<boolean> {
  const { random } = core.ports;
  const { organisation, keys } = sealing;
  for (let left = TRIES; left > 0; left -= 1) {
    await keys.take();
    const consoles = await log.consoles();
    if (!keyIsDue(core.db, consoles)) return false;
    const without = goneOf(core.db, consoles);
    const number = keys.newest().number + 1;
    const key = Buffer.from(random.bytes(32)).toString('hex');
    const body = Buffer.from(JSON.stringify({ key, without } satisfies z.infer<typeof Handed>));
    const sealed = new Map<string, Buffer>();
    for (const { id, removedAt, sealedPublic } of consoles) {
      if (removedAt !== null || sealedPublic === null || without.includes(id)) continue;
      const handing: Handing = { organisation, number, from: name, to: id };
      const open = publicOf(core.db, sealing, id, sealedPublic);
      try {
        sealed.set(id, sealFor(own, open, handing, body, random));
      } catch (error) {
        throw new LogError('broken', `The key of the console ${id} itself is none.`, { cause: error });
      }
    }
    if (!(await log.renewKey(number, sealed))) continue;
    await keys.take();
    core.write((tx) => {
      append(core, tx, { kind: 'log-key-renewed', actorId: null, payload: { number } });
      tx.touch('consoles');
    });
    return consoles.some(isFetching);
  }
  return false;
}

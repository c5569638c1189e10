import { z } from 'zod';
import type { Random } from '../../base/ports.ts';
import type { Reader } from '../../store/types.ts';
import { consoleEntries } from '../consoleEntries.ts';
import { LogError } from '../log/changeLog.ts';
import { type Sealing, seal, unseal } from '../seal.ts';

/**
 * The public half of each console's own key. The ledger keeps it from the console's first change on, so that
 * nobody can put another in its place afterwards; until then the log's copy counts.
 */

const Payload = z.object({ console: z.string(), key: z.string().regex(/^[0-9a-f]{64}$/) });

/** It has the place of a change that no console makes. */
const placeOf = (id: string) => ({ console: id, number: -1 });

export const sealPublic = (sealing: Sealing, id: string, open: Buffer, random: Random): Buffer =>
  seal(sealing, placeOf(id), open, random);

/** @throws LogError broken: nobody knows it, or two are said to be it */
export function publicOf(db: Reader, sealing: Sealing, id: string, sealedPublic: Buffer | null): Buffer {
  const said = consoleEntries(db, 'console-united').flatMap((payload) => {
    const found = Payload.safeParse(payload);
    return found.success && found.data.console === id ? [found.data.key] : [];
  });
  const [first, second] = new Set(said);
  if (first !== undefined && second === undefined) return Buffer.from(first, 'hex');
  if (second !== undefined || sealedPublic === null)
    throw new LogError('broken', `The key of the console ${id} itself is not known.`);
  return unseal(sealing, placeOf(id), sealedPublic);
}

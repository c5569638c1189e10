import { z } from 'zod';
import type { Stored } from '../../../shared/text/stored.ts';

/** Work that unites or rewrites stores: what the thread is told, what it tells, and what it answers. */

const Lock = z.union([z.object({ key: z.string() }), z.object({ passphrase: z.string() })]);
const Copy = z.object({
  storeDir: z.string(),
  /** Of the store. */
  key: z.string(),
  /** A folder for copies, beside the store; it is gone afterwards. */
  scratch: z.string(),
  file: z.string(),
  /** Of the file. */
  fileKey: z.string(),
  actorId: z.string(),
  /** restore: a back-up of this console; import: an export. */
  as: z.enum(['restore', 'import']),
  /** When the copy was made, for the record. */
  madeAt: z.number(),
});

export const UniteTask = z.discriminatedUnion('kind', [
  /** Unites a file into the store that is in use. */
  Copy.extend({ kind: z.literal('unite') }),
  /** The same on a copy of the store, which is thrown away. */
  Copy.extend({ kind: z.literal('preview') }),
  /** Makes a store of a file, aside. */
  z.object({
    kind: z.literal('bring'),
    /** Folder of the store that was there, if any. */
    storeDir: z.string(),
    /** Folder of the new one. */
    next: z.string(),
    file: z.string(),
    lock: Lock,
    /** Of the new store. */
    key: z.string(),
    as: z.enum(['restore', 'import']),
    actorId: z.string().nullable(),
    /** The newest revision that was saved, as the tide mark tells it; null: there is no mark. */
    mark: z.string().nullable(),
    /** The code of a second factor that was given, so that it counts as used. */
    code: z.string().nullable(),
  }),
  /** Rewrites the file of the store in use, for what was erased. */
  z.object({ kind: z.literal('rewrite'), storeDir: z.string(), key: z.string() }),
]);
export type UniteTask = z.infer<typeof UniteTask>;

/** Where the work stands. `done` and `total` count rows, where they can be counted; else both are 0. */
export type Stage = {
  readonly step: 'reading' | 'uniting' | 'verifying' | 'rewriting';
  readonly done: number;
  readonly total: number;
};
/** Hears where the work stands. Throws `Stopped` where it shall end. */
export type Look = (step: Stage['step'], done?: number, total?: number) => void;

/** The work was stopped by whoever asked for it, or because Heed closes. Nothing came of it. */
export class Stopped extends Error {
  constructor() {
    super('Stopped.');
    this.name = 'Stopped';
  }
}

/** The two stores must not be united. `kept`: why, as a stored sentence. */
export class MayNotUnite extends Error {
  readonly kept: Stored;
  constructor(kept: Stored) {
    super('These two stores must not be united.');
    this.name = 'MayNotUnite';
    this.kept = kept;
  }
}

import type { Stored } from '../../../shared/text/stored.ts';
import type { Lock } from '../store/cipher.ts';

/** Work that unites or rewrites stores: what the thread is told, what it tells, and what it answers. */

export type Uniting = {
  readonly storeDir: string;
  /** Of the store. */
  readonly key: string;
  /** A folder for copies, beside the store; it is gone afterwards. */
  readonly scratch: string;
  readonly file: string;
  /** Of the file. */
  readonly fileKey: string;
  readonly actorId: string;
  /** restore: a back-up of this console; import: an export. */
  readonly as: 'restore' | 'import';
  /** When the copy was made, for the record. */
  readonly madeAt: number;
};

export type Bringing = {
  /** Folder of the store that was there, if any. */
  readonly storeDir: string;
  /** Folder of the new one. */
  readonly next: string;
  readonly file: string;
  readonly lock: Lock;
  /** Of the new store. */
  readonly key: string;
  readonly as: 'restore' | 'import';
  readonly actorId: string | null;
  /** The newest revision that was saved, as the tide mark tells it; null: there is no mark. */
  readonly mark: string | null;
  /** The code of a second factor that was given, so that it counts as used. */
  readonly code: string | null;
};

/** Where the work stands. `done` and `total` count rows, where they can be counted; else both are 0. */
export type Stage = {
  readonly step: 'reading' | 'uniting' | 'verifying' | 'rewriting';
  readonly done: number;
  readonly total: number;
};
/** Hears where the work stands. Throws `Stopped` where it shall end. */
export type Look = (step: Stage['step'], done?: number, total?: number) => void;

/** The two stores must not be united. `kept`: why, as a stored sentence. */
export class MayNotUnite extends Error {
  readonly kept: Stored;
  constructor(kept: Stored) {
    super('These two stores must not be united.');
    this.name = 'MayNotUnite';
    this.kept = kept;
  }
}

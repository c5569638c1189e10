import type { Stored } from '../../../shared/text/stored.ts';
import type { Lock } from '../store/cipher.ts';

/** Work that unites or rewrites stores: its input, its reports and its results. */

export type Uniting = {
  readonly storeDir: string;
  /** The store's key. */
  readonly key: string;
  /** A folder for copies, beside the store; deleted afterwards. */
  readonly scratch: string;
  readonly file: string;
  /** The file's key. */
  readonly fileKey: string;
  readonly actorId: string;
  /** restore: a back-up of this console; import: an export. */
  readonly as: 'restore' | 'import';
  /** When the copy was made, for the ledger. */
  readonly madeAt: number;
};

export type Bringing = {
  /** The folder of the old store, if any. */
  readonly storeDir: string;
  /** The folder of the new store. */
  readonly next: string;
  readonly file: string;
  readonly lock: Lock;
  /** The new store's key. */
  readonly key: string;
  readonly as: 'restore' | 'import';
  readonly actorId: string | null;
  /** The newest revision that was saved, by the tide mark; null: there is no mark. */
  readonly mark: string | null;
  /** The second factor's code that was given, so that it counts as used. */
  readonly code: string | null;
};

/** How far the work is. `done` and `total` count rows; both are 0 where they cannot be counted. */
export type Stage = {
  readonly step: 'reading' | 'uniting' | 'verifying' | 'rewriting';
  readonly done: number;
  readonly total: number;
};
/** Reports how far the work is. Throws `Stopped` where it must end. */
export type ReportProgress = (step: Stage['step'], done?: number, total?: number) => void;

/** The two stores must not be united. `kept`: why, as a stored sentence. */
export class MayNotUnite extends Error {
  readonly kept: Stored;
  constructor(kept: Stored) {
    super('These two stores must not be united.');
    this.name = 'MayNotUnite';
    this.kept = kept;
  }
}

import type { ChangeTopic } from '../../../shared/contract/base/changes.ts';
import type { Writer } from './types.ts';

/**
 * The texters who hear of a change. A subject: it is about that number alone, so those who have a
 * conversation with it; where texters must not know of the number, nobody, and the topic becomes `oversight`.
 */
export type Whom = string | { readonly texters: readonly string[] };

/** Admins and supervisors alone hear of it. */
export const OVERSEERS: Whom = { texters: [] };

/** One immediate transaction under way. `now` is read once, so that everything in it has the same time. */
export type Tx = {
  readonly db: Writer;
  readonly now: number;
  /**
   * Announces to the screens, after the commit, that something of this topic changed. Admins and supervisors
   * hear of everything, of `texts` and `queued` as of `conversations`; `whom` says which texters do, null:
   * all of them. Call it before the change that hides a number, else its texters would not hear that it went;
   * where the change gives a conversation to somebody else, before and after.
   */
  touch(topic: ChangeTopic, whom?: Whom | null): void;
  /** A new id. */
  id(): string;
  /** The next revision for a mutable row. */
  rev(): string;
  /** From now on revisions are later than this one, which another console made. */
  follow(rev: string): void;
  /** Names this console: its chain in the ledger, and its revisions. */
  readonly device: string;
  /**
   * Gives the console a new name from here on, because another may use the one that it had. Only
   * `beginChain` of the ledger calls it.
   */
  renewDevice(): void;
};

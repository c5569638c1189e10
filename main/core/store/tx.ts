import type { ChangeTopic } from '../../../shared/contract/base/changes.ts';
import type { Writer } from './types.ts';

/**
 * One immediate transaction under way. `now` is read once, so that everything in it carries the same time.
 */
export type Tx = {
  readonly db: Writer;
  readonly now: number;
  /**
   * Tells the screens, after the commit, that something of this kind changed. `subject`: it is about that
   * number alone, so where texters must not know of it now, it is a matter of `oversight`. Say it before what
   * hides the number from them, or they would not hear that it went.
   */
  touch(topic: ChangeTopic, subject?: string | null): void;
  /** A new id. */
  id(): string;
  /** The next revision for a mutable row. */
  rev(): string;
};

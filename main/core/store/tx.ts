import type { ChangeTopic } from '../../../shared/contract/base/changes.ts';
import type { Writer } from './types.ts';

/** One immediate transaction under way. `now` is read once, so that everything in it has the same time. */
export type Tx = {
  readonly db: Writer;
  readonly now: number;
  /**
   * Announces to the screens, after the commit, that something of this topic changed. `subject`: the change
   * is about that number alone; where texters must not know of the number, the topic becomes `oversight`.
   * Call it before the change that hides the number, else texters would not hear that it went.
   */
  touch(topic: ChangeTopic, subject?: string | null): void;
  /** A new id. */
  id(): string;
  /** The next revision for a mutable row. */
  rev(): string;
};

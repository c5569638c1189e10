import type { KeyObject } from 'node:crypto';
import type { ChangeFeed } from '../base/changeFeed.ts';
import type { InboundWatch } from '../base/freshness.ts';
import type { Ports, Secrets } from '../base/ports.ts';
import type { RefusedCalls } from '../base/refusedCalls.ts';
import type { SendingRight } from '../base/sending.ts';
import type { Health } from './health.ts';
import type { StoreKey } from './open.ts';
import type { Together } from './together.ts';
import type { Tx } from './tx.ts';
import type { Reader } from './types.ts';

export type { Tx };

/** An open store and what its parts share. Made by openCore; closed with the console. */
export type Core = Health & {
  /** For reading. Only a transaction can write (`write`, `together`). */
  readonly db: Reader;
  readonly ports: Ports;
  readonly secrets: Secrets;
  /** For worker threads that open readers of their own. */
  readonly storeDir: string;
  readonly key: StoreKey;
  readonly demo: boolean;
  /**
   * Names this console: its chain in the ledger, and its revisions. A copied `Core` may have a former name.
   */
  readonly device: string;
  /**
   * When this process opened the store: texts leave only after replies were read since then. UTC
   * milliseconds.
   */
  readonly openedAt: number;
  /** Whether replies are being read, a connection at a time. */
  readonly inbound: InboundWatch;
  /** Which connections this console sends for. */
  readonly sending: SendingRight;
  /** Webhook calls of this run that were not let in. */
  readonly refusedCalls: RefusedCalls;
  readonly changes: ChangeFeed;
  /** What this texter hears of them, with sequence numbers of their own. */
  changesFor(texterId: string): ChangeFeed;
  /** Keyed hash of an E.164 number. */
  subject(number: string): string;
  /** The key of that hash, for the thread that reads an import. */
  readonly subjectKey: KeyObject;
  /**
   * Runs `work` in one immediate transaction: all of it is durable, or nothing. Synchronous on purpose, so
   * that no provider's call can be inside.
   */
  write<T>(work: (tx: Tx) => T): T;
  /**
   * The same for a part of a longer work that is taken back where it does not end, such as an import: nobody
   * waits for the disk. It is durable with the next `write`; a power cut before that leaves the store as it
   * was before this part or a later one, never half of one.
   */
  writePart<T>(work: (tx: Tx) => T): T;
  /** Between two parts of a longer work: everybody else has their turn, and the log of the store too. */
  turn(): Promise<void>;
  /**
   * The same for a write that may share its transaction: writes of one turn of the event loop are committed
   * at once, each behind a savepoint, so that one that throws undoes no other.
   */
  readonly together: Together;
  /**
   * Takes in the replies that wait at the webhook port, which may stop a text. False: there are more than fit
   * into one transaction, so call it again before anything leaves. Never inside a transaction.
   */
  repliesFirst(): boolean;
  /** Wakes the dispatcher after something was queued. */
  wake(): void;
};

import { faultPoint } from '../base/faultPoint.ts';
import { createInTurn } from '../base/inTurn.ts';
import { witnessOthers } from '../ledger/witness.ts';
import { hasChanged } from '../store/capture/changedRows.ts';
import type { Core } from '../store/context.ts';
import { type ApartWatch, createApartWatch, ownEnd } from './apart/watch.ts';
import { type Appended, type ChangeLog, type Heads, type Lease, LogError } from './log/changeLog.ts';
import { makeChanges } from './makeChanges.ts';
import { forgetOutgoing, lastNumber, outgoing } from './outgoingRecord.ts';
import { noteWitnessed, unwitnessed } from './positionRecord.ts';
import { type Received, receive } from './receiver.ts';
import type { Sealing } from './seal.ts';

/** Changes of one call. */
const BATCH = 50;
/** Milliseconds between two entries that name the ends of other chains. */
const WITNESS_EVERY = 60_000;

type Leases = readonly Pick<Lease, 'connection' | 'fence'>[];

export type CourierOptions = {
  readonly core: Core;
  readonly log: Pick<ChangeLog, 'append' | 'read'>;
  readonly sealing: Sealing;
  /** The name of this console in the log. */
  readonly console: string;
  /** Rows of one change at most, in the place of what is usual. */
  readonly rows?: number;
};

export type Courier = {
  /**
   * Brings everything that this store has written so far to the log, and tells what the log knew then.
   * @throws LogError; StoreError
   */
  send(leases: Leases): Promise<Appended>;
  /**
   * Applies what the others have told up to these heads. @throws LogError; StoreError
   */
  receive(upTo: Heads): Promise<Received>;
  /** Whether this console was apart from the others. */
  readonly apart: ApartWatch;
  /** Whether something waits that the log may not have. */
  waits(): boolean;
};

/**
 * Carries changes between this store and the log. Calls of one kind follow one another, so none is made or
 * applied twice at once.
 */
export function createCourier(options: CourierOptions): Courier {
  const { core, log, console: name } = options;
  const sending = createInTurn();
  const receiving = createInTurn();
  const apart = createApartWatch(core);
  let witnessedAt = Number.NEGATIVE_INFINITY;
  let hasKeys = false;

  /**
   * `given`: the last change that it was given; 0: none. `end`: where this console's chain ends in what was
   * made; null: more is to be made.
   */
  function taken(heads: Heads, given: number, end: number | null): void {
    const head = heads.get(name) ?? 0;
    if (head < given)
      throw new LogError('broken', 'The log does not have the changes that it has just taken.');
    if (head > lastNumber(core.db))
      throw new LogError('broken', 'The log has changes of this console that its store does not know.');
    const [first] = outgoing(core.db, 1);
    if (head < (first?.number ?? lastNumber(core.db) + 1) - 1)
      throw new LogError('broken', 'The log has lost changes of this console that it had.');
    if (first === undefined || first.number > head) return;
    // What a power cut brings back is sent again, which does no harm.
    core.writePart((tx) => {
      forgetOutgoing(tx.db, head);
      if (end !== null && outgoing(tx.db, 1).length === 0) apart.sent(tx, end);
    });
  }

  async function send(leases: Leases): Promise<Appended> {
    apart.look();
    // Nothing may be sealed with an older key than before, of which the secret port may have lost the newest.
    if (!hasKeys) await options.sealing.keys.take();
    hasKeys = true;
    for (;;) {
      const end = ownEnd(core);
      // What the log did not take before goes first, and nothing more is sealed meanwhile: what is made later
      // begins with whoever asked to stop.
      const more = outgoing(core.db, 1).length > 0 ? hasChanged(core.db) : makeChanges(core, options);
      faultPoint('consoles.sealed');
      const changes = outgoing(core.db, BATCH);
      const appended = await log.append(changes, leases);
      faultPoint('consoles.appended');
      taken(appended.heads, changes.at(-1)?.number ?? 0, more ? null : end);
      if (!more && outgoing(core.db, 1).length === 0) return appended;
      await core.turn();
    }
  }

  /** Names the ends of other chains, for all that came in since the last time. */
  function witness(): void {
    const added = unwitnessed(core.db);
    const now = core.ports.clock.now();
    if (added === 0 || Math.abs(now - witnessedAt) < WITNESS_EVERY) return;
    core.write((tx) => {
      witnessOthers(core, tx, added);
      noteWitnessed(tx.db);
    });
    witnessedAt = now;
  }

  return {
    send: (leases) => sending(() => send(leases)),
    receive: (upTo) =>
      receiving(async () => {
        apart.look();
        const received = await receive(options, upTo);
        apart.together();
        witness();
        return received;
      }),
    apart,
    waits: () => hasChanged(core.db) || outgoing(core.db, 1).length > 0,
  };
}

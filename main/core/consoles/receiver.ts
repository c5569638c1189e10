import type { Core } from '../store/context.ts';
import { applyChange } from './applyChange.ts';
import { type Change, decodeChange } from './changeFormat.ts';
import { removedConsoles } from './consoleEntries.ts';
import { leaveOut } from './leaveOut.ts';
import { type ChangeLog, type Heads, LogError, type LoggedChange } from './log/changeLog.ts';
import { keyOfPosition, positionOf, positions } from './positionRecord.ts';
import { keyNumberOf, type Sealing, takeKeyOf, unseal } from './seal.ts';
import { UnfitChange } from './unfitChange.ts';

/** Changes that are asked for at once, at first. */
const BATCH = 100;

export type Receiving = {
  readonly core: Core;
  readonly log: Pick<ChangeLog, 'read'>;
  readonly sealing: Sealing;
  /** The name of this console in the log. */
  readonly console: string;
};

export type Received = { readonly changes: number; readonly erased: number };

type Waiting = { readonly logged: LoggedChange; change?: Change };
type Ready = { readonly logged: LoggedChange; readonly change: Change };
/** The change that a console could not take, of each console that told one. */
type Unfit = Map<string, { readonly error: UnfitChange; readonly change: Change | null }>;

/**
 * Applies the changes of others up to these heads, those of a console in its order, one transaction each. A
 * change waits for those that its console had heard when it made it: so nothing comes before what it rests
 * on, such as an entry of the ledger that names the end of another chain. What was applied stays applied
 * where it stops in the middle. One that cannot be applied keeps those of its console waiting, and what rests
 * on them, until an admin has removed that console. @throws LogError; StoreError
 */
export async function receive(receiving: Receiving, upTo: Heads): Promise<Received> {
  const { core, log, console: own } = receiving;
  const behind = () => [...upTo].some(([name, number]) => name !== own && positionOf(core.db, name) < number);
  const unfit: Unfit = new Map();
  let most = BATCH;
  let changes = 0;
  let erased = 0;
  while (behind()) {
    const batch = await log.read(positions(core.db), most);
    for (const { sealed } of batch) await takeKeyOf(receiving.sealing, sealed);
    const waiting = batch.filter(({ console: name }) => name !== own).map((logged): Waiting => ({ logged }));
    let applied = 0;
    for (let next = takeReady(receiving, waiting, unfit); next; next = takeReady(receiving, waiting, unfit)) {
      const done = apply(core, next, unfit);
      if (done === null) continue;
      erased += done.erased;
      applied += 1;
      await core.turn();
    }
    if (applied === 0) {
      const gone = leaveOutRemoved(core, unfit);
      applied = gone.changes;
      erased += gone.erased;
    }
    changes += applied;
    const [first] = unfit.values();
    if (applied > 0) most = BATCH;
    else if (batch.length >= most) most *= 4;
    else if (first !== undefined) throw first.error;
    else throw new LogError('broken', 'The log lacks changes on which others rest, or which it said it has.');
  }
  return { changes, erased };
}

/** Null: it cannot be applied, which is noted. */
function apply(core: Core, { logged, change }: Ready, unfit: Unfit): { readonly erased: number } | null {
  try {
    return applyChange(core, logged, change);
  } catch (error) {
    const follows = positionOf(core.db, logged.console) === logged.number - 1;
    if (!(error instanceof LogError) || !follows) throw error;
    // What was sealed with a key that its console had given up is not its console's.
    const theirs = keyNumberOf(logged.sealed) >= keyOfPosition(core.db, logged.console);
    unfit.set(logged.console, { error: new UnfitChange(logged, error), change: theirs ? change : null });
    return null;
  }
}

/** Goes on behind what cannot be applied of consoles that an admin has removed. */
function leaveOutRemoved(core: Core, unfit: Unfit): Received {
  const removed = unfit.size === 0 ? new Set() : removedConsoles(core.db);
  const gone = [...unfit].filter(([name, { error }]) => error.code === 'broken' && removed.has(name));
  let erased = 0;
  for (const [name, { error, change }] of gone) {
    erased += leaveOut(core, error, change);
    unfit.delete(name);
  }
  return { changes: gone.length, erased };
}

/** Takes out the first change that waits for no other one of another console. */
function takeReady(
  { core, sealing, console: own }: Receiving,
  waiting: Waiting[],
  unfit: Unfit,
): Ready | undefined {
  const blocked = new Set(unfit.keys());
  for (const [place, each] of waiting.entries()) {
    const { logged } = each;
    if (blocked.has(logged.console)) continue;
    try {
      // One that was applied meanwhile is left to be skipped.
      each.change ??= decodeChange(core.db, unseal(sealing, logged, logged.sealed));
    } catch (error) {
      if (!(error instanceof LogError)) throw error;
      unfit.set(logged.console, { error: new UnfitChange(logged, error), change: null });
      blocked.add(logged.console);
      continue;
    }
    const { change } = each;
    const ready = [...change.after].every(
      ([name, number]) => name === own || positionOf(core.db, name) >= number,
    );
    if (ready) {
      waiting.splice(place, 1);
      return { logged, change };
    }
    blocked.add(logged.console);
  }
  return undefined;
}

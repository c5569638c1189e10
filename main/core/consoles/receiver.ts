import type { Core } from '../store/context.ts';
import { applyChange } from './applyChange.ts';
import { type Change, decodeChange } from './changeFormat.ts';
import { type ChangeLog, type Heads, LogError, type LoggedChange } from './log/changeLog.ts';
import { positionOf, positions } from './positionRecord.ts';
import { type Sealing, takeKeyOf, unseal } from './seal.ts';

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

/**
 * Applies the changes of others up to these heads, those of a console in its order, one transaction each. A
 * change waits for those that its console had heard when it made it: so nothing comes before what it rests
 * on, such as an entry of the ledger that names the end of another chain. What was applied stays applied
 * where it stops in the middle. @throws LogError; StoreError
 */
export async function receive(receiving: Receiving, upTo: Heads): Promise<Received> {
  const { core, log, console: own } = receiving;
  const behind = () => [...upTo].some(([name, number]) => name !== own && positionOf(core.db, name) < number);
  let most = BATCH;
  let changes = 0;
  let erased = 0;
  while (behind()) {
    const batch = await log.read(positions(core.db), most);
    for (const { sealed } of batch) await takeKeyOf(receiving.sealing, sealed);
    const waiting = batch.filter(({ console: name }) => name !== own).map((logged): Waiting => ({ logged }));
    let applied = 0;
    for (let next = takeReady(receiving, waiting); next; next = takeReady(receiving, waiting)) {
      erased += applyChange(core, next.logged, next.change).erased;
      applied += 1;
      await core.turn();
    }
    changes += applied;
    if (applied > 0) most = BATCH;
    else if (batch.length < most)
      throw new LogError('broken', 'The log lacks changes on which others rest, or which it said it has.');
    else most *= 4;
  }
  return { changes, erased };
}

/** Takes out the first change that waits for no other one of another console. */
function takeReady(
  { core, sealing, console: own }: Receiving,
  waiting: Waiting[],
): { readonly logged: LoggedChange; readonly change: Change } | undefined {
  const blocked = new Set<string>();
  for (const [place, each] of waiting.entries()) {
    const { logged } = each;
    if (blocked.has(logged.console)) continue;
    // One that was applied meanwhile is left to be skipped.
    const change = each.change ?? decodeChange(core.db, unseal(sealing, logged, logged.sealed));
    each.change = change;
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

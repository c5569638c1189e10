import type { ConsolesState } from '../../../shared/contract/consoles.ts';
import { type Stored, said } from '../../../shared/text/stored.ts';
import { hasChanged } from '../store/capture/changedRows.ts';
import type { Core } from '../store/context.ts';
import { all } from '../store/statement.ts';
import { keyIsDue } from './keys/renew.ts';
import type { Heads } from './log/changeLog.ts';
import type { LoggedConsole } from './log/membership.ts';
import { nameOf } from './names.ts';
import { outgoingCount } from './outgoingRecord.ts';
import { addressText, type Place, readPlace } from './place.ts';
import { positions } from './positionRecord.ts';
import { reasonOf } from './reasons.ts';
import { UnfitChange } from './unfitChange.ts';
import type { United } from './united.ts';

export const ALONE: ConsolesState = {
  united: false,
  address: '',
  consoles: [],
  waiting: 0,
  behind: 0,
  outOfReachSince: null,
  problem: '',
  keyDue: false,
  sends: true,
};

/** This console where the log does not tell of it, so that it is shown and can leave. */
const ownRow = (place: Place): ConsolesState['consoles'][number] => ({
  ...{ id: place.console, name: place.name, self: true, invited: false, here: false },
  ...{ joinedAt: 0, seenAt: null, behind: 0, connections: [] },
});

/** Of a console that cannot ask the log at all. */
export function brokenState(core: Core, problem: Stored): ConsolesState {
  const place = readPlace(core.db);
  return {
    ...ALONE,
    united: true,
    address: place === null ? '' : addressText(place.address),
    consoles: place === null ? [] : [ownRow(place)],
    problem: said(problem),
    sends: false,
  };
}

/** A console that has spoken within this time is here. Milliseconds. */
const HERE = 60_000;

/** How many changes of the others a console has not applied. */
function behindOf(id: string, applied: Heads, consoles: readonly LoggedConsole[]): number {
  return consoles
    .filter((other) => other.id !== id)
    .reduce((sum, { id: other, head }) => sum + Math.max(0, head - (applied.get(other) ?? 0)), 0);
}

/** Names of connections by the console that sends for them. */
function sentBy(core: Core): ReadonlyMap<string, readonly string[]> {
  const names = new Map(
    all<{ id: string; name: string }>(core.db, 'SELECT id, name FROM connection ORDER BY name').map(
      ({ id, name }) => [id, name],
    ),
  );
  const found = new Map<string, string[]>();
  for (const [connection, id] of core.sending.state().holders) {
    const name = names.get(connection);
    if (name !== undefined) found.set(id, [...(found.get(id) ?? []), name]);
  }
  return found;
}

/** For admins. `consoles`: as the log told them last. Where it cannot be asked, who is here is not known. */
export function stateOf(core: Core, united: United, consoles: readonly LoggedConsole[]): ConsolesState {
  const { place, exchange } = united;
  const now = core.ports.clock.now();
  const trouble = exchange.trouble();
  const sends = sentBy(core);
  // One that left by itself can be removed while what it told does not fit.
  const unfit = trouble?.error instanceof UnfitChange ? trouble.error.console : null;
  const nameOfId = (id: string) => {
    const found = consoles.find((each) => each.id === id);
    return found === undefined ? id : nameOf(united.sealing, found);
  };
  const shown = consoles
    .filter(({ id, removedAt, invitedUntil }) =>
      removedAt === null ? (invitedUntil ?? now) >= now : id === unfit,
    )
    .map((each) => ({
      id: each.id,
      name: nameOf(united.sealing, each),
      self: each.id === place.console,
      invited: each.invitedUntil !== null,
      joinedAt: each.joinedAt,
      seenAt: each.seenAt,
      here: trouble === null && each.seenAt !== null && now - each.seenAt < HERE,
      behind: each.invitedUntil === null ? behindOf(each.id, each.applied, consoles) : 0,
      connections: [...(sends.get(each.id) ?? [])],
    }));
  return {
    united: true,
    address: addressText(place.address),
    consoles: shown.some(({ self }) => self) ? shown : [ownRow(place), ...shown],
    // What was written a moment ago is no change yet.
    waiting: outgoingCount(core.db) + (hasChanged(core.db) ? 1 : 0),
    behind: behindOf(place.console, positions(core.db), consoles),
    outOfReachSince: trouble?.error.code === 'unreachable' ? trouble.since : null,
    problem: trouble === null ? '' : said(reasonOf(trouble.error, nameOfId)),
    keyDue: keyIsDue(core.db, consoles),
    sends:
      trouble?.error.code !== 'refused' && [...core.sending.state().holders.values()].includes(place.console),
  };
}

import type { TimeApart, TimeApartInFull } from '../../../shared/contract/consoles/together.ts';
import type { ConsolesState, LogCheck, LogDatabase } from '../../../shared/contract/consoles.ts';
import { t } from '../../../shared/text/say.ts';
import type { Stored } from '../../../shared/text/stored.ts';
import { CoreError, KeptError } from '../base/errors.ts';
import { createInTurn } from '../base/inTurn.ts';
import { append } from '../ledger/append.ts';
import type { OpenedCore } from '../open/openCore.ts';
import { all } from '../store/statement.ts';
import { type Known, timeApart, timesApart } from './apart/describe.ts';
import { beginLog, checkDatabase } from './begin.ts';
import { invite } from './invite.ts';
import { SWEEPS } from './lease.ts';
import { leave } from './leave.ts';
import { LogError } from './log/changeLog.ts';
import type { LoggedConsole } from './log/membership.ts';
import { consoleNames } from './names.ts';
import { NOBODY } from './nobody.ts';
import { readPlace } from './place.ts';
import { forPeople } from './reasons.ts';
import { ALONE, brokenState, stateOf } from './stateOf.ts';
import { type Needs, openUnited, type United } from './united.ts';

/** This console and the others of its organisation, while its store is open. */
export type Consoles = {
  state(): Promise<ConsolesState>;
  /** When a console did not hear the others, the latest first. */
  timesApart(): Promise<TimeApart[]>;
  /** What came together after one of them. @throws CoreError NOT_FOUND */
  timeApart(id: string): Promise<TimeApartInFull>;
  /** Tests a database for the log. @throws KeptError */
  check(given: LogDatabase): Promise<LogCheck>;
  /** Makes the log, and this console its first. @throws KeptError, CoreError */
  begin(actorId: string, given: LogDatabase & { readonly name: string }): Promise<void>;
  /** A code for another computer. @throws KeptError, CoreError */
  invite(actorId: string, name: string): Promise<{ code: string; until: number }>;
  /** Has a console send for all connections. @throws KeptError, CoreError */
  handOver(actorId: string, id: string): Promise<void>;
  /** Shuts a console out; of this one, leaves. @throws KeptError, CoreError */
  remove(actorId: string, id: string): Promise<void>;
  /** Begins; before, nothing is exchanged and nothing sent. */
  start(needs: Needs): void;
  stop(): Promise<void>;
};

/** What the log could not do now is done with the next look at it. */
function ignoreLog(error: unknown): void {
  if (!(error instanceof LogError)) throw error;
}

/** Seconds for which another console has the leases that it was given, until it renews them. */
const HANDED_FOR = 30;

/**
 * Call it before anything is sent. Where a console of several lacks its secrets, the store opens and nothing
 * leaves.
 */
export async function createConsoles(core: OpenedCore): Promise<Consoles> {
  const inTurn = createInTurn();
  let needs: Needs | null = null;
  let united: United | null = null;
  let problem: Stored | null = null;

  async function open(): Promise<void> {
    const place = readPlace(core.db);
    if (place === null) return;
    try {
      united = await openUnited(core, place);
      if (needs !== null) united.start(needs);
    } catch (error) {
      if (!(error instanceof KeptError)) throw error;
      problem = error.kept;
      core.shareSending(NOBODY);
    }
  }
  await open();
  let known: readonly LoggedConsole[] = [];

  /** Asks the log, in words for people. */
  async function asking<T>(work: (at: United) => Promise<T>): Promise<T> {
    if (united === null) throw new CoreError('CONFLICT', t('consoles:refused.alone'));
    try {
      return await work(united);
    } catch (error) {
      throw forPeople(error);
    }
  }
  /**
   * Leaves. Where the log is out of reach it is not told, which ends nothing there but by another console.
   */
  async function goAlone(actorId: string): Promise<void> {
    const at = united;
    let others = true;
    if (at !== null && at.exchange.trouble() === null)
      await asking(async ({ log, place, exchange }) => {
        await exchange.now();
        const rest = (await log.consoles()).filter(
          ({ id, removedAt }) => id !== place.console && removedAt === null,
        );
        others = rest.length > 0;
        await log.removeConsole(place.console);
      });
    await at?.stop();
    await leave(core, actorId, others);
    united = null;
    problem = null;
    tell();
  }
  const tell = () => core.changes.publish(['consoles']);

  /** What the log told last counts while it cannot be reached. */
  async function look(at: United): Promise<readonly LoggedConsole[]> {
    if (at.exchange.trouble()?.error.code !== 'unreachable')
      known = await at.log.consoles().catch(() => known);
    return known;
  }
  async function knownConsoles(): Promise<Known> {
    if (united === null) return { names: new Map(), own: null };
    return { names: consoleNames(core, united, await look(united)), own: united.place.console };
  }

  return {
    async state() {
      if (united === null) return problem === null ? ALONE : brokenState(core, problem);
      return stateOf(core, united, await look(united));
    },
    timesApart: async () => timesApart(core, await knownConsoles()),
    timeApart: async (id) => timeApart(core, await knownConsoles(), id),
    check: checkDatabase,
    begin: (actorId, given) =>
      inTurn(async () => {
        if (united !== null) throw new CoreError('CONFLICT', t('consoles:refused.united'));
        await beginLog(core, actorId, given);
        await open();
      }),
    invite: (actorId, name) =>
      inTurn(() =>
        asking(async (at) => {
          const made = await invite({ ...at, core }, actorId, name);
          // Whoever joins waits for it.
          at.snapshot().catch((error: unknown) => {
            core.ports.log.error('snapshot-failed', {
              name: error instanceof Error ? error.name : 'unknown',
            });
          });
          tell();
          return made;
        }),
      ),
    handOver: (actorId, id) =>
      inTurn(() =>
        asking(async ({ log, exchange, leases, place }) => {
          const connections = all<{ id: string }>(core.db, 'SELECT id FROM connection').map((row) => row.id);
          const leased = [...connections, SWEEPS];
          // What is under way here is settled first; what is under way elsewhere is known here.
          if (place.console === id) await exchange.now();
          else await leases.handOver(leased);
          await log.handOver(leased, id, HANDED_FOR);
          if (place.console === id) await leases.round();
          core.write((tx) =>
            append(core, tx, { kind: 'sending-handed-over', actorId, payload: { console: id } }),
          );
          tell();
        }),
      ),
    remove: (actorId, id) =>
      inTurn(async () => {
        if (united?.place.console === id || problem !== null) return goAlone(actorId);
        await asking(async ({ log, sealing, renewKey }) => {
          const had = (await log.consoles()).some((each) => each.id === id && each.acceptedAt !== null);
          await log.removeConsole(id);
          // Keys that it made until now are good. It is noted as removed also where the log fails now.
          await sealing.keys.take().catch(ignoreLog);
          const kind = had ? 'console-removed' : 'console-uninvited';
          core.write((tx) => append(core, tx, { kind, actorId, payload: { console: id } }));
          await renewKey();
        });
        tell();
      }),
    start(given) {
      needs = given;
      united?.start(given);
    },
    async stop() {
      const at = united;
      united = null;
      await at?.stop();
    },
  };
}

import { setTimeout as pause } from 'node:timers/promises';
import { keep } from '../../../shared/text/stored.ts';
import { faultPoint } from '../base/faultPoint.ts';
import { createInTurn } from '../base/inTurn.ts';
import type { SendingRight, SendingState } from '../base/sending.ts';
import { loseTexts } from '../conversations/messageRecord.ts';
import type { Core } from '../store/context.ts';
import { one, sql } from '../store/statement.ts';
import { createConfirming, type LogWays } from './confirming.ts';
import { type ChangeLog, type Heads, type Lease, LogError } from './log/changeLog.ts';
import { createMoments, type Moment } from './moments.ts';
import { positions } from './positionRecord.ts';

/** The lease of what is done once for the organisation. */
export const SWEEPS = 'sweeps';
/** For how long a lease is taken, and how much earlier it ends for us. */
const SECONDS = 30;
const OURS_FOR = (SECONDS - 5) * 1000;
/** Milliseconds between two renewals, between two tries where the log did not answer, and after news. */
const EVERY = 10_000;
const AGAIN = 2000;
const NEWS = 1000;
/** Milliseconds for which a connection that was handed over is left to the others. */
const LEFT_TO_OTHERS = 60_000;
/** Milliseconds that handing over waits for what is under way. */
const SETTLES_WITHIN = 10_000;

/** With the words of the index message_in_flight; without these SQLite reads all texts. */
const GOING_OUT = sql`state = 'sending' AND state IN ('sending', 'unknown')`;

export type LeaseOptions = {
  readonly core: Core;
  readonly log: Pick<ChangeLog, 'lease' | 'release' | 'onNews'>;
  /** The name of this console in the log. */
  readonly console: string;
  readonly ways: LogWays;
  /** Connections through which this console could send now. */
  readonly usable: () => readonly string[];
  /** Why changes are not exchanged; null: they are. */
  readonly trouble: () => LogError | null;
  /** Milliseconds by a clock that only runs on; for tests. */
  readonly steady?: () => number;
};

export type Leases = {
  readonly right: SendingRight;
  start(): void;
  /** Takes and renews what it can, now; never throws. */
  round(): Promise<void>;
  /**
   * Lets another console send for these connections: nothing more leaves from here, what is under way is
   * settled, and they are given back. @throws LogError
   */
  handOver(connections: readonly string[]): Promise<void>;
  /** Gives everything back. Call it when nothing is under way any more; never throws. */
  stop(): Promise<void>;
};

type Held = { readonly fence: number; readonly asked: Moment };

/**
 * Keeps the leases of this console. A lease is ours until five seconds before its end, by our own clocks,
 * and only while the log answers. Whoever takes a connection over first applies all that is in the log, then
 * takes texts that were going out there for perhaps sent, and reads replies before anything leaves.
 */
export function createLeases(options: LeaseOptions): Leases {
  const { core, log, console: own, ways } = options;
  const moments = createMoments(core.ports.clock, options.steady);
  const inTurn = createInTurn();
  let held: ReadonlyMap<string, Held> = new Map();
  let holders: ReadonlyMap<string, string> = new Map();
  const left = new Map<string, Moment>();
  let heads: Heads = new Map();
  // Until the log has answered once.
  let cut: Pick<SendingState, 'cutSince' | 'why'> = {
    cutSince: core.ports.clock.now(),
    why: 'unreachable',
  };
  let started = false;
  let ended = false;
  let timer: NodeJS.Timeout | null = null;
  let due = 0;
  let endNews = () => {};

  const told: LogWays = {
    async send(leases) {
      const appended = await ways.send(leases);
      heads = appended.heads;
      return appended;
    },
    receive: ways.receive,
  };
  const confirming = createConfirming(told, moments, () =>
    [...held].map(([connection, { fence }]) => ({ connection, fence })),
  );

  function mine(connection: string): boolean {
    const lease = held.get(connection);
    return !ended && cut.cutSince === null && lease !== undefined && moments.since(lease.asked) < OURS_FOR;
  }

  function fails(error: unknown): void {
    const why = error instanceof LogError ? error.code : 'broken';
    if (!(error instanceof LogError)) core.report(error);
    if (cut.cutSince === null || cut.why !== why) core.ports.log.warn('log-cut', { why });
    cut = { cutSince: cut.cutSince ?? core.ports.clock.now(), why };
    core.changes.publish(['connections']);
    plan(AGAIN);
  }

  function drop(connections: readonly string[]): void {
    held = new Map([...held].filter(([connection]) => !connections.includes(connection)));
    core.changes.publish(['connections']);
  }

  /**
   * Texts that were claimed under an earlier lease, or by an earlier run of this console, may have left;
   * nobody here knows. Their claims may come in long after the lease.
   */
  function loseClaims({ connection, fence }: Lease, fresh: boolean): number {
    const which = sql`connection_id = ${connection} AND fence <= ${fresh ? fence : fence - 1}`;
    if (one(core.db, sql`SELECT 1 FROM message WHERE ${GOING_OUT} AND ${which} LIMIT 1`) === undefined)
      return 0;
    return core.write((tx) => {
      tx.touch('conversations');
      return loseTexts(tx, which, keep('kept:send.consoleLost'));
    });
  }

  function takeOver(lease: Lease): void {
    const { connection, fence } = lease;
    const lost = loseClaims(lease, true);
    if (connection === SWEEPS) return;
    faultPoint('consoles.tookOver');
    core.inbound.missed(connection, core.ports.clock.now());
    core.inbound.ask(connection);
    core.ports.log.info('lease-taken', { connection, fence, lost });
  }

  /** What people are shown, to compare. */
  const picture = () => JSON.stringify([[...held.keys()], [...holders], cut.cutSince !== null]);

  async function renew(): Promise<void> {
    for (const [connection, at] of left) if (moments.since(at) >= LEFT_TO_OTHERS) left.delete(connection);
    const usable = [SWEEPS, ...options.usable()];
    const trouble = options.trouble();
    if (trouble !== null && trouble.code !== 'unreachable') {
      // Time alone does not mend that, and nothing could leave from here meanwhile.
      await log.release([...new Set([...usable, ...held.keys()])]);
      held = new Map();
      throw trouble;
    }
    const asked = moments.now();
    const wanted = usable.filter((connection) => !left.has(connection));
    const found = await log.lease(wanted, SECONDS);
    if (ended) return;
    const ours = found.filter((lease) => lease.console === own && wanted.includes(lease.connection));
    const isNew = (lease: Lease) => held.get(lease.connection)?.fence !== lease.fence;
    let kept = ours;
    if (ours.some(isNew) || cut.cutSince !== null) {
      const appended = await told.send(ours);
      await told.receive(appended.heads);
      kept = ours.filter(({ connection }) => appended.held.has(connection));
      if (ended) return;
      for (const lease of kept.filter(isNew)) takeOver(lease);
    }
    for (const lease of kept) if (!isNew(lease)) loseClaims(lease, false);
    // Some may have been handed over meanwhile.
    const stay = kept.filter(({ connection }) => !left.has(connection));
    const before = picture();
    held = new Map(stay.map(({ connection, fence }) => [connection, { fence, asked }]));
    holders = new Map(found.map((lease) => [lease.connection, lease.console]));
    cut = { cutSince: null, why: null };
    if (picture() === before) return;
    core.changes.publish(['connections']);
    core.wake();
  }

  const round = () => inTurn(() => (ended ? Promise.resolve() : renew().catch(fails)));

  function plan(wait: number): void {
    const at = performance.now() + wait;
    if (!started || ended || (timer !== null && due <= at)) return;
    if (timer !== null) clearTimeout(timer);
    due = at;
    timer = setTimeout(() => {
      timer = null;
      void round().then(() => plan(EVERY));
    }, wait);
  }

  const right: SendingRight = {
    alone: false,
    mine,
    reads: (connection) => !ended && [undefined, own].includes(holders.get(connection)),
    sweeps: () => mine(SWEEPS),
    fence: (connection) => held.get(connection)?.fence ?? 0,
    async confirm(connection) {
      try {
        const confirmed = (await confirming.confirm()).has(connection);
        if (!confirmed) {
          drop([connection]);
          plan(NEWS);
        }
        return confirmed && mine(connection);
      } catch (error) {
        fails(error);
        return false;
      }
    },
    confirmed: (connection) =>
      mine(connection) && confirming.isYoung(connection, held.get(connection)?.fence ?? 0),
    state() {
      const applied = positions(core.db);
      const behind = [...heads].reduce(
        (sum, [name, head]) => sum + (name === own ? 0 : Math.max(0, head - (applied.get(name) ?? 0))),
        0,
      );
      return { ...cut, behind, holders };
    },
  };

  async function settled(connections: readonly string[]): Promise<void> {
    const until = performance.now() + SETTLES_WITHIN;
    const isGoingOut = (id: string) =>
      one(core.db, sql`SELECT 1 FROM message WHERE ${GOING_OUT} AND connection_id = ${id} LIMIT 1`) !==
      undefined;
    while (connections.some(isGoingOut) && performance.now() < until) await pause(50);
  }

  return {
    right,
    start() {
      started = true;
      endNews = log.onNews(() => plan(NEWS));
      plan(0);
    },
    round,
    async handOver(connections) {
      for (const connection of connections) left.set(connection, moments.now());
      drop(connections);
      await settled(connections);
      await told.send([]);
      await inTurn(() => log.release(connections));
      holders = new Map([...holders].filter(([connection]) => !connections.includes(connection)));
    },
    async stop() {
      ended = true;
      endNews();
      if (timer !== null) clearTimeout(timer);
      // Where the log does not answer they end by themselves, and whoever closes Heed need not wait for it.
      if (cut.cutSince !== null) return;
      try {
        await inTurn(async () => undefined);
        await told.send([]);
        await log.release([...held.keys()]);
      } catch (error) {
        core.ports.log.warn('lease-kept', { why: error instanceof LogError ? error.code : 'broken' });
      }
    },
  };
}

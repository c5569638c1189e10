import { createInTurn } from '../base/inTurn.ts';
import { isComingIn } from '../store/capture/capture.ts';
import type { Core } from '../store/context.ts';
import { StoreError } from '../store/types.ts';
import { recordReturn } from './apart/record.ts';
import { type Courier, createCourier } from './courier.ts';
import { endParts } from './endParts.ts';
import { type ChangeLog, type Heads, LogError } from './log/changeLog.ts';
import type { Membership } from './log/membership.ts';
import { positions } from './positionRecord.ts';
import type { Sealing } from './seal.ts';
import { UnfitChange } from './unfitChange.ts';

/** Milliseconds between two looks at the log when nothing wakes us, and after it did not answer. */
const LOOK_EVERY = 5000;
/** Milliseconds after a write until it is sent, so that what belongs together goes together. */
const GATHER = 50;

export type Exchange = {
  readonly courier: Courier;
  start(): void;
  /** Brings and fetches what there is. @throws LogError; StoreError */
  now(): Promise<void>;
  /** Why the last exchange failed, and since when none worked; null: it worked. UTC milliseconds. */
  trouble(): { readonly error: LogError; readonly since: number } | null;
  stop(): Promise<void>;
};

type Options = {
  readonly core: Core;
  readonly log: Pick<ChangeLog, 'append' | 'read' | 'applied' | 'onNews'> & Pick<Membership, 'consoles'>;
  readonly sealing: Sealing;
  readonly console: string;
  /** Makes a new key where one is due and it can. @throws StoreError */
  readonly renew: () => Promise<unknown>;
  /** Cleans what was erased out of the store's file; reports errors by itself. */
  readonly clean: () => Promise<void>;
};

/** Keeps this store and the log together: soon after something was written here or came there. */
export function createExchange(options: Options): Exchange {
  const { core, log } = options;
  const courier = createCourier(options);
  const inTurn = createInTurn();
  let trouble: { error: LogError; since: number } | null = null;
  let timer: NodeJS.Timeout | null = null;
  let stopped = false;
  let running: Promise<void> = Promise.resolve();
  let told = '';
  let spoke = Number.NEGATIVE_INFINITY;
  let lookedForKeys = Number.NEGATIVE_INFINITY;

  /** Keys that others made, and ours where one is due, of which one console of all takes care. */
  async function lookForKeys(): Promise<void> {
    const begun = performance.now();
    if (begun - lookedForKeys < LOOK_EVERY) return;
    await options.sealing.keys.take();
    if (core.sending.sweeps()) await options.renew();
    lookedForKeys = begun;
  }

  /** What the others have told comes in, though a change of one of them does not fit. */
  async function receiveUpTo(heads: Heads) {
    try {
      return { ...(await courier.receive(heads)), unfit: null };
    } catch (error) {
      if (!(error instanceof UnfitChange)) throw error;
      return { changes: 0, erased: 0, unfit: error };
    }
  }

  /** A time apart that is over is told once, though rounds overlap. */
  const tellApart = () =>
    inTurn(async () => {
      const apart = courier.apart.over();
      if (apart !== null) await recordReturn(core, options.console, apart, courier.apart.told);
    });

  async function now(): Promise<void> {
    try {
      await lookForKeys();
      const { heads } = await courier.send([]);
      const { changes, erased, unfit } = await receiveUpTo(heads);
      if (isComingIn(core.db)) endParts(core, await log.consoles());
      await tellApart();
      // A text may have been queued there that leaves from here.
      if (changes > 0) core.wake();
      if (erased > 0) void options.clean();
      const at = positions(core.db);
      const text = JSON.stringify([...at]);
      // Each time it is said, the others see that we are here.
      if (text !== told || Math.abs(core.ports.clock.now() - spoke) >= LOOK_EVERY) await log.applied(at);
      told = text;
      spoke = core.ports.clock.now();
      if (unfit !== null) throw unfit;
      if (trouble !== null) changed();
      trouble = null;
    } catch (error) {
      if (error instanceof LogError) {
        const first = trouble === null || trouble.error.code !== error.code;
        trouble = { error, since: trouble?.since ?? core.ports.clock.now() };
        if (first) {
          core.ports.log.warn('log-trouble', { code: error.code });
          changed();
        }
      }
      throw error;
    }
  }
  const changed = () => core.changes.publish(['consoles']);

  function plan(delay: number): void {
    if (stopped) return;
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(() => {
      timer = null;
      running = now()
        .catch((error: unknown) => {
          if (error instanceof LogError || (error instanceof StoreError && core.report(error))) return;
          core.report(error);
          core.ports.log.error('exchange-failed', { name: error instanceof Error ? error.name : 'unknown' });
        })
        .finally(() => {
          if (timer === null) plan(trouble === null && courier.waits() ? GATHER : LOOK_EVERY);
        });
    }, delay);
  }

  const ends: (() => void)[] = [];

  return {
    courier,
    start() {
      ends.push(
        core.changes.subscribe(() => {
          if (trouble === null && courier.waits()) plan(GATHER);
        }),
        log.onNews(() => plan(0)),
      );
      plan(0);
    },
    now,
    trouble: () => trouble,
    async stop() {
      stopped = true;
      if (timer !== null) clearTimeout(timer);
      for (const end of ends) end();
      await running;
      courier.apart.close();
    },
  };
}

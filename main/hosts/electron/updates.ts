import type { Desktop } from '../../../shared/contract/console/computer.ts';

/** The way to releases (electronUpdater.ts; a double in tests). */
export type Updater = {
  /** The newest release if it is newer than this Heed, after its signature was checked. Rejects otherwise. */
  check(): Promise<{ readonly version: string; readonly notes: string } | null>;
  /** Fetches what `check` found, and checks it. */
  load(): Promise<void>;
  /** Installs what was fetched in place of this Heed; called last of all. */
  install(): void;
};

export type Updates = {
  state(): Desktop['update'];
  /** Checks now and fetches what there is. Never rejects: `state` has the outcome. */
  check(): Promise<void>;
  /** Checks now and then once a day, while `wanted`. */
  start(): void;
  stop(): void;
  /** Called when Heed has ended properly and no text is under way: installs what is ready. */
  ended(): void;
};

const DAY = 24 * 60 * 60_000;
/** Timers stop while a computer sleeps, so the clock is looked at instead. */
const TURN = 60 * 60_000;

/**
 * Looks for updates at the start and once a day, where an admin wants it. It sends nothing about the
 * organisation and installs nothing while Heed runs. @param options.wanted whether an admin turned it on;
 * asked each time @param options.failed what went wrong, for the log: only the kind of error
 */
export function createUpdates(options: {
  readonly updater: Updater | null;
  wanted(): boolean;
  changed(): void;
  failed(name: string): void;
  readonly now?: () => number;
}): Updates {
  const { updater, wanted, changed, failed, now = Date.now } = options;
  let update: Desktop['update'] = { phase: 'none', version: null, notes: '', at: null };
  let timer: NodeJS.Timeout | undefined;
  let triedAt = Number.NEGATIVE_INFINITY;
  const set = (change: Partial<Desktop['update']>) => {
    update = { ...update, ...change };
    changed();
  };

  const check = async () => {
    // An update that is ready waits for the end of Heed; one under way is not begun again.
    if (updater === null || ['ready', 'looking', 'loading'].includes(update.phase)) return;
    triedAt = now();
    set({ phase: 'looking' });
    try {
      const found = await updater.check();
      set({ at: now() });
      if (found === null) return set({ phase: 'none' });
      set({ phase: 'loading', ...found });
      await updater.load();
      return set({ phase: 'ready' });
    } catch (error) {
      failed(error instanceof Error ? error.name : typeof error);
      return set({ phase: 'failed', version: null, notes: '' });
    }
  };
  const turn = () => {
    if (wanted() && now() - triedAt >= DAY) void check();
  };
  return {
    ended: () => {
      if (update.phase === 'ready') updater?.install();
    },
    state: () => update,
    check,
    start: () => {
      if (updater === null) return;
      turn();
      timer ??= setInterval(turn, TURN);
      timer.unref();
    },
    stop: () => {
      clearInterval(timer);
      timer = undefined;
    },
  };
}

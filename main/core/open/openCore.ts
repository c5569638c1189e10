import { createSecretKey } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { ChangeTopic } from '../../../shared/contract/base/changes.ts';
import { isHiddenFromTexters, textersWith } from '../access/visible.ts';
import { createChangeFeed, createTexterFeeds } from '../base/changeFeed.ts';
import { codeOf } from '../base/errors.ts';
import { createInboundWatch } from '../base/freshness.ts';
import type { Ports, Secrets } from '../base/ports.ts';
import { createRefusedCalls } from '../base/refusedCalls.ts';
import { ALONE, type SendingRight } from '../base/sending.ts';
import { resumeCapture } from '../store/capture/capture.ts';
import { type Checkpoints, createCheckpoints } from '../store/checkpoints.ts';
import { createHybridClock, newDevice } from '../store/clock.ts';
import type { Core, Tx } from '../store/context.ts';
import { createHealth } from '../store/health.ts';
import { openMark, readMark, refuseOlder } from '../store/mark.ts';
import { setMeta } from '../store/meta.ts';
import { openReader, openStore, type StoreKey } from '../store/open.ts';
import { one } from '../store/statement.ts';
import { subjectsUnder } from '../store/subject.ts';
import { type Ahead, createTogether } from '../store/together.ts';
import { troubleOf } from '../store/trouble.ts';
import type { StoreError, Writer } from '../store/types.ts';

/** The value of a meta row, which `make` makes the first time. */
function meta(db: Writer, key: string, make: () => string): string {
  const found = one<{ value: string }>(db, 'SELECT value FROM meta WHERE key = ?', key);
  if (found) return found.value;
  const value = make();
  setMeta(db, key, value);
  return value;
}

export type OpenOptions = {
  readonly ports: Ports;
  readonly secrets: Secrets;
  readonly storeDir: string;
  readonly key: StoreKey;
  readonly demo: boolean;
  /** The file of the tide mark; left out where the store may be deleted, as in the demo. */
  readonly markFile?: string;
  /** The key of numbers' hashes for a store that is made: its organisation has one. 64 hexadecimal digits. */
  readonly subjectKey?: string;
  /** A store in memory, for tests. */
  readonly db?: Writer;
};

/**
 * Checks the store through a connection that cannot write, so that a journal that lost its end stays as it is
 * for a repair.
 */
function checkMark(markFile: string, storeDir: string, key: StoreKey): void {
  if (readMark(markFile) === null) return;
  const db = openReader(storeDir, key);
  try {
    refuseOlder(
      markFile,
      one<{ value: string }>(db, "SELECT value FROM meta WHERE key = 'clock'")?.value ?? null,
    );
  } catch (error) {
    throw troubleOf(error) ?? error;
  } finally {
    db.close();
  }
}

export type OpenedCore = Core & {
  close(): void;
  onWake(listener: () => void): void;
  /** Writes replies before what waits in `together`, and with it. */
  readonly ahead: Ahead;
  /** Sets who takes in waiting replies; null: nobody. */
  onRepliesFirst(take: (() => boolean) | null): void;
  /** From now on other consoles send too, and this says for which connections we do. */
  shareSending(right: SendingRight): void;
  /** From now on the store can be read and not written, for this reason; null: it can be written again. */
  freeze(why: StoreError | null): void;
  /**
   * From now on a thread takes the store's log into its file, until the returned function is called, which
   * waits for it. Nothing for a store in memory.
   */
  copyLogOnThread(): () => Promise<void>;
  /** Resolves when that thread has ended; it begins again when there is something to copy. */
  logAtRest(): Promise<void>;
  /** Continues after another connection of this console has written while this one was frozen. */
  catchUp(): void;
};

/** Opens a store with everything that the core's parts need of it. */
export function openCore(options: OpenOptions): OpenedCore {
  if (options.markFile !== undefined) checkMark(options.markFile, options.storeDir, options.key);
  const db = options.db ?? openStore(options.storeDir, options.key);
  try {
    return joined(options, db);
  } catch (error) {
    db.close();
    throw troubleOf(error) ?? error;
  }
}

/** What admins and supervisors hear of as of `conversations`. */
const TEXTERS_ALONE: ReadonlySet<ChangeTopic> = new Set(['texts', 'queued']);

function joined(options: OpenOptions, db: Writer): OpenedCore {
  const { ports } = options;
  const kept = one<{ value: string }>(db, "SELECT value FROM meta WHERE key = 'clock'")?.value ?? null;
  const mark = options.markFile === undefined ? null : openMark(options.markFile);
  if (kept !== null) mark?.note(kept);
  const hex = (length: number) => Buffer.from(ports.random.bytes(length)).toString('hex');
  let device = meta(db, 'device', () => newDevice(ports.random));
  resumeCapture(db);
  // One key object for all: making one takes longer than the hash.
  const subjectKey = createSecretKey(
    meta(db, 'subject-key', () => options.subjectKey ?? hex(32)),
    'hex',
  );
  const clock = createHybridClock(device, kept);
  const nameIt = (name: string) => {
    device = name;
    clock.rename(name);
  };
  const overseers = createChangeFeed(ports.clock.now());
  const texters = createTexterFeeds(ports.clock.now());
  const changes: typeof overseers = {
    ...overseers,
    publish(topics) {
      overseers.publish(topics);
      texters.tell(topics, new Map());
    },
  };
  let wake = () => {};
  let checkpoints: Checkpoints | null = null;
  const health = createHealth(db, () => {
    const code = health.trouble()?.code ?? null;
    if (code === null) ports.log.info('store-recovered');
    else ports.log.error('store-trouble', { code });
    changes.publish(['session']);
    wake();
  });

  function write<T>(work: (tx: Tx) => T, durable = true): T {
    const topics = new Set<ChangeTopic>();
    const forAll = new Set<ChangeTopic>();
    const forSome = new Map<string, Set<ChangeTopic>>();
    let rev: string | null = null;
    const named = device;
    const now = ports.clock.now();
    const tx: Tx = {
      db,
      now,
      touch: (topic, whom = null) => {
        const hidden = typeof whom === 'string' && isHiddenFromTexters(db, whom);
        topics.add(hidden ? 'oversight' : TEXTERS_ALONE.has(topic) ? 'conversations' : topic);
        if (whom === null) forAll.add(topic);
        else if (!hidden) {
          for (const id of typeof whom === 'string' ? textersWith(db, whom) : whom.texters)
            forSome.set(id, (forSome.get(id) ?? new Set()).add(topic));
        }
      },
      id: () => ports.ids.next(),
      rev: () => {
        rev = clock.next(now);
        return rev;
      },
      follow: (seen) => {
        clock.follow(seen);
        // Noted with the store, so that the next start goes on from there.
        rev = clock.next(now);
      },
      get device() {
        return device;
      },
      renewDevice: () => {
        nameIt(newDevice(ports.random));
        setMeta(db, 'device', device);
      },
    };
    const whole = db.transaction(() => {
      const value = work(tx);
      if (rev !== null) setMeta(db, 'clock', rev);
      return value;
    });
    let result: T;
    try {
      result = whole.immediate();
    } catch (error) {
      // What was taken back is a new name as well.
      nameIt(named);
      throw health.report(error) ?? error;
    }
    checkpoints?.wrote();
    if (rev !== null) {
      // The mark must not be ahead of what a power cut leaves.
      if (durable) mark?.note(rev);
      health.wrote();
    }
    overseers.publish([...topics]);
    texters.tell([...forAll], forSome);
    return result;
  }

  function writePart<T>(work: (tx: Tx) => T): T {
    // A commit then writes the journal and does not flush it; the next one that flushes takes all with it.
    db.pragma('synchronous = NORMAL');
    try {
      return write(work, false);
    } finally {
      db.pragma('synchronous = FULL');
    }
  }

  let sending = ALONE;
  const nothing = () => true;
  let takeReplies = nothing;
  const repliesFirst = () => takeReplies();
  const { ahead, ...together } = createTogether(write, repliesFirst);

  return {
    db,
    ports,
    secrets: options.secrets,
    storeDir: options.storeDir,
    key: options.key,
    demo: options.demo,
    get device() {
      return device;
    },
    openedAt: ports.clock.now(),
    inbound: createInboundWatch(ports.clock.now()),
    get sending() {
      return sending;
    },
    refusedCalls: createRefusedCalls(),
    changes,
    changesFor: texters.of,
    trouble: health.trouble,
    report: health.report,
    recovered: health.recovered,
    subject: subjectsUnder(subjectKey),
    subjectKey,
    write: (work) => write(work),
    writePart,
    together,
    ahead,
    repliesFirst,
    turn: () => (checkpoints === null ? setImmediate() : checkpoints.turn()),
    onRepliesFirst: (take) => {
      takeReplies = take ?? nothing;
    },
    wake: () => wake(),
    shareSending: (right) => {
      sending = right;
    },
    freeze: health.hold,
    copyLogOnThread: () => {
      if (db.memory) return async () => undefined;
      const begun = createCheckpoints(db, options.key, (error) => {
        health.report(error);
        ports.log.error('checkpoint-failed', { code: codeOf(error) });
      });
      checkpoints = begun;
      return async () => {
        await begun.end();
        if (checkpoints === begun) checkpoints = null;
      };
    },
    logAtRest: async () => checkpoints?.rest(),
    catchUp: () => {
      const rev = one<{ value: string }>(db, "SELECT value FROM meta WHERE key = 'clock'")?.value;
      if (rev === undefined) return;
      nameIt(meta(db, 'device', () => device));
      clock.follow(rev);
      mark?.note(rev);
    },
    onWake: (listener) => {
      wake = listener;
    },
    close: () => {
      try {
        db.pragma('optimize');
      } catch {
        // Optimising only serves speed, and a store in trouble must still close.
      }
      db.close();
      mark?.close();
    },
  };
}

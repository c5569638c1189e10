import { createSecretKey } from 'node:crypto';
import type { ChangeTopic } from '../../shared/contract/changes.ts';
import { createChangeFeed } from './changeFeed.ts';
import type { Core, Tx } from './context.ts';
import type { Ports, Secrets } from './ports.ts';
import { createHybridClock } from './store/clock.ts';
import { openStore, type StoreKey } from './store/open.ts';
import { one, run } from './store/statement.ts';
import { subjectOf } from './store/subject.ts';
import type { Writer } from './store/types.ts';

/** Value of a meta row, made by `make` the first time. */
function meta(db: Writer, key: string, make: () => string): string {
  const found = one<{ value: string }>(db, 'SELECT value FROM meta WHERE key = ?', key);
  if (found) return found.value;
  const value = make();
  run(db, 'INSERT INTO meta (key, value) VALUES (?, ?)', key, value);
  return value;
}

export type OpenOptions = {
  readonly ports: Ports;
  readonly secrets: Secrets;
  readonly storeDir: string;
  readonly key: StoreKey;
  readonly demo: boolean;
  /** Tests hand in a store in memory. */
  readonly db?: Writer;
};

/** Opens a store and joins what every part of the core needs of it. */
export function openCore(options: OpenOptions): Core & { close(): void; onWake(listener: () => void): void } {
  const { ports } = options;
  const db = options.db ?? openStore(options.storeDir, options.key);
  const hex = (length: number) => Buffer.from(ports.random.bytes(length)).toString('hex');
  const device = meta(db, 'device', () => hex(4));
  // One key object for all: making it anew costs more than the hash.
  const subjectKey = createSecretKey(
    meta(db, 'subject-key', () => hex(32)),
    'hex',
  );
  const clock = createHybridClock(
    device,
    one<{ value: string }>(db, "SELECT value FROM meta WHERE key = 'clock'")?.value ?? null,
  );
  const changes = createChangeFeed(ports.clock.now());
  let wake = () => {};

  function write<T>(work: (tx: Tx) => T): T {
    const topics = new Set<ChangeTopic>();
    let rev: string | null = null;
    const now = ports.clock.now();
    const tx: Tx = {
      db,
      now,
      touch: (topic) => topics.add(topic),
      id: () => ports.ids.next(),
      rev: () => {
        rev = clock.next(now);
        return rev;
      },
    };
    const result = db
      .transaction(() => {
        const value = work(tx);
        if (rev !== null) run(db, "INSERT OR REPLACE INTO meta (key, value) VALUES ('clock', ?)", rev);
        return value;
      })
      .immediate();
    changes.publish([...topics]);
    return result;
  }

  return {
    db,
    ports,
    secrets: options.secrets,
    storeDir: options.storeDir,
    key: options.key,
    demo: options.demo,
    device,
    openedAt: ports.clock.now(),
    changes,
    subject: (number) => subjectOf(subjectKey, number),
    write,
    wake: () => wake(),
    onWake: (listener) => {
      wake = listener;
    },
    close: () => {
      db.pragma('optimize');
      db.close();
    },
  };
}

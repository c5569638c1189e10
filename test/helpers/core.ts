import { createHash } from 'node:crypto';
import Database from 'better-sqlite3';
import { createIds } from '../../main/core/base/ids.ts';
import type { Ports, Secrets } from '../../main/core/base/ports.ts';
import { type OpenedCore, openCore } from '../../main/core/open/openCore.ts';
import { openMemory } from '../../main/core/store/open.ts';
import type { Reader, Writer } from '../../main/core/store/types.ts';

/**
 * Tuesday, 3 March 2026, 18:00 UTC: within texting hours in every zone of the US, Canada and Great Britain.
 */
export const NOON = Date.UTC(2026, 2, 3, 18);

export type TestClock = { now(): number; set(at: number): void; advance(milliseconds: number): void };

/** A clock that stands still until it is moved. */
export function testClock(start: number = NOON): TestClock {
  let at = start;
  return {
    now: () => at,
    set: (to) => {
      at = to;
    },
    advance: (by) => {
      at += by;
    },
  };
}

/** Secrets in memory; `entries` shows what was stored. */
export function memorySecrets(): Secrets & { readonly entries: Map<string, string> } {
  const entries = new Map<string, string>();
  return {
    entries,
    get: async (name) => entries.get(name) ?? null,
    set: async (name, value) => {
      entries.set(name, value);
    },
    delete: async (name) => {
      entries.delete(name);
    },
  };
}

/**
 * Ports without the outside world: rising ids and random bytes that repeat from run to run, no network, log
 * lines kept in `logged`.
 */
export function testPorts(
  clock: TestClock,
  overrides: Partial<Ports> = {},
): Ports & { readonly logged: string[] } {
  let count = 0;
  let drawn = 0;
  const logged: string[] = [];
  const log = (event: string, facts: unknown) => {
    logged.push(`${event} ${JSON.stringify(facts ?? {})}`);
  };
  const secrets = memorySecrets();
  return {
    clock,
    ids: createIds(clock, (length) => {
      count += 1;
      return createHash('shake256', { outputLength: length }).update(`ids ${count}`).digest();
    }),
    random: {
      bytes: (length) => {
        drawn += 1;
        const blocks = Array.from({ length: Math.ceil(length / 32) }, (_, block) =>
          createHash('sha256').update(`${drawn}/${block}`).digest(),
        );
        return Buffer.concat(blocks).subarray(0, length);
      },
      fraction: () => {
        drawn += 1;
        return createHash('sha256').update(`f${drawn}`).digest().readUInt32BE(0) / 2 ** 32;
      },
    },
    keyStore: { kind: 'system', open: async () => secrets },
    log: { info: log, warn: log, error: log },
    fetch: async () => {
      throw new TypeError('A test without a network asked for one.');
    },
    dataDir: '/nowhere',
    newWindow: () => null,
    webhookBase: () => null,
    ...overrides,
    logged,
  };
}

export type TestCore = {
  readonly core: OpenedCore;
  readonly clock: TestClock;
  readonly ports: Ports & { readonly logged: string[] };
  readonly secrets: Secrets & { readonly entries: Map<string, string> };
};

export type TestCoreOptions = {
  /** UTC milliseconds; NOON if left out. */
  readonly now?: number;
  readonly demo?: boolean;
  readonly storeDir?: string;
  readonly ports?: Partial<Ports>;
  /** Begin as `kept` found another core; else the store is empty. */
  readonly from?: Kept;
};

/** A store as it was, with the secrets beside it. */
export type Kept = {
  readonly store: Buffer;
  readonly secrets: ReadonlyMap<string, string>;
  /** Copies draw on as the first did, so that no id is given twice; their ids tell the first's time. */
  readonly ports: Pick<Ports, 'ids' | 'random'>;
};

/**
 * What any number of cores can begin with, which costs less than to make it again. What a core holds in
 * memory is not in it, such as uploads.
 */
export const kept = ({ core, ports, secrets }: TestCore): Kept => ({
  store: (core.db as unknown as Database.Database).serialize(),
  secrets: new Map(secrets.entries),
  ports: { ids: ports.ids, random: ports.random },
});

/**
 * Writes outside of a transaction, which the product never does: for states that no function of the product
 * makes.
 */
export const writer = (core: { readonly db: Reader }): Writer => core.db as Writer;

let empty: Buffer | undefined;

/** A new store in memory. All migrations run once for a test file, and their result is copied. */
function newStore(from: Buffer | undefined): Writer {
  empty ??= openMemory().serialize();
  const db = new Database(from ?? empty) as unknown as Writer;
  db.pragma('foreign_keys = ON');
  return db;
}

/** An open core on a store in memory, with a clock that stands still. */
export function testCore(options: TestCoreOptions = {}): TestCore {
  const clock = testClock(options.now);
  const ports = testPorts(clock, { ...options.from?.ports, ...options.ports });
  const secrets = memorySecrets();
  for (const [name, value] of options.from?.secrets ?? []) secrets.entries.set(name, value);
  const core = openCore({
    ports,
    secrets,
    storeDir: options.storeDir ?? '/nowhere',
    key: '0'.repeat(64),
    demo: options.demo ?? false,
    db: newStore(options.from?.store),
  });
  return { core, clock, ports, secrets };
}

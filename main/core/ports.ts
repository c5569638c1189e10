/** What the core asks of the world. Hosts and tests hand these in; the core reaches for nothing by itself. */

/** UTC milliseconds. */
export type Clock = { now(): number };

/** UUIDv7, rising with the clock. */
export type Ids = { next(): string };

/** Cryptographic random bytes; and a fraction in [0, 1) for jitter. */
export type Random = { bytes(length: number): Uint8Array; fraction(): number };

/** Where secrets live: the store's key and provider credentials. A missing key store is an error, never a fall-back. */
export type Secrets = {
  get(name: string): Promise<string | null>;
  set(name: string, value: string): Promise<void>;
  delete(name: string): Promise<void>;
};

/** Structured, and free of personal content: no texts, names or numbers. */
export type Logger = {
  info(event: string, facts?: Readonly<Record<string, string | number | boolean | null>>): void;
  warn(event: string, facts?: Readonly<Record<string, string | number | boolean | null>>): void;
  error(event: string, facts?: Readonly<Record<string, string | number | boolean | null>>): void;
};

export type Paths = {
  /** Folder of the store, its write-ahead log and job files. */
  readonly dataDir: string;
};

export type Ports = {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly random: Random;
  readonly secrets: Secrets;
  readonly log: Logger;
  readonly paths: Paths;
  readonly fetch: typeof fetch;
};

import type { ComputerChange, Desktop } from '../../../shared/contract/console/computer.ts';
import type { DeskFlags } from '../../../shared/contract/desks.ts';
import { type Stored, said } from '../../../shared/text/stored.ts';
import type { Door } from '../providers/door.ts';
import type { PlainFetch } from '../providers/plainFetch.ts';
/** What the core needs from outside. Hosts and tests pass these in; the core gets nothing by itself. */

/** UTC milliseconds. */
export type Clock = { now(): number };

/** New ids that rise with the clock; `createIds` says how they look. */
export type Ids = { next(): string };

/** Cryptographic random bytes; and a fraction in [0, 1) for jitter. */
export type Random = { bytes(length: number): Uint8Array; fraction(): number };

/**
 * Where secrets are kept: the store's key and providers' credentials. A missing key store is an error;
 * nothing else takes its place.
 */
export type Secrets = {
  get(name: string): Promise<string | null>;
  set(name: string, value: string): Promise<void>;
  delete(name: string): Promise<void>;
};

/**
 * The host's key store. `system` opens by itself; `passphrase` asks for one and throws KeyStoreError('locked'
 * | 'wrong-passphrase'). A null passphrase means that HEED_PASSPHRASE or an earlier unlock gives it.
 */
export type KeyStore = {
  readonly kind: 'system' | 'passphrase';
  /** The passphrase came from whoever started the program, so no person is asked for one. */
  readonly given?: boolean;
  open(passphrase: string | null): Promise<Secrets>;
  /** Only where there is a passphrase. Throws KeyStoreError('wrong-passphrase') unless `current` is right. */
  changePassphrase?(current: string, next: string): Promise<void>;
};

export class KeyStoreError extends Error {
  readonly code: 'locked' | 'wrong-passphrase' | 'unavailable';
  /** The message as a stored sentence, since it may be shown again in another language. */
  readonly kept: Stored;
  constructor(code: KeyStoreError['code'], kept: Stored, options?: ErrorOptions) {
    super(said(kept), options);
    this.name = 'KeyStoreError';
    this.code = code;
    this.kept = kept;
  }
}

export type Facts = Readonly<Record<string, string | number | boolean | null>>;

/** Writes structured lines without personal content: no texts, names or numbers. */
export type Logger = {
  info(event: string, facts?: Facts): void;
  warn(event: string, facts?: Facts): void;
  error(event: string, facts?: Facts): void;
};

/** The desktop program around the core: what it does on this computer by itself. */
export type DesktopPort = {
  state(): Promise<Desktop>;
  change(change: ComputerChange): Promise<void>;
  checkForUpdate(): Promise<void>;
  /**
   * Called whenever the state has changed, such as when an update is ready. There is one listener: the last
   * one set.
   */
  onChange(listener: () => void): void;
};

/** Where and how desks come in. */
export type DeskDoor = {
  readonly port: number;
  /** What desks open, without a slash at its end: https://desks.example.org */
  readonly origin: string;
  /** PEM. Null: without encryption, which is allowed on loopback alone. */
  readonly tls: DeskTls | null;
  /** The address of the reverse proxy, which alone may call and say for whom; null: desks call directly. */
  readonly proxy: string | null;
};
export type DeskTls = { readonly cert: string; readonly key: string };

/** How the host lets desks in. */
export type DesksPort = {
  /** Resolves when it listens. @throws KeptError saying what to do, where the port cannot be had */
  open(door: DeskDoor): Promise<OpenDoor>;
  /** What the flags of this run say; null: nothing, so that the settings count. */
  readonly given: DeskFlags | null;
};
export type OpenDoor = {
  /** New connections get this certificate; those that stand stay. */
  renew(tls: DeskTls): void;
  close(): Promise<void>;
};

/**
 * Sign-ins of windows that outlive the core's process, because the windows do. Tokens are as good as a
 * password: whoever keeps them keeps them in memory, never in a file.
 */
export type KeptSignIns = {
  /** Those of an earlier process: the token of each window's sign-in. */
  readonly earlier: Readonly<Record<string, string>>;
  /** A window was signed in with this token; null: no longer. */
  note(windowId: string, token: string | null): void;
};

export type Ports = {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly random: Random;
  readonly keyStore: KeyStore;
  readonly log: Logger;
  /** Takes no compressed answer and follows no redirect; see plainFetch. */
  readonly fetch: PlainFetch;
  /** The folder of the stores and of the files beside them. */
  readonly dataDir: string;
  /** A one-time address for another window; null where the host opens windows by itself. */
  newWindow(): string | null;
  /** Base address of the webhook port, such as http://127.0.0.1:4711; null while it is not open. */
  webhookBase(): string | null;
  /** Where providers' calls come in. Left out where there is no webhook port. */
  readonly door?: Door;
  /** Left out where the window is a browser's. */
  readonly desktop?: DesktopPort;
  /** Left out where other computers cannot be served. */
  readonly desks?: DesksPort;
  /** Left out where the windows end with the process. */
  readonly signIns?: KeptSignIns;
  /**
   * A plain text that helps to find a fault: what the host knows of program, system and log, and these facts
   * of the core. Left out where nobody can ask for it.
   */
  problemReport?(facts: Facts): string;
};

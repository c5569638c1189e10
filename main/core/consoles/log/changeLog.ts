/**
 * The log that lies between the consoles of one organisation: what each has changed, in its own order, as
 * sealed bytes, and which of them sends for which connection. Whoever keeps it can read none of the bytes.
 */

/** One change as the log keeps it. `number` counts from 1 in its console's own order, without gaps. */
export type LoggedChange = { readonly console: string; readonly number: number; readonly sealed: Buffer };

/** Up to which number, by console; a console that is not named has none. */
export type Heads = ReadonlyMap<string, number>;

/** Who sends for a connection. A higher `fence` is a later holder. */
export type Lease = {
  readonly connection: string;
  readonly console: string;
  readonly fence: number;
  /** Milliseconds since 1970 by the database's clock. */
  readonly until: number;
};

/** What an append finds out in its own transaction. */
export type Appended = {
  /** Up to where the log goes for each console, what was just appended included. */
  readonly heads: Heads;
  /** The connections, of those asked for, whose lease is still ours by the database's clock. */
  readonly held: ReadonlySet<string>;
  /** For how many more milliseconds all of `held` stay ours at least; 0: none is held. */
  readonly leaseMs: number;
};

/** Every call throws a LogError, and nothing else, where the log cannot answer. */
export type ChangeLog = {
  /**
   * Appends changes of this console, in order and without gaps. One that is there already is left, so a
   * repeated append of the same bytes is harmless; other bytes under a number that is there are `broken`:
   * this console was restored from before it and must not go on under its name. So a change that is sealed
   * again needs the same bytes as before. Where they are many they go in pieces of a transaction each, so
   * the first may be in the log when an error is thrown. The last transaction also tells which of `leases`
   * are still ours and up to where the log goes.
   */
  append(
    changes: readonly Omit<LoggedChange, 'console'>[],
    leases: readonly Pick<Lease, 'connection' | 'fence'>[],
  ): Promise<Appended>;
  /**
   * Changes of the other consoles after these, those of a console in its order, all of them in turns, at
   * most `limit`, and fewer where they are large. None: there is nothing newer. A number that does not follow
   * the one before: what is missing was compacted and is in the snapshot.
   */
  read(after: Heads, limit: number): Promise<readonly LoggedChange[]>;
  /** Tells the others up to where this console has applied their changes, and that it is there. */
  applied(heads: Heads): Promise<void>;
  /**
   * Takes or renews leases for `seconds`: those that are free or ours, or whose holder let them end. Another
   * holder than before raises the fence. Returns all that is in force in the organisation, whoever holds it.
   */
  lease(wanted: readonly string[], seconds: number): Promise<readonly Lease[]>;
  /** Gives leases to another console, or to this one, whoever holds them now: that raises the fence. */
  handOver(connections: readonly string[], to: string, seconds: number): Promise<void>;
  /** Gives leases back so that another console may take them at once. */
  release(connections: readonly string[]): Promise<void>;
  /**
   * `listener` is called soon after another console appended or a lease changed. Where word of that is lost
   * it is called anyway from time to time, so it must not take a call for proof. Returns how to stop.
   */
  onNews(listener: () => void): () => void;
  close(): Promise<void>;
};

/**
 * Why the log did not answer.
 * `unreachable`: try again later; whether an append arrived is not known, and repeating it is harmless.
 * `refused`: this console was removed, its password is wrong, or it may not do that.
 * `outdated`: the log was made by a newer Heed (or the other way round, and must be set up again).
 * `broken`: what is in the log, or was given to it, cannot be right: a gap, another content.
 */
export class LogError extends Error {
  readonly code: 'unreachable' | 'refused' | 'outdated' | 'broken';
  constructor(code: LogError['code'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'LogError';
    this.code = code;
  }
}

/** Where this console stands beside the others of its organisation, for people. */
export type SendingState = {
  /** Since when the log between the consoles cannot be reached. UTC milliseconds; null: it can. */
  readonly cutSince: number | null;
  /**
   * `refused`: this console was removed, or may not; `outdated`: one of both is too old; `broken`: a fault.
   */
  readonly why: 'unreachable' | 'refused' | 'outdated' | 'broken' | null;
  /** How many changes of others are known to be in the log and are not applied here yet. */
  readonly behind: number;
  /** Which console sends for a connection, as its id. None: nobody is known to. */
  readonly holders: ReadonlyMap<string, string>;
};

/**
 * Which connections this console sends for. A console alone sends for all of them, at no cost. Of several
 * consoles of an organisation one sends for each connection, and only what the log between them holds.
 */
export type SendingRight = {
  /** There is no other console. */
  readonly alone: boolean;
  /**
   * Whether this console sends for a connection now, and asks its provider what became of texts. False as
   * soon as our lease may have ended by our own clocks.
   */
  mine(connectionId: string): boolean;
  /**
   * Whether this console reads the replies of a connection: unless another console is known to. Where nobody
   * can be asked several may, and a reply that two have read counts once.
   */
  reads(connectionId: string): boolean;
  /**
   * Whether this console does what is done once for the organisation: overdue holds, reminders, schedules.
   */
  sweeps(): boolean;
  /** The number of our lease, which rises with each other holder. 0: a console alone. */
  fence(connectionId: string): number;
  /**
   * Before the requests of texts that were claimed leave: everything this store wrote, the claims included,
   * is in the log; the lease is still ours by the database's clock; and every change that was in the log
   * then has been applied here. Calls of one turn share one round trip. False: not now. True at once where
   * nobody need be asked.
   */
  confirm(connectionId: string): Promise<boolean> | true;
  /** Whether such a confirmation is so young that a request may leave on it. */
  confirmed(connectionId: string): boolean;
  state(): SendingState;
};

const NOTHING: SendingState = { cutSince: null, why: null, behind: 0, holders: new Map() };

/** A console alone. */
export const ALONE: SendingRight = {
  alone: true,
  mine: () => true,
  reads: () => true,
  sweeps: () => true,
  fence: () => 0,
  confirm: () => true,
  confirmed: () => true,
  state: () => NOTHING,
};

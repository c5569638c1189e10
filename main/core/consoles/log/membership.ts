import type { Heads } from './changeLog.ts';
import { headsOf } from './rows.ts';
import type { Session } from './session.ts';
import { newPassword, verifierOf } from './verifier.ts';

/** A console of the organisation as the others see it. Times are milliseconds since 1970. */
export type LoggedConsole = {
  readonly id: string;
  /** As it was given; the log cannot read it. */
  readonly sealedName: Buffer;
  readonly joinedAt: number;
  /** Since when it has the organisation's key; null: it was invited and has not come. */
  readonly acceptedAt: number | null;
  /** The public half of its own key, as it was given; null: it has not said it yet. */
  readonly sealedPublic: Buffer | null;
  /** When it last said what it has applied; null: never. */
  readonly seenAt: number | null;
  /** Up to which of its changes the log goes. */
  readonly head: number;
  /** Up to which change of the others it has said to have applied. */
  readonly applied: Heads;
  /** Until when it may accept its invitation; null: it has. */
  readonly invitedUntil: number | null;
  /** null: it belongs to the organisation. */
  readonly removedAt: number | null;
};

/** Another console, to be let in. */
export type Invited = {
  /** 1 to 100 characters that no console of the organisation ever had. */
  readonly id: string;
  /** Its name, sealed; at most 10,000 bytes. */
  readonly sealedName: Buffer;
  /** The organisation's keys, sealed with what only the code says that the other console is given. */
  readonly sealedKey: Buffer;
  /** For how long the code is good. Afterwards the console counts as removed. */
  readonly seconds: number;
};

/** Who has the log in common. Errors are LogErrors. */
export type Membership = {
  /** All consoles there ever were, in the order in which they joined. */
  consoles(): Promise<readonly LoggedConsole[]>;
  /** Lets another console in; returns how it signs in, once, to accept. That is kept nowhere. */
  invite(invited: Invited): Promise<{ readonly user: string; readonly password: string }>;
  /**
   * Accepts the invitation as which this log was opened, once; returns the key and the password that holds
   * from now on, with which the log has to be opened anew. One that is over, or was used, is refused: another
   * must be made.
   */
  accept(): Promise<{ readonly sealedKey: Buffer; readonly password: string }>;
  /** Ends a console's rights at once. One that was removed, or is not known, is left. */
  removeConsole(id: string): Promise<void>;
};

type Row = {
  id: string;
  sealed_name: Buffer;
  joined_at: Date;
  accepted_at: Date | null;
  sealed_public: Buffer | null;
  seen_at: Date | null;
  head: string;
  applied: unknown;
  until: Date | null;
  removed_at: Date | null;
};

const consoleOf = (row: Row): LoggedConsole => ({
  id: row.id,
  sealedName: row.sealed_name,
  joinedAt: row.joined_at.getTime(),
  acceptedAt: row.accepted_at?.getTime() ?? null,
  sealedPublic: row.sealed_public,
  seenAt: row.seen_at?.getTime() ?? null,
  head: Number(row.head),
  applied: headsOf(row.applied),
  invitedUntil: row.until?.getTime() ?? null,
  removedAt: row.removed_at?.getTime() ?? null,
});

export const membershipOver = ({ query }: Session): Membership => ({
  consoles: async () => {
    const rows = await query<Row>(
      `SELECT c.id, c.sealed_name, c.joined_at, c.accepted_at, c.sealed_public, c.seen_at, c.head, c.applied,
         c.removed_at, i.until
       FROM heed.console c LEFT JOIN heed.invitation i ON i.organisation = c.organisation AND i.console = c.id
       WHERE c.organisation = (heed.must_be()).organisation ORDER BY c.joined_at, c.id`,
      [],
    );
    return rows.map(consoleOf);
  },
  invite: async ({ id, sealedName, sealedKey, seconds }) => {
    const password = newPassword();
    const values = [id, sealedName, await verifierOf(password), sealedKey, seconds];
    const rows = await query<{ user: string }>('SELECT heed.invite($1, $2, $3, $4, $5) AS user', values);
    return { user: rows[0]?.user ?? '', password };
  },
  accept: async () => {
    const password = newPassword();
    const verifier = await verifierOf(password);
    const rows = await query<{ key: Buffer }>('SELECT heed.accept($1) AS key', [verifier]);
    return { sealedKey: rows[0]?.key ?? Buffer.alloc(0), password };
  },
  removeConsole: async (id) => {
    await query('SELECT heed.remove_console($1)', [id]);
  },
});

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
  /** When it last said what it has applied; null: never. */
  readonly seenAt: number | null;
  /** Up to which of its changes the log goes. */
  readonly head: number;
  /** Up to which change of the others it has said to have applied. */
  readonly applied: Heads;
  /** null: it belongs to the organisation. */
  readonly removedAt: number | null;
};

/** Who has the log in common. Errors are LogErrors. */
export type Membership = {
  /** All consoles there ever were, in the order in which they joined. */
  consoles(): Promise<readonly LoggedConsole[]>;
  /**
   * Lets another console in; returns how it signs in, which is kept nowhere. `id`: 1 to 100 characters that
   * no console of the organisation ever had. `sealedName`: at most 10,000 bytes.
   */
  addConsole(id: string, sealedName: Buffer): Promise<{ readonly user: string; readonly password: string }>;
  /** Ends a console's rights at once. One that was removed, or is not known, is left. */
  removeConsole(id: string): Promise<void>;
};

type Row = {
  id: string;
  sealed_name: Buffer;
  joined_at: Date;
  seen_at: Date | null;
  head: string;
  applied: unknown;
  removed_at: Date | null;
};

const consoleOf = (row: Row): LoggedConsole => ({
  id: row.id,
  sealedName: row.sealed_name,
  joinedAt: row.joined_at.getTime(),
  seenAt: row.seen_at?.getTime() ?? null,
  head: Number(row.head),
  applied: headsOf(row.applied),
  removedAt: row.removed_at?.getTime() ?? null,
});

export const membershipOver = ({ query }: Session): Membership => ({
  consoles: async () => {
    const rows = await query<Row>(
      `SELECT id, sealed_name, joined_at, seen_at, head, applied, removed_at FROM heed.console
       WHERE organisation = (heed.must_be()).organisation ORDER BY joined_at, id`,
      [],
    );
    return rows.map(consoleOf);
  },
  addConsole: async (id, sealedName) => {
    const password = newPassword();
    const rows = await query<{ user: string }>('SELECT heed.add_console($1, $2, $3) AS user', [
      id,
      sealedName,
      await verifierOf(password),
    ]);
    return { user: rows[0]?.user ?? '', password };
  },
  removeConsole: async (id) => {
    await query('SELECT heed.remove_console($1)', [id]);
  },
});

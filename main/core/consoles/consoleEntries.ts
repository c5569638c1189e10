import { z } from 'zod';
import { all, one, sql } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';

/** What the ledger says of consoles. */

/** With the words of the index `ledger_consoles`. */
export const OF_CONSOLES = sql`kind IN ('console-united', 'console-removed', 'console-returned', 'change-left-out')`;
const Gone = z.object({ console: z.string() });

/** The payloads of these entries, in the order in which they came. */
export const consoleEntries = (db: Reader, kind: 'console-united' | 'console-removed'): unknown[] =>
  all<{ payload: string }>(
    db,
    sql`SELECT payload FROM ledger WHERE ${OF_CONSOLES} AND kind = ${kind} ORDER BY seq`,
  ).map(({ payload }): unknown => JSON.parse(payload));

/** Consoles that an admin has shut out, as far as this store knows. */
export const removedConsoles = (db: Reader): ReadonlySet<string> =>
  new Set(
    consoleEntries(db, 'console-removed').flatMap((payload) => Gone.safeParse(payload).data?.console ?? []),
  );

/** Whether a change of a console that was removed could not be taken, here or at another console. */
export const hasLeftOut = (db: Reader): boolean =>
  one(db, sql`SELECT 1 FROM ledger WHERE ${OF_CONSOLES} AND kind = 'change-left-out' LIMIT 1`) !== undefined;

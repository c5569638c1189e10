import { z } from 'zod';
import type { Tx } from '../store/context.ts';
import { one, run, sql } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';

/**
 * The only writer of `idempotency`: calls that came with a key. The row is written in the transaction of the
 * act, so a crash cannot come between them; the answer follows afterwards.
 */

/** How long a call is remembered. Milliseconds. */
const REMEMBERED = 24 * 60 * 60_000;
/** Answers that are longer are not kept. Characters. */
const LONGEST = 65_536;

const Outcome = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('answer'), value: z.unknown() }),
  /** It was refused after something was written, such as a text that the guard stopped and recorded. */
  z.object({
    kind: z.literal('error'),
    code: z.string(),
    status: z.number(),
    message: z.string(),
    data: z.unknown(),
  }),
  /** The answer held a secret, which is shown once and never stored. */
  z.object({ kind: z.literal('shown-once') }),
]);
export type Outcome = z.infer<typeof Outcome>;

export type KeyedCall = { readonly id: string; readonly print: string };

/**
 * The call of that caller and key, if it was made before; `outcome` is null where its answer is not known.
 */
export function findCall(
  db: Reader,
  id: string,
  now: number,
): { print: string; outcome: Outcome | null } | null {
  const row = one<{ print: string; outcome: string | null }>(
    db,
    'SELECT print, outcome FROM idempotency WHERE id = ? AND at > ?',
    id,
    now - REMEMBERED,
  );
  if (!row) return null;
  return { print: row.print, outcome: row.outcome === null ? null : Outcome.parse(JSON.parse(row.outcome)) };
}

/** Notes the call, in the transaction of its act. Deletes calls that are older than a day. */
export function beginCall(tx: Tx, { id, print }: KeyedCall): void {
  run(tx.db, sql`DELETE FROM idempotency WHERE at <= ${tx.now - REMEMBERED}`);
  run(tx.db, sql`INSERT INTO idempotency (id, print, outcome, at) VALUES (${id}, ${print}, NULL, ${tx.now})`);
}

/** Notes the answer. */
export function endCall(tx: Tx, id: string, outcome: Outcome): void {
  const text = JSON.stringify(outcome);
  if (text.length <= LONGEST) run(tx.db, sql`UPDATE idempotency SET outcome = ${text} WHERE id = ${id}`);
}

const forgotten = new WeakMap<Reader, number>();

/** How often answers were forgotten: one that was made before that may not be kept after it. */
export const timesForgotten = (db: Reader): number => forgotten.get(db) ?? 0;

/**
 * Deletes all answers, since they may hold names and words of a person who is erased. The calls still count
 * as made.
 */
export function forgetAnswers(tx: Tx): void {
  forgotten.set(tx.db, timesForgotten(tx.db) + 1);
  run(tx.db, 'UPDATE idempotency SET outcome = NULL WHERE outcome IS NOT NULL');
}

import { join } from 'node:path';
import { z } from 'zod';
import { t } from '../../../shared/text/say.ts';
import { keep, type Stored, storedFrom } from '../../../shared/text/stored.ts';
import { CoreError } from '../base/errors.ts';
import { append } from '../ledger/append.ts';
import { type Verification, verify } from '../ledger/verify.ts';
import type { Core, Tx } from '../store/context.ts';
import { STORE_FILE } from '../store/open.ts';
import { miscounted, recount } from '../store/recount.ts';
import { one, run, sql } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';
import { halt } from './halt.ts';
import { onStoreWorker } from './storeWorkerClient.ts';

export type Cause = 'schedule' | 'asked' | 'restore';

export type CheckOutcome = {
  readonly at: number;
  readonly cause: Cause;
  readonly entries: number;
  readonly optOuts: number;
  readonly inForce: number;
  readonly problems: readonly Stored[];
  /** How long the check took. Milliseconds. */
  readonly took: number;
};

/** How many outcomes are kept. */
const KEPT = 100;

/**
 * Stores an outcome; if something is wrong, sending stops in the same transaction. One that says nothing yet,
 * since changes of another console are still coming in, is not stored and stops nothing.
 */
export function noteCheck(core: Core, tx: Tx, cause: Cause, found: Verification, took: number): CheckOutcome {
  const { entries, optOuts, inForce } = found;
  const outcome = { at: tx.now, cause, entries, optOuts, inForce, problems: found.problems, took };
  if (found.waits && found.problems.length === 0) return { ...outcome, problems: [keep('backup:comingIn')] };
  run(
    tx.db,
    sql`INSERT INTO verification (id, at, cause, entries, opt_outs, in_force, heads, problems, took)
      VALUES (${tx.id()}, ${tx.now}, ${cause}, ${found.entries}, ${found.optOuts}, ${found.inForce}, ${JSON.stringify(found.heads)},
        ${JSON.stringify(found.problems)}, ${took})`,
  );
  run(
    tx.db,
    sql`DELETE FROM verification WHERE id IN (SELECT id
      FROM verification ORDER BY at DESC, id DESC LIMIT -1 OFFSET ${KEPT})`,
  );
  if (found.problems.length > 0) {
    append(core, tx, {
      kind: 'verification-failed',
      actorId: null,
      payload: { problems: found.problems.length },
    });
    halt(core, tx, 'verification', null);
  }
  tx.touch('jobs');
  return outcome;
}

/**
 * Recomputes the ledger and the opt-outs, reads every page and counts all that counters hold, on a thread of
 * its own, while the console works on. Counters that are wrong decide about no text: they are counted anew.
 * @throws CoreError CONFLICT where it was asked for and says nothing yet, since changes of another console
 * have come in part
 */
export async function checkStore(core: Core, cause: Cause, signal?: AbortSignal): Promise<CheckOutcome> {
  const began = performance.now();
  const found = core.db.memory
    ? { ...verify(core.db), miscounted: miscounted(core.db) }
    : await onStoreWorker(
        { kind: 'check', file: join(core.storeDir, STORE_FILE), key: core.key, counts: true },
        signal,
      );
  const took = Math.round(performance.now() - began);
  if (found === null) throw new Error('The check gave no answer.');
  if (found.miscounted.length > 0)
    core.ports.log.warn('store.miscounted', { tables: found.miscounted.join(' ') });
  return core.write((tx) => {
    if (found.miscounted.length > 0) recount(tx.db);
    if (cause === 'asked' && found.waits && found.problems.length === 0)
      throw new CoreError('CONFLICT', t('backup:comingIn'));
    return noteCheck(core, tx, cause, found, took);
  });
}

const problemsIn = (json: string) => z.array(z.unknown().transform(storedFrom)).parse(JSON.parse(json));

/** The latest outcome; null while there is none. */
export function lastCheck(db: Reader): CheckOutcome | null {
  const row = one<{
    at: number;
    cause: Cause;
    entries: number;
    opt_outs: number;
    in_force: number;
    problems: string;
    took: number;
  }>(
    db,
    'SELECT at, cause, entries, opt_outs, in_force, problems, took FROM verification ORDER BY at DESC, id DESC LIMIT 1',
  );
  if (!row) return null;
  const { opt_outs, in_force, problems, ...rest } = row;
  return { ...rest, optOuts: opt_outs, inForce: in_force, problems: problemsIn(problems) };
}

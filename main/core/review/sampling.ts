import { Sampling } from '../../../shared/schema/review.ts';
import { append } from '../ledger/append.ts';
import { setSetting } from '../settings/settings.ts';
import type { Core, Tx } from '../store/context.ts';
import { one } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';

const KEY = 'review-sampling';
/** A tenth of automatic opt-outs, all by hand, and all with a sign of risk. */
const DEFAULT: Sampling = { automatic: 10, manual: 100, risky: true };

/** The share of opt-outs that supervisors review. */
export function readSampling(db: Reader): Sampling {
  const row = one<{ value: string }>(db, 'SELECT value FROM setting WHERE key = ?', KEY);
  return row ? Sampling.parse(JSON.parse(row.value)) : DEFAULT;
}

/** Changes the share. The sample follows from ids, so a larger one contains the smaller. */
export function writeSampling(core: Core, tx: Tx, actorId: string, sampling: Sampling): Sampling {
  setSetting(tx, KEY, sampling);
  append(core, tx, { kind: 'review-sampling-changed', actorId, payload: { ...sampling } });
  tx.touch('settings');
  return sampling;
}

import { BackupPlan } from '../../../shared/contract/backup.ts';
import { one } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';
import type { Manifest } from './manifest.ts';

export const PLAN_KEY = 'back-ups';
const USUAL: BackupPlan = { on: true, folder: null, hourly: 24, daily: 7, weekly: 8 };

export function readPlan(db: Reader): BackupPlan {
  const row = one<{ value: string }>(db, 'SELECT value FROM setting WHERE key = ?', PLAN_KEY);
  return BackupPlan.parse({ ...USUAL, ...(row ? JSON.parse(row.value) : {}) });
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;
/** Back-ups made before a restore, so that it can be undone: how many are kept. */
const KEPT_BEFORE_RESTORE = 3;

/** How many damaged back-ups are kept, and how many tries are made in one interval. */
const TRIES = 3;

/** The shortest time between two back-ups of the plan, milliseconds; null: the plan makes none. */
function intervalOf(plan: BackupPlan): number | null {
  if (!plan.on) return null;
  if (plan.hourly > 0) return HOUR;
  if (plan.daily > 0) return DAY;
  return plan.weekly > 0 ? WEEK : null;
}

/**
 * Whether a back-up is due: the interval has passed, and something was saved since. `clock`: the newest
 * revision in the store.
 */
export function isDue(plan: BackupPlan, made: readonly Manifest[], clock: string, now: number): boolean {
  const interval = intervalOf(plan);
  if (interval === null) return false;
  // Absolute, so that a clock that was set back does not stop the back-ups.
  const ageOf = (each: Manifest) => Math.abs(now - each.madeAt);
  // A damaged store has no good copy; trying each minute would copy for hours.
  const failed = made.filter((each) => each.problems.length > 0 && ageOf(each) < interval);
  if (failed.length >= TRIES) return false;
  const [latest] = made.filter((each) => each.problems.length === 0);
  return latest === undefined || (ageOf(latest) >= interval && latest.clock !== clock);
}

/** The newest of each of the last `count` periods that have any. */
function newestOfEach(made: readonly Manifest[], period: number, count: number): string[] {
  const seen = new Map<number, string>();
  for (const each of made) {
    const bucket = Math.floor(each.madeAt / period);
    if (!seen.has(bucket) && seen.size < count) seen.set(bucket, each.id);
  }
  return [...seen.values()];
}

/**
 * The plan's own back-ups that it no longer keeps. One that a person asked for stays until a person removes
 * it. The newest good one always stays; a damaged one counts as none, and goes when three newer ones are
 * there.
 */
export function toLetGo(plan: BackupPlan, made: readonly Manifest[]): string[] {
  const newestFirst = [...made].sort((a, b) => b.madeAt - a.madeAt);
  const scheduled = newestFirst.filter((each) => each.kind === 'scheduled');
  const whole = scheduled.filter((each) => each.problems.length === 0);
  const staying = new Set([
    ...newestOfEach(whole, HOUR, plan.hourly),
    ...newestOfEach(whole, DAY, plan.daily),
    ...newestOfEach(whole, WEEK, plan.weekly),
    ...whole.slice(0, 1).map((each) => each.id),
    ...scheduled
      .filter((each) => each.problems.length > 0)
      .slice(0, TRIES)
      .map((each) => each.id),
  ]);
  const beforeRestore = newestFirst
    .filter((each) => each.kind === 'before-restore')
    .slice(KEPT_BEFORE_RESTORE);
  return [...scheduled.filter((each) => !staying.has(each.id)), ...beforeRestore].map((each) => each.id);
}

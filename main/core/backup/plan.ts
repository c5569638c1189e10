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
/** Made before a restore, so that a restore can be taken back. */
const KEPT_BEFORE_RESTORE = 3;

/** So many copies that are not whole are kept, and made in one interval. */
const TRIES = 3;

/** The shortest time that the plan wants between two back-ups. Milliseconds; null: none by itself. */
function intervalOf(plan: BackupPlan): number | null {
  if (!plan.on) return null;
  if (plan.hourly > 0) return HOUR;
  if (plan.daily > 0) return DAY;
  return plan.weekly > 0 ? WEEK : null;
}

/**
 * Whether one is due: the time is up, and something was saved since. `clock`: the newest revision in the
 * store.
 */
export function isDue(plan: BackupPlan, made: readonly Manifest[], clock: string, now: number): boolean {
  const interval = intervalOf(plan);
  if (interval === null) return false;
  // A clock that was set back must not stop the back-ups until it has caught up.
  const ageOf = (each: Manifest) => Math.abs(now - each.madeAt);
  // Of a store that is not whole no copy is; trying each minute would fill hours with copying.
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
 * Which back-ups the plan lets go, of those that the plan made. What a person asked for stays until a person
 * removes it. The newest whole one always stays; one that is not whole counts as none, and goes when three
 * newer ones are there.
 */
export function toLetGo(plan: BackupPlan, made: readonly Manifest[]): string[] {
  const newestFirst = [...made].sort((a, b) => b.madeAt - a.madeAt);
  const scheduled = newestFirst.filter((each) => each.kind === 'scheduled');
  const whole = scheduled.filter((each) => each.problems.length === 0);
  const keep = new Set([
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
  return [...scheduled.filter((each) => !keep.has(each.id)), ...beforeRestore].map((each) => each.id);
}

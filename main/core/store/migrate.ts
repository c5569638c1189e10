import { keep } from '../../../shared/text/stored.ts';
import { faultPoint } from '../base/faultPoint.ts';
import { type Migration, migrations } from './migrations/index.ts';
import { StoreError, type Writer } from './types.ts';

/** The store's version: PRAGMA user_version. 0 is a new, empty store. */
function versionOf(db: Writer): number {
  return Number(db.pragma('user_version', { simple: true }));
}

/**
 * Brings the store up to `target` (the newest by default) in one transaction, so that a crash leaves the old version whole.
 * Refuses a store from a newer Heed by name: going on would lose what this version does not know.
 */
export function migrate(
  db: Writer,
  steps: readonly Migration[] = migrations,
  target = Number.POSITIVE_INFINITY,
): number {
  const newest = steps.at(-1)?.version ?? 0;
  const current = versionOf(db);
  if (current > newest) {
    throw new StoreError('newer', keep('store:newer', { current, newest }), keep('store:newerRemedy'));
  }
  const due = steps.filter((step) => step.version > current && step.version <= target);
  if (due.length === 0) return current;
  db.transaction(() => {
    for (const step of due) {
      db.exec(step.sql);
      db.pragma(`user_version = ${step.version}`);
      faultPoint('migration.step');
    }
    faultPoint('migration.uncommitted');
  }).immediate();
  faultPoint('migration.committed');
  return versionOf(db);
}

import { keep } from '../../../shared/text/stored.ts';
import { faultPoint } from '../base/faultPoint.ts';
import { type Migration, migrations, newestVersion } from './migrations.ts';
import { StoreError, type Writer } from './types.ts';

/** The store's version: PRAGMA user_version. 0 is a new, empty store. */
function versionOf(db: Writer): number {
  return Number(db.pragma('user_version', { simple: true }));
}

/**
 * Brings the store up to `target` (the newest version by default) in one transaction, so that a crash or an
 * error leaves the old version intact. Foreign keys are off meanwhile, since a table that others refer to
 * could not be rebuilt otherwise, and are checked before the commit. Returns the version that the store has
 * then. Refuses a store of a newer Heed, since this version would lose what it does not know. Throws
 * StoreError newer, and what a step throws.
 */
export function migrate(
  db: Writer,
  steps: readonly Migration[] = migrations,
  target = Number.POSITIVE_INFINITY,
): number {
  const newest = newestVersion(steps);
  const current = versionOf(db);
  if (current > newest) {
    throw new StoreError(
      'newer',
      keep('store:newer', { current, newest }),
      keep('store:newerRemedy', { newest }),
    );
  }
  const due = steps.filter((step) => step.version > current && step.version <= target);
  if (due.length === 0) return current;
  const foreignKeys = db.pragma('foreign_keys', { simple: true });
  db.pragma('foreign_keys = OFF');
  try {
    db.transaction(() => {
      for (const { version, name, change } of due) {
        if (typeof change === 'string') db.exec(change);
        else change(db);
        if ((db.pragma('foreign_key_check') as unknown[]).length > 0)
          throw new Error(`Migration ${version} (${name}) leaves rows that refer to nothing.`);
        db.pragma(`user_version = ${version}`);
        faultPoint('migration.step');
      }
      faultPoint('migration.uncommitted');
    }).immediate();
  } finally {
    db.pragma(`foreign_keys = ${foreignKeys}`);
  }
  faultPoint('migration.committed');
  return versionOf(db);
}

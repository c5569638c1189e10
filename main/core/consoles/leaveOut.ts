import { mendOptOuts } from '../backup/unite/mend.ts';
import { changeSource } from '../backup/unite/source.ts';
import { unite } from '../backup/unite/unite.ts';
import { append } from '../ledger/append.ts';
import { forgetSettings } from '../settings/settings.ts';
import type { Core, Tx } from '../store/context.ts';
import { troubleOf } from '../store/trouble.ts';
import type { Change, ChangeRows } from './changeFormat.ts';
import { keyOfPosition, positionOf, setPosition } from './positionRecord.ts';
import type { Place } from './seal.ts';
import { endingSignIns } from './signIns.ts';
import { isOfContent } from './unfitChange.ts';

/**
 * Takes what fits of rows that do not fit together, each by itself: uniting needs no order. The ledger's come
 * as a whole, last. Returns how many did not fit, and how many people's data was erased by the others.
 */
function takeWhatFits(core: Core, tx: Tx, { ledger = [], ...others }: ChangeRows) {
  const options = { mode: 'changes', whole: true, witness: false } as const;
  const part = tx.db.transaction((rows: ChangeRows) =>
    unite(core, tx, changeSource(tx.db, rows), { ...options, unused: 'none' }),
  );
  const parts = Object.entries(others).flatMap(([table, rows]) => rows.map((row) => ({ [table]: [row] })));
  let [unfit, erased] = [0, 0];
  for (const rows of [...parts, ...(ledger.length > 0 ? [{ ledger }] : [])]) {
    try {
      erased += part(rows).erased;
    } catch (error) {
      // A full disk is not a row's fault: SQLite may have ended the whole transaction.
      if (troubleOf(error) !== null || !tx.db.inTransaction) throw error;
      unfit += Object.values(rows).flat().length;
    }
  }
  // What has a picture may come after it.
  if (others.picture !== undefined) unite(core, tx, changeSource(tx.db, {}), { ...options, unused: 'all' });
  return { unfit, erased };
}

/**
 * Goes on behind a change that cannot be applied, whose console an admin has removed: what fits of it is
 * taken, the rest is left out for good, and the ledger says so. `change`: null where nobody can read it. What
 * is taken here is told to the others as well, which may be unable to read it. Returns how many people's data
 * was erased by it. @throws StoreError
 */
export function leaveOut(core: Core, { console: name, number }: Place, change: Change | null): number {
  core.ports.log.warn('change-left-out', { console: name, number });
  const leave = (rows: ChangeRows | null) =>
    core.write((tx) => {
      if (positionOf(tx.db, name) !== number - 1) return 0;
      const taken = rows === null ? null : endingSignIns(tx, rows, () => takeWhatFits(core, tx, rows));
      setPosition(tx.db, name, number, { more: false, entries: 0, key: keyOfPosition(tx.db, name) });
      append(core, tx, {
        kind: 'change-left-out',
        actorId: null,
        payload: { console: name, number, rows: taken?.unfit ?? null },
      });
      // The entries of an opt-out may have been what did not fit.
      mendOptOuts(core, tx, new Set());
      tx.touch('consoles');
      return taken?.erased ?? 0;
    });
  try {
    return leave(change?.rows ?? null);
  } catch (error) {
    // What two rows refer to is looked at when all were taken.
    if (!isOfContent(error)) throw error;
    return leave(null);
  } finally {
    forgetSettings(core.db);
  }
}

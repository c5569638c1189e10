import { changeSource, type Source } from '../backup/unite/source.ts';
import { unite } from '../backup/unite/unite.ts';
import { faultPoint } from '../base/faultPoint.ts';
import { forgetSettings } from '../settings/settings.ts';
import { whileDeaf } from '../store/capture/capture.ts';
import { noteChanged } from '../store/capture/changedRows.ts';
import type { Core, Tx } from '../store/context.ts';
import { all, one } from '../store/statement.ts';
import type { Change, ChangeRows } from './changeFormat.ts';
import { hasLeftOut } from './consoleEntries.ts';
import { LogError, type LoggedChange } from './log/changeLog.ts';
import { isInPart, keyOfPosition, positionOf, setPosition } from './positionRecord.ts';
import { keyNumberOf } from './seal.ts';
import { endingSignIns } from './signIns.ts';
import { isOfContent } from './unfitChange.ts';

const lastEntry = ({ db }: Tx) =>
  one<{ seq: number }>(db, 'SELECT seq FROM ledger ORDER BY seq DESC LIMIT 1')?.seq ?? 0;

/** What a union wrote by itself, which the others do not work out in the same way. */
function tell(tx: Tx, told: ReadonlyMap<string, ReadonlySet<string>>, entriesAfter: number): void {
  for (const [kind, ids] of told) for (const id of ids) noteChanged(tx.db, { kind, id });
  for (const { id } of all<{ id: string }>(
    tx.db,
    'SELECT id FROM ledger WHERE seq > ? AND chain = ? ORDER BY seq',
    entriesAfter,
    tx.device,
  ))
    noteChanged(tx.db, { kind: 'ledger', id });
}

/** Where a change was left out, others may name ends of its console's chain that are not here. */
function sourceWithGaps({ db }: Tx, rows: ChangeRows): Source {
  const source = changeSource(db, rows);
  if (rows.ledger !== undefined && hasLeftOut(db)) source.torn.add('ledger');
  return source;
}

/**
 * Applies another console's change and notes its number, in one transaction, so that none is applied twice or
 * left out. One that was applied already does nothing. Returns how many people's data was erased by it.
 * @throws LogError broken: a change before it is missing, it is sealed with an older key than that one, which
 * its console does not do but whoever was shut out might, or the store cannot have its rows; StoreError
 */
export function applyChange(
  core: Core,
  { console: name, number, sealed }: LoggedChange,
  change: Change,
): { erased: number } {
  try {
    return core.write((tx) => {
      const at = positionOf(tx.db, name);
      if (number <= at) return { erased: 0 };
      if (number !== at + 1)
        throw new LogError('broken', `Change ${at + 1} of ${name} is missing before ${number}.`);
      const key = keyNumberOf(sealed);
      if (key < keyOfPosition(tx.db, name))
        throw new LogError('broken', `Change ${number} of ${name} is sealed with a key that it gave up.`);
      // A part of a moment may lack what has its pictures; the last one ends that.
      const unused = change.more ? 'none' : isInPart(tx.db, name) ? 'all' : 'theirs';
      const options = { mode: 'changes', whole: true, witness: false, unused } as const;
      const entries = lastEntry(tx);
      const { told, unwitnessed, erased } = whileDeaf(tx.db, () =>
        endingSignIns(tx, change.rows, () => unite(core, tx, sourceWithGaps(tx, change.rows), options)),
      );
      tell(tx, told, entries);
      setPosition(tx.db, name, number, { more: change.more, entries: unwitnessed, key });
      faultPoint('consoles.applying');
      return { erased };
    });
  } catch (error) {
    if (!isOfContent(error)) throw error;
    throw new LogError('broken', `Change ${number} of ${name} does not fit into a store.`, { cause: error });
  } finally {
    if (change.rows.setting !== undefined) forgetSettings(core.db);
  }
}

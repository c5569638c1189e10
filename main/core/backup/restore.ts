import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { keep } from '../../../shared/text/stored.ts';
import { readAllAnew } from '../connections/connectionRecord.ts';
import { cleanFile } from '../erase/cleanFile.ts';
import { append } from '../ledger/append.ts';
import { verify } from '../ledger/verify.ts';
import { wasOnce } from '../ledger/witness.ts';
import type { Core, Tx } from '../store/context.ts';
import { openReader, openStore, STORE_FILE, type StoreKey } from '../store/open.ts';
import type { Reader, Writer } from '../store/types.ts';
import { type CheckOutcome, noteCheck } from './checks.ts';
import { haltOf } from './halt.ts';
import { metaOf, organisationOf } from './make.ts';
import { countedSource } from './unite/counted.ts';
import { hasMore } from './unite/ledger.ts';
import { type United, unite } from './unite/unite.ts';
import { MayNotUnite, type ReportProgress } from './uniteTasks.ts';

/** Everything here takes seconds on a large store, so it runs on a thread of its own (uniteWorker.ts). */

/**
 * Copies a file into `dir`, opens the copy and brings it up to this Heed's version. The file stays as it is.
 * @throws StoreError
 */
export function openCopy(dir: string, file: string, key: StoreKey): Writer {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  copyFileSync(file, join(dir, STORE_FILE));
  return openStore(dir, key);
}

/**
 * Called while the store is still in use. @throws MayNotUnite for another organisation, or a console that may
 * still be sending
 */
export function refuseStrangers(storeDir: string, key: StoreKey, theirs: Reader): void {
  const ours = openReader(storeDir, key);
  try {
    if (organisationOf(theirs) !== organisationOf(ours))
      throw new MayNotUnite(keep('backup:otherOrganisation'));
    const sameConsole = wasOnce(ours, metaOf(ours, 'device') ?? '', metaOf(theirs, 'device') ?? '');
    if (!sameConsole && hasMore(ours, theirs) && haltOf(theirs)?.why !== 'moved')
      throw new MayNotUnite(keep('backup:mayStillSend'));
  } finally {
    ours.close();
  }
}

export type UniteWith = {
  readonly actorId: string;
  readonly as: 'restore' | 'import';
  readonly madeAt: number;
  /** Their ledger had no fault. */
  readonly whole: boolean;
};

function uniteIn(core: Core, tx: Tx, theirs: Reader, input: UniteWith, report: ReportProgress): United {
  const source = countedSource(theirs, (done, total) => report('uniting', done, total));
  const { told: _, ...united } = unite(core, tx, source, {
    mode: input.as === 'restore' ? 'restore' : 'copy',
    whole: input.whole,
  });
  // Replies that came since must be read before anything leaves.
  readAllAnew(tx);
  append(core, tx, {
    kind: input.as === 'restore' ? 'back-up-restored' : 'organisation-imported',
    actorId: input.actorId,
    payload: { madeAt: input.madeAt, ...united },
  });
  return united;
}

export type Restored = { readonly united: United; readonly check: CheckOutcome };

/**
 * Unites an opened back-up or export with the store and verifies the result, in one transaction: all of it is
 * there, or nothing happened. `unite` says what stays and what comes back. @throws StoreError, Stopped
 */
export function uniteWhole(core: Core, theirs: Reader, input: UniteWith, report: ReportProgress): Restored {
  const restored = core.write((tx) => {
    const united = uniteIn(core, tx, theirs, input, report);
    report('verifying');
    const began = performance.now();
    const found = verify(tx.db);
    return { united, check: noteCheck(core, tx, 'restore', found, Math.round(performance.now() - began)) };
  });
  // Somebody was erased again, so the file must be rewritten, which takes seconds.
  if (restored.united.erased > 0) cleanFile(core);
  return restored;
}

class RolledBack extends Error {
  readonly united: United;
  constructor(united: United) {
    super('Rolled back on purpose.');
    this.united = united;
  }
}

/** What `uniteWhole` would do: does it and rolls it back. */
export function previewUnion(core: Core, theirs: Reader, input: UniteWith, report: ReportProgress): United {
  try {
    return core.write((tx): United => {
      throw new RolledBack(uniteIn(core, tx, theirs, input, report));
    });
  } catch (error) {
    if (error instanceof RolledBack) return error.united;
    throw error;
  }
}

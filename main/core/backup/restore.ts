import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { t } from '../../../shared/text/say.ts';
import type { Core, Tx } from '../context.ts';
import { cleanFile } from '../erase/cleanFile.ts';
import { CoreError } from '../errors.ts';
import { faultPoint } from '../faultPoint.ts';
import { append } from '../ledger/append.ts';
import { verify } from '../ledger/verify.ts';
import { forgetSettings } from '../settings.ts';
import { openStore, STORE_FILE, type StoreKey } from '../store/open.ts';
import { one, run } from '../store/statement.ts';
import type { Writer } from '../store/types.ts';
import { haltOf } from './halt.ts';
import { metaOf, organisationOf } from './make.ts';
import { sharedLength } from './unite/ledger.ts';
import { sourceOf } from './unite/source.ts';
import { type United, unite } from './unite/unite.ts';

/** Opens a copy of a file, brought up to this Heed's version, for as long as `work` takes. The file itself stays as it is. */
async function withCopy<T>(core: Core, file: string, key: StoreKey, work: (db: Writer) => T): Promise<T> {
  const dir = join(core.storeDir, '..', 'uniting.part');
  rmSync(dir, { recursive: true, force: true });
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  try {
    copyFileSync(file, join(dir, STORE_FILE));
    const db = openStore(dir, key);
    try {
      return work(db);
    } finally {
      db.close();
    }
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** @throws CoreError CONFLICT: another organisation; or a console that may still be sending */
function refuseStrangers(core: Core, theirs: Writer): void {
  if (organisationOf(theirs) !== organisationOf(core.db))
    throw new CoreError('CONFLICT', t('backup:otherOrganisation'));
  const theirLength = one<{ n: number | null }>(theirs, 'SELECT max(seq) AS n FROM ledger')?.n ?? 0;
  const wentOn = sharedLength(core.db, theirs) < theirLength;
  const sameConsole = metaOf(theirs, 'device') === core.device;
  if (wentOn && !sameConsole && haltOf(theirs)?.why !== 'moved')
    throw new CoreError('CONFLICT', t('backup:mayStillSend'));
}

export type UniteWith = {
  readonly file: string;
  readonly key: StoreKey;
  readonly actorId: string;
  /** restore: a back-up of this console; import: an export. */
  readonly as: 'restore' | 'import';
  /** When the copy was made, for the record. */
  readonly madeAt: number;
};

function uniteIn(core: Core, tx: Tx, theirs: Writer, input: UniteWith): United {
  const whole = verify(theirs).problems.length === 0;
  const united = unite(core, tx, sourceOf(theirs), { restoring: input.as === 'restore', whole });
  // What was said since must be read before anything leaves.
  run(tx.db, 'UPDATE connection SET last_inbound_ok_at = NULL');
  append(core, tx, {
    kind: input.as === 'restore' ? 'back-up-restored' : 'organisation-imported',
    actorId: input.actorId,
    payload: { madeAt: input.madeAt, ...united },
  });
  return united;
}

/**
 * Unites a back-up or an export into the store that is in use, in one transaction: all of it is there, or nothing happened. See `unite`
 * for what stays and what comes back. `verify` belongs after it.
 * @throws CoreError CONFLICT; StoreError for a file that is damaged, newer, or not ours
 */
export async function uniteFile(core: Core, input: UniteWith): Promise<United> {
  const united = await withCopy(core, input.file, input.key, (theirs) => {
    refuseStrangers(core, theirs);
    faultPoint('backup.restoring');
    return core.write((tx) => uniteIn(core, tx, theirs, input));
  });
  forgetSettings(core.db);
  core.changes.publish(['settings']);
  // Rewriting the file takes seconds, and is for the sake of those who were erased again.
  if (united.erased > 0) cleanFile(core);
  faultPoint('backup.restored');
  return united;
}

class OnlyLooking extends Error {
  readonly united: United;
  constructor(united: United) {
    super('Rolled back on purpose.');
    this.united = united;
  }
}

/** What `uniteFile` would do: the same work, taken back. @throws like it */
export async function previewUnion(core: Core, input: UniteWith): Promise<United> {
  try {
    return await withCopy(core, input.file, input.key, (theirs) => {
      refuseStrangers(core, theirs);
      return core.write((tx): United => {
        throw new OnlyLooking(uniteIn(core, tx, theirs, input));
      });
    });
  } catch (error) {
    if (error instanceof OnlyLooking) return error.united;
    throw error;
  } finally {
    forgetSettings(core.db);
  }
}

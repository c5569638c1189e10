import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import type { BackupPlan } from '../../../shared/contract/backup.ts';
import { t } from '../../../shared/text/say.ts';
import { type CheckOutcome, checkStore, lastCheck } from '../backup/checks.ts';
import { exportOrganisation } from '../backup/exportFile.ts';
import { keyWithId } from '../backup/keyRing.ts';
import { folderOf, makeBackup, metaOf, organisationOf, type Progress, rotate } from '../backup/make.ts';
import { fileOf, listManifests, type Manifest, removeBackup } from '../backup/manifest.ts';
import { notePlace } from '../backup/outside.ts';
import { isDue, PLAN_KEY, readPlan } from '../backup/plan.ts';
import { previewUnion, uniteFile } from '../backup/restore.ts';
import { onStoreWorker, StoreTaskError } from '../backup/storeWorkerClient.ts';
import type { United } from '../backup/unite/unite.ts';
import type { Core } from '../context.ts';
import { CoreError } from '../errors.ts';
import { append } from '../ledger/append.ts';
import { run } from '../store/statement.ts';
import { StoreError } from '../store/types.ts';

/** How often it is looked whether a back-up or a check is due. Milliseconds. */
const LOOK_EVERY = 60_000;
const CHECK_EVERY = 24 * 3_600_000;

export type Task = 'back-up' | 'restore' | 'export' | 'import' | 'check';
export type UnderWay = { readonly task: Task; readonly progress: Progress | null };

/** Back-ups, restores, exports and checks of one open store: one at a time. */
export type Keeping = {
  start(): void;
  stop(): Promise<void>;
  /** One look, for tests that own the clock: makes the back-up and the check that are due. */
  turn(): Promise<void>;
  underWay(): UnderWay | null;
  /** What went wrong with the last back-up by itself; empty: nothing. */
  trouble(): string;
  plan(): BackupPlan;
  folder(): string;
  list(): Manifest[];
  setPlan(plan: BackupPlan, actorId: string): void;
  backUp(actorId: string): Promise<Manifest>;
  remove(id: string, actorId: string): void;
  preview(id: string, actorId: string): Promise<United>;
  restore(id: string, actorId: string): Promise<{ united: United; check: CheckOutcome }>;
  export(input: {
    passphrase: string;
    move: boolean;
    actorId: string;
  }): Promise<{ path: string; bytes: number }>;
  import(input: {
    file: string;
    passphrase: string;
    actorId: string;
  }): Promise<{ united: United; check: CheckOutcome }>;
  check(): Promise<CheckOutcome>;
};

/** A thread's or the store's error as a sentence for the person who asked. */
function told(error: unknown): unknown {
  if (error instanceof StoreTaskError) {
    const wrong = error.code === 'wrong-key';
    return new CoreError(wrong ? 'INVALID' : 'CONFLICT', t(wrong ? 'backup:notOurs' : 'backup:failed'), {
      cause: error,
    });
  }
  if (error instanceof StoreError) {
    const newer = error.code === 'newer';
    return new CoreError('CONFLICT', t(newer ? 'backup:newer' : 'backup:damaged'), { cause: error });
  }
  return error;
}

export function createKeeping(core: Core): Keeping {
  const stopping = new AbortController();
  let timer: NodeJS.Timeout | null = null;
  let now: UnderWay | null = null;
  let working: Promise<unknown> = Promise.resolve();
  let trouble = '';

  /** One at a time; a second one is told so. */
  function alone<T>(task: Task, work: (tell: (progress: Progress) => void) => Promise<T>): Promise<T> {
    if (now !== null) throw new CoreError('CONFLICT', t('backup:busy'));
    now = { task, progress: null };
    core.changes.publish(['jobs']);
    const done = work((progress) => {
      now = { task, progress };
      core.changes.publish(['jobs']);
    })
      .catch((error: unknown) => {
        throw told(error);
      })
      .finally(() => {
        now = null;
        core.changes.publish(['jobs']);
      });
    working = done.catch(() => undefined);
    return done;
  }

  const plan = () => readPlan(core.db);
  const folder = () => folderOf(core, plan());
  const list = () => listManifests(folder()).filter((each) => each.organisation === organisationOf(core.db));
  const find = (id: string): Manifest => {
    const found = list().find((each) => each.id === id);
    if (!found) throw new CoreError('NOT_FOUND', t('backup:noBackup'));
    return found;
  };
  const note = (kind: string, actorId: string, payload = {}) =>
    core.write((tx) => {
      append(core, tx, { kind, actorId, payload });
      tx.touch('jobs');
    });

  const make = async (kind: Manifest['kind'], tell: (progress: Progress) => void) => {
    // Of a store that has no file there is nothing to keep.
    if (core.db.memory) throw new CoreError('CONFLICT', t('backup:failed'));
    return makeBackup(core, folder(), kind, { signal: stopping.signal, onProgress: tell });
  };

  async function withKey(id: string) {
    const found = find(id);
    const key = await keyWithId(core, found.keyId);
    if (key === null) throw new CoreError('CONFLICT', t('backup:noKey'));
    return { found, key, file: fileOf(folder(), id) };
  }

  async function turn(): Promise<void> {
    if (now !== null || core.db.memory) return;
    const at = core.ports.clock.now();
    try {
      if (isDue(plan(), list(), metaOf(core.db, 'clock') ?? '', at)) {
        await alone('back-up', async (tell) => {
          await make('scheduled', tell);
          rotate(core, folder(), plan());
        });
        trouble = '';
      }
      const checked = lastCheck(core.db);
      if (checked === null || at - checked.at >= CHECK_EVERY || at < checked.at) {
        await alone('check', () => checkStore(core, 'schedule', stopping.signal));
      }
    } catch (error) {
      if (stopping.signal.aborted) return;
      trouble = error instanceof CoreError ? error.message : t('backup:failed');
      core.report(error);
      core.ports.log.error('keeping-failed', { name: error instanceof Error ? error.name : 'unknown' });
      core.changes.publish(['jobs']);
    }
  }

  return {
    start() {
      timer = setInterval(() => void turn(), LOOK_EVERY);
    },
    async stop() {
      if (timer) clearInterval(timer);
      stopping.abort(new Error('Heed is closing.'));
      await working;
    },
    turn,
    underWay: () => now,
    trouble: () => trouble,
    plan,
    folder,
    list,
    setPlan(next, actorId) {
      if (next.folder !== null) proveFolder(next.folder);
      if (!core.db.memory && !core.demo) notePlace(core.storeDir, folderOf(core, next));
      core.write((tx) => {
        run(
          tx.db,
          'INSERT OR REPLACE INTO setting (key, value, rev) VALUES (?, ?, ?)',
          PLAN_KEY,
          JSON.stringify(next),
          tx.rev(),
        );
        const { on, hourly, daily, weekly } = next;
        append(core, tx, { kind: 'back-up-plan-changed', actorId, payload: { on, hourly, daily, weekly } });
        tx.touch('jobs');
      });
    },
    backUp: (actorId) =>
      alone('back-up', async (tell) => {
        const made = await make('asked', tell);
        note('back-up-made', actorId, { entries: made.entries });
        return made;
      }),
    remove(id, actorId) {
      removeBackup(folder(), find(id).id);
      note('back-up-removed', actorId);
    },
    preview: (id, actorId) =>
      alone('restore', async () => {
        const { found, key, file } = await withKey(id);
        return previewUnion(core, { file, key, actorId, as: 'restore', madeAt: found.madeAt });
      }),
    restore: (id, actorId) =>
      alone('restore', async (tell) => {
        const { found, key, file } = await withKey(id);
        await make('before-restore', tell);
        const united = await uniteFile(core, { file, key, actorId, as: 'restore', madeAt: found.madeAt });
        return { united, check: await checkStore(core, 'restore') };
      }),
    export: (input) =>
      alone('export', () => exportOrganisation(core, { ...input, folder: join(folder(), 'exports') })),
    import: ({ file, passphrase, actorId }) =>
      alone('import', async (tell) => {
        await onStoreWorker(
          { kind: 'rekey', file, from: { passphrase }, to: { key: core.key } },
          stopping.signal,
        );
        await make('before-restore', tell);
        const madeAt = core.ports.clock.now();
        const united = await uniteFile(core, { file, key: core.key, actorId, as: 'import', madeAt });
        return { united, check: await checkStore(core, 'restore') };
      }),
    check: () => alone('check', () => checkStore(core, 'asked', stopping.signal)),
  };
}

/** @throws CoreError INVALID for a folder that nothing can be written into */
function proveFolder(folder: string): void {
  try {
    if (!isAbsolute(folder)) throw new Error('not absolute');
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const trial = join(folder, `.heed-trial-${process.pid}`);
    writeFileSync(trial, '');
    rmSync(trial);
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : folder;
    throw new CoreError('INVALID', t('backup:folderUnusable', { why }), { cause: error });
  }
}

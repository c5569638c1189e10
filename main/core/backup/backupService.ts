import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { BackupPlan } from '../../../shared/contract/backup.ts';
import { t } from '../../../shared/text/say.ts';
import { CoreError } from '../base/errors.ts';
import { proveFolder } from '../base/folder.ts';
import { cleanFile } from '../erase/cleanFile.ts';
import { append } from '../ledger/append.ts';
import type { OpenedCore } from '../open/openCore.ts';
import { setSetting } from '../settings/settings.ts';
import { isComingIn } from '../store/capture/capture.ts';
import { isRewritten } from '../store/rewritten.ts';
import { holdsMovedWords, holdsRemovedNames } from '../store/searchIndexes.ts';
import { one } from '../store/statement.ts';
import { type CheckOutcome, checkStore, lastCheck } from './checks.ts';
import { asCoreError } from './errorText.ts';
import { type ExportInput, exportOrganisation } from './exportFile.ts';
import { keyWithId } from './keyRing.ts';
import { folderOf, makeBackup, metaOf, organisationOf, type Progress, rotate } from './make.ts';
import { fileOf, listManifests, type Manifest, removeBackup } from './manifest.ts';
import { notePlace } from './outside.ts';
import { isDue, PLAN_KEY, readPlan } from './plan.ts';
import type { Restored } from './restore.ts';
import { onStoreWorker } from './storeWorkerClient.ts';
import type { United } from './unite/unite.ts';
import { previewUnion, rewriteStore, scratchOf, uniteFile } from './uniteStore.ts';
import type { Stage } from './uniteTasks.ts';

/** Milliseconds between two checks whether a back-up or a check is due. */
const DUE_EVERY = 60_000;
const CHECK_EVERY = 24 * 3_600_000;

export type Task = 'back-up' | 'preview' | 'restore' | 'export' | 'import' | 'check' | 'rewrite';
export type UnderWay = { readonly task: Task; readonly progress: Progress | Stage | null };

const BY_ITSELF: ReadonlySet<Task> = new Set(['back-up', 'check', 'rewrite']);

/** Back-ups, restores, exports and checks of one open store, one at a time. */
export type BackupService = {
  start(): void;
  stop(): Promise<void>;
  /** Makes the back-up and the check that are due now; for tests that control the clock. */
  turn(): Promise<void>;
  underWay(): UnderWay | null;
  /** What went wrong with the last automatic back-up; empty: nothing. */
  trouble(): string;
  plan(): BackupPlan;
  folder(): string;
  list(): Manifest[];
  setPlan(plan: BackupPlan, actorId: string): void;
  backUp(actorId: string): Promise<Manifest>;
  remove(id: string, actorId: string): void;
  /** What a restore would bring. `signal`: the caller no longer waits. */
  preview(id: string, actorId: string, signal?: AbortSignal): Promise<United>;
  restore(id: string, actorId: string): Promise<Restored>;
  export(input: Omit<ExportInput, 'folder'>): Promise<{ path: string; bytes: number }>;
  import(input: { file: string; passphrase: string; actorId: string }): Promise<Restored>;
  check(): Promise<CheckOutcome>;
  /** Cleans what was erased out of the file. Where other work needs the file, later. */
  clean(): Promise<void>;
};

export function createBackupService(core: OpenedCore): BackupService {
  const stopping = new AbortController();
  let timer: NodeJS.Timeout | null = null;
  let now: UnderWay | null = null;
  let working: Promise<unknown> = Promise.resolve();
  let trouble = '';
  /** The signal of the caller who waits for the preview under way. */
  let previewFor: AbortSignal | undefined;
  /** Words of an erased person may still be in the file or its journal. */
  let unclean = !core.db.memory && one(core.db, 'SELECT 1 FROM erasure LIMIT 1') !== undefined;

  /** Does one piece of work at a time; refuses a second one. */
  function alone<T>(
    task: Task,
    work: (tell: (progress: Progress | Stage) => void) => Promise<T>,
  ): Promise<T> {
    // Refuse new work while pausing or closing.
    if (now !== null || stopping.signal.aborted) throw new CoreError('CONFLICT', t('backup:busy'));
    now = { task, progress: null };
    core.changes.publish(['jobs']);
    const done = work((progress) => {
      now = { task, progress };
      core.changes.publish(['jobs']);
    })
      .catch((error: unknown) => {
        throw asCoreError(error);
      })
      .finally(() => {
        now = null;
        core.changes.publish(['jobs']);
        if (unclean && task !== 'rewrite' && !stopping.signal.aborted) void clean();
      });
    working = done.catch(() => undefined);
    return done;
  }

  /**
   * Waits until work that Heed began by itself, or a preview that nobody waits for, has ended; both end soon.
   */
  async function whileByItself(): Promise<void> {
    while (now !== null && (BY_ITSELF.has(now.task) || (now.task === 'preview' && previewFor?.aborted)))
      await working;
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
    // A store in memory has nothing to back up.
    if (core.db.memory) throw new CoreError('CONFLICT', t('backup:failed'));
    return makeBackup(core, folder(), kind, { signal: stopping.signal, onProgress: tell });
  };

  async function withKey(id: string) {
    const found = find(id);
    const key = await keyWithId(core, found.keyId);
    if (key === null) throw new CoreError('CONFLICT', t('backup:noKey'));
    return { found, key, file: fileOf(folder(), id) };
  }

  async function clean(): Promise<void> {
    unclean = true;
    // Other work reads the file; it is cleaned afterwards.
    if (now !== null) return;
    try {
      const soon = isRewritten(core.db) && !holdsRemovedNames(core.db) && !holdsMovedWords(core.db);
      if (core.db.memory || soon) {
        await core.logAtRest();
        unclean = !cleanFile(core);
      } else
        unclean = !(await alone('rewrite', (tell) => rewriteStore(core, { signal: stopping.signal, tell })));
    } catch (error) {
      // The person is erased; the next try cleans the file's free space.
      core.report(error);
      core.ports.log.error('rewrite-failed', { name: error instanceof Error ? error.name : 'unknown' });
    }
  }

  async function turn(): Promise<void> {
    if (now !== null || core.db.memory) return;
    const at = core.ports.clock.now();
    try {
      if (unclean) await clean();
      if (isDue(plan(), list(), metaOf(core.db, 'clock') ?? '', at)) {
        await alone('back-up', async (tell) => {
          await make('scheduled', tell);
          rotate(core, folder(), plan());
        });
        trouble = '';
      }
      if (now !== null) return;
      const checked = lastCheck(core.db);
      const due = checked === null || at - checked.at >= CHECK_EVERY || at < checked.at;
      // What has come in part would look as if something was lost: the rest is waited for.
      if (due && !isComingIn(core.db))
        await alone('check', () => checkStore(core, 'schedule', stopping.signal));
    } catch (error) {
      if (stopping.signal.aborted) return;
      trouble = error instanceof CoreError ? error.message : t('backup:failed');
      core.report(error);
      core.ports.log.error('back-up-failed', { name: error instanceof Error ? error.name : 'unknown' });
      core.changes.publish(['jobs']);
    }
  }

  return {
    start() {
      // Removes what an interrupted restore left.
      if (!core.db.memory) rmSync(scratchOf(core.storeDir), { recursive: true, force: true });
      timer = setInterval(() => void turn(), DUE_EVERY);
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
        setSetting(tx, PLAN_KEY, next);
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
    async preview(id, actorId, signal) {
      await whileByItself();
      return alone('preview', async (tell) => {
        previewFor = signal;
        const { found, key, file } = await withKey(id);
        const ends = signal ? AbortSignal.any([stopping.signal, signal]) : stopping.signal;
        const input = { file, key, actorId, as: 'restore', madeAt: found.madeAt } as const;
        return previewUnion(core, input, { signal: ends, tell });
      });
    },
    async restore(id, actorId) {
      await whileByItself();
      return alone('restore', async (tell) => {
        const { found, key, file } = await withKey(id);
        await make('before-restore', tell);
        const input = { file, key, actorId, as: 'restore', madeAt: found.madeAt } as const;
        return uniteFile(core, input, { signal: stopping.signal, tell });
      });
    },
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
        const input = { file, key: core.key, actorId, as: 'import', madeAt } as const;
        return uniteFile(core, input, { signal: stopping.signal, tell });
      }),
    clean,
    check: () => alone('check', () => checkStore(core, 'asked', stopping.signal)),
  };
}

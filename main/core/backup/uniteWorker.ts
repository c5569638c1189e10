import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cleanFile } from '../erase/cleanFile.ts';
import { verify } from '../ledger/verify.ts';
import { type OpenedCore, openCore } from '../open/openCore.ts';
import { STORE_FILE } from '../store/open.ts';
import type { Reader } from '../store/types.ts';
import { serve, stopIfAsked } from '../threads/inside.ts';
import { bringNext } from './bringNext.ts';
import { openCopy, previewUnion, refuseStrangers, uniteWhole } from './restore.ts';
import { type Seed, threadPorts } from './threadPorts.ts';
import type { ReportProgress, Uniting } from './uniteTasks.ts';
import type { UniteCaller, UniteWork } from './uniteWorkerClient.ts';
import { copyStore } from './wholeFile.ts';

/**
 * The thread that unites and rewrites stores, with a connection of its own; started by onUniteWorker only.
 */

const line = serve<UniteCaller>({
  unite: (task, seed) =>
    withTheirs(task, async (theirs) => {
      const { problems, waits } = verify(theirs);
      const whole = problems.length === 0 && !waits;
      await line.ask('hold');
      return inStore(task.storeDir, task.key, seed, (core) =>
        uniteWhole(core, theirs, { ...task, whole }, report),
      );
    }),
  preview: (task, seed) =>
    withTheirs(task, async (theirs) => {
      const ours = join(task.scratch, 'ours');
      mkdirSync(ours, { recursive: true, mode: 0o700 });
      copyStore(join(task.storeDir, STORE_FILE), task.key, join(ours, STORE_FILE));
      return inStore(ours, task.key, seed, (core) =>
        previewUnion(core, theirs, { ...task, whole: true }, report),
      );
    }),
  bring: (task, seed) => bringNext(task, (storeDir, key) => open(storeDir, key, seed), report),
  rewrite: async ({ storeDir, key }, seed) => {
    await line.ask('hold');
    report('rewriting');
    return inStore(storeDir, key, seed, cleanFile);
  },
} satisfies UniteWork);

/** Milliseconds between two reports of progress. */
const TELL_EVERY = 250;
let last = { step: '', at: 0 };

function report(...[step, done = 0, total = 0]: Parameters<ReportProgress>): void {
  stopIfAsked();
  const at = performance.now();
  if (step === last.step && at - last.at < TELL_EVERY) return;
  last = { step, at };
  line.tell('stage', { step, done, total });
}

/** Opens the store through a connection of this thread's own. */
function open(storeDir: string, key: string, seed: Seed): OpenedCore {
  const secrets = { get: async () => null, set: async () => {}, delete: async () => {} };
  return openCore({ ports: threadPorts(seed, ''), secrets, storeDir, key, demo: false });
}

function inStore<T>(storeDir: string, key: string, seed: Seed, work: (core: OpenedCore) => T): T {
  const core = open(storeDir, key, seed);
  try {
    return work(core);
  } finally {
    core.close();
  }
}

async function withTheirs<T>(task: Uniting, work: (theirs: Reader) => Promise<T>): Promise<T> {
  rmSync(task.scratch, { recursive: true, force: true });
  try {
    report('reading');
    const theirs = openCopy(join(task.scratch, 'theirs'), task.file, task.fileKey);
    try {
      refuseStrangers(task.storeDir, task.key, theirs);
      return await work(theirs);
    } finally {
      theirs.close();
    }
  } finally {
    rmSync(task.scratch, { recursive: true, force: true });
  }
}

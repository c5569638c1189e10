import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { cleanFile } from '../erase/cleanFile.ts';
import { verify } from '../ledger/verify.ts';
import { type OpenedCore, openCore } from '../open/openCore.ts';
import { STORE_FILE } from '../store/open.ts';
import { StoreError } from '../store/types.ts';
import { bringNext } from './bringNext.ts';
import { openCopy, previewUnion, refuseStrangers, uniteWhole } from './restore.ts';
import { stopAsked } from './thread.ts';
import { threadPorts } from './threadPorts.ts';
import { type Look, MayNotUnite, Stopped, UniteTask } from './uniteTasks.ts';
import type { FromUniteWorker, UniteAnswer } from './uniteWorkerClient.ts';
import { copyStore } from './wholeFile.ts';

/** Thread that unites and rewrites stores, with a connection of its own; started by onUniteWorker alone. */

const Given = z.object({
  task: UniteTask,
  seed: z.object({ now: z.number(), drawn: z.string() }),
  stop: z.instanceof(SharedArrayBuffer),
});

/** Milliseconds between two words about where the work stands. */
const TELL_EVERY = 250;

type Link = {
  readonly look: Look;
  /** Waits until nobody else writes into the store. */
  readonly held: () => Promise<void>;
  /** The store, through a connection of this thread's own. */
  readonly open: (storeDir: string, key: string) => OpenedCore;
};

function linkTo(port: MessagePort, { seed, stop }: z.infer<typeof Given>): Link {
  const tell = (message: FromUniteWorker) => port.postMessage(message);
  let last = { step: '', at: 0 };
  const ports = threadPorts(seed, '');
  const secrets = { get: async () => null, set: async () => {}, delete: async () => {} };
  return {
    look(step, done = 0, total = 0) {
      if (stopAsked(stop)) throw new Stopped();
      const at = performance.now();
      if (step === last.step && at - last.at < TELL_EVERY) return;
      last = { step, at };
      tell({ kind: 'stage', stage: { step, done, total } });
    },
    held: () =>
      new Promise((resolve) => {
        port.once('message', () => resolve());
        tell({ kind: 'hold' });
      }),
    open: (storeDir, key) => openCore({ ports, secrets, storeDir, key, demo: false }),
  };
}

type Copying = Extract<UniteTask, { kind: 'unite' | 'preview' }>;

async function withTheirs(task: Copying, { look, held, open }: Link): Promise<UniteAnswer> {
  look('reading');
  const theirs = openCopy(join(task.scratch, 'theirs'), task.file, task.fileKey);
  try {
    refuseStrangers(task.storeDir, task.key, theirs);
    const input = { actorId: task.actorId, as: task.as, madeAt: task.madeAt };
    if (task.kind === 'preview') {
      const ours = join(task.scratch, 'ours');
      mkdirSync(ours, { recursive: true, mode: 0o700 });
      copyStore(join(task.storeDir, STORE_FILE), task.key, join(ours, STORE_FILE));
      const core = open(ours, task.key);
      try {
        return { kind: 'preview', united: previewUnion(core, theirs, { ...input, whole: true }, look) };
      } finally {
        core.close();
      }
    }
    const whole = verify(theirs).problems.length === 0;
    await held();
    const core = open(task.storeDir, task.key);
    try {
      return { kind: 'unite', restored: uniteWhole(core, theirs, { ...input, whole }, look) };
    } finally {
      core.close();
    }
  } finally {
    theirs.close();
  }
}

async function work(task: UniteTask, link: Link): Promise<UniteAnswer> {
  switch (task.kind) {
    case 'unite':
    case 'preview':
      rmSync(task.scratch, { recursive: true, force: true });
      try {
        return await withTheirs(task, link);
      } finally {
        rmSync(task.scratch, { recursive: true, force: true });
      }
    case 'bring':
      return { kind: 'bring', brought: bringNext(task, link.open, link.look) };
    case 'rewrite': {
      await link.held();
      link.look('rewriting');
      const core = link.open(task.storeDir, task.key);
      try {
        return { kind: 'rewrite', clean: cleanFile(core) };
      } finally {
        core.close();
      }
    }
  }
}

function failureOf(error: unknown): FromUniteWorker {
  if (error instanceof Stopped) return { kind: 'stopped' };
  if (error instanceof MayNotUnite) return { kind: 'may-not', kept: error.kept };
  if (error instanceof StoreError) return { kind: 'store', code: error.code, ...error.kept };
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unexpected';
  return { kind: 'failed', code, message: error instanceof Error ? error.message : 'unknown' };
}

async function answer(port: MessagePort): Promise<FromUniteWorker> {
  try {
    const given = Given.parse(workerData);
    return { kind: 'done', answer: await work(given.task, linkTo(port, given)) };
  } catch (error) {
    return failureOf(error);
  }
}

if (parentPort) parentPort.postMessage(await answer(parentPort));

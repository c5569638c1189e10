import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { type FromStoreWorker, StoreTaskError } from './storeWorkerClient.ts';
import { stopAsked } from './thread.ts';
import { Stopped } from './uniteTasks.ts';
import { checkFile, copyStore, rekeyFile } from './wholeFile.ts';

/** Thread that works on whole files of a store; started by onStoreWorker alone. */

const Lock = z.union([z.object({ key: z.string() }), z.object({ passphrase: z.string() })]);
const Task = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('copy'), from: z.string(), key: z.string(), to: z.string() }),
  z.object({ kind: z.literal('check'), file: z.string(), key: z.string() }),
  z.object({ kind: z.literal('rekey'), file: z.string(), from: Lock, to: Lock }),
]);

const Given = z.object({ task: Task, stop: z.instanceof(SharedArrayBuffer) });

function work({ task, stop }: z.infer<typeof Given>): FromStoreWorker {
  const look = () => {
    if (stopAsked(stop)) throw new Stopped();
  };
  look();
  switch (task.kind) {
    case 'copy':
      copyStore(task.from, task.key, task.to);
      return { kind: 'done', checked: null };
    case 'check':
      return { kind: 'done', checked: checkFile(task.file, task.key, look) };
    case 'rekey':
      rekeyFile(task.file, task.from, task.to);
      return { kind: 'done', checked: null };
  }
}

function answer(): FromStoreWorker {
  try {
    return work(Given.parse(workerData));
  } catch (error) {
    if (error instanceof Stopped) return { kind: 'stopped' };
    const code =
      error instanceof StoreTaskError || (error instanceof Error && 'code' in error)
        ? String(Reflect.get(error, 'code'))
        : 'unexpected';
    return { kind: 'failed', code, message: error instanceof Error ? error.message : 'unknown' };
  }
}

parentPort?.postMessage(answer());

import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { type FromStoreWorker, StoreTaskError } from './storeWorkerClient.ts';
import { checkFile, copyStore, rekeyFile } from './wholeFile.ts';

/** Thread that works on whole files of a store; started by onStoreWorker alone. */

const Lock = z.union([z.object({ key: z.string() }), z.object({ passphrase: z.string() })]);
const Task = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('copy'), from: z.string(), key: z.string(), to: z.string() }),
  z.object({ kind: z.literal('check'), file: z.string(), key: z.string() }),
  z.object({ kind: z.literal('rekey'), file: z.string(), from: Lock, to: Lock }),
]);

function work(task: z.infer<typeof Task>): FromStoreWorker {
  switch (task.kind) {
    case 'copy':
      copyStore(task.from, task.key, task.to);
      return { kind: 'done', checked: null };
    case 'check':
      return { kind: 'done', checked: checkFile(task.file, task.key) };
    case 'rekey':
      rekeyFile(task.file, task.from, task.to);
      return { kind: 'done', checked: null };
  }
}

function answer(): FromStoreWorker {
  try {
    return work(Task.parse(workerData));
  } catch (error) {
    const code =
      error instanceof StoreTaskError || (error instanceof Error && 'code' in error)
        ? String(Reflect.get(error, 'code'))
        : 'unexpected';
    return { kind: 'failed', code, message: error instanceof Error ? error.message : 'unknown' };
  }
}

parentPort?.postMessage(answer());

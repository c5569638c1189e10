import { serve, stopIfAsked } from '../threads/inside.ts';
import type { StoreWork } from './storeWorkerClient.ts';
import { checkFile, copyStore, rekeyFile } from './wholeFile.ts';

/** The thread that works on whole files of a store; started by onStoreWorker only. */

serve({
  work(task) {
    stopIfAsked();
    switch (task.kind) {
      case 'copy':
        copyStore(task.from, task.key, task.to);
        return null;
      case 'check':
        return checkFile(task.file, task.key, stopIfAsked, task.counts);
      case 'rekey':
        rekeyFile(task.file, task.from, task.to);
        return null;
    }
  },
} satisfies StoreWork);

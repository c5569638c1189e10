import type { Verification } from '../ledger/verify.ts';
import type { Lock, StoreKey } from '../store/cipher.ts';
import { onThread, threadFile } from '../threads/thread.ts';

/** Work on whole files, which takes seconds to minutes and must not keep replies waiting. */
export type StoreTask =
  /** Copies an open store into one encrypted file with the same key, as it stands at one moment. */
  | { readonly kind: 'copy'; readonly from: string; readonly key: StoreKey; readonly to: string }
  /** Opens a file, reads every page of it and recomputes its ledger. */
  | { readonly kind: 'check'; readonly file: string; readonly key: StoreKey }
  /** Encrypts a file anew: from a key or a passphrase to another. */
  | { readonly kind: 'rekey'; readonly file: string; readonly from: Lock; readonly to: Lock };

/** What a check found; `version`: of the store's schema. */
export type Checked = Verification & { readonly version: number; readonly organisation: string };

/** What the thread does; null: the task answers nothing. */
export type StoreWork = { readonly work: (task: StoreTask) => Checked | null };

/**
 * Runs one task on a thread of its own, which has ended when this does. A check stops at the next row, a copy
 * when it is made. Rejects with ThreadFailed (its code is SQLite's, or `wrong-key`, `forged`, `damaged`), or
 * with the signal's reason.
 */
export const onStoreWorker = (task: StoreTask, signal?: AbortSignal): Promise<Checked | null> =>
  onThread<StoreWork, Checked | null>(
    threadFile(import.meta.url, './storeWorker'),
    { name: 'store', signal },
    (line) => line.ask('work', task),
  );

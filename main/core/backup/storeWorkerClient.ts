import type { Verification } from '../ledger/verify.ts';
import type { Lock, StoreKey } from '../store/cipher.ts';
import { onThread, threadFile } from '../threads/thread.ts';

/** Work on whole files, which takes seconds to minutes and must not delay replies. */
export type StoreTask =
  /** Copies an open store, as it is at one moment, into one encrypted file with the same key. */
  | { readonly kind: 'copy'; readonly from: string; readonly key: StoreKey; readonly to: string }
  /** Opens a file, reads every page of it and recomputes its ledger; with `counts` its counters too. */
  | { readonly kind: 'check'; readonly file: string; readonly key: StoreKey; readonly counts?: true }
  /** Encrypts a file again: from one key or passphrase to another. */
  | { readonly kind: 'rekey'; readonly file: string; readonly from: Lock; readonly to: Lock };

/** What a check found; `version`: of the store's schema. */
export type Checked = Verification & {
  readonly version: number;
  readonly organisation: string;
  /** Tables of counters that differ from a full count, where these were asked for. */
  readonly miscounted: readonly string[];
};

/** The thread's function; null for tasks without a result. */
export type StoreWork = { readonly work: (task: StoreTask) => Checked | null };

/**
 * Runs one task on a thread of its own, and resolves after the thread has ended. A check stops at the next
 * row, a copy when it is complete. Rejects with ThreadFailed (its code is SQLite's, or `wrong-key`, `forged`,
 * `damaged`), or with the signal's reason.
 */
export const onStoreWorker = (task: StoreTask, signal?: AbortSignal): Promise<Checked | null> =>
  onThread<StoreWork, Checked | null>(
    threadFile(import.meta.url, './storeWorker'),
    { name: 'store', signal },
    (line) => line.ask('work', task),
  );

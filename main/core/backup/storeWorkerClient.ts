import { extname } from 'node:path';
import type { Verification } from '../ledger/verify.ts';
import type { Lock, StoreKey } from '../store/cipher.ts';
import { startThread } from './thread.ts';

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

export type FromStoreWorker =
  | { readonly kind: 'done'; readonly checked: Checked | null }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'failed'; readonly code: string; readonly message: string };

/** The task failed; `code` is SQLite's or `wrong-key`. */
export class StoreTaskError extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.name = 'StoreTaskError';
    this.code = code;
  }
}

/**
 * The one place that knows where the thread's file is: beside this one, as .ts from source or .js when built.
 */
function storeWorkerUrl(): URL {
  return new URL(`./storeWorker${extname(new URL(import.meta.url).pathname)}`, import.meta.url);
}

/**
 * Runs one task on a thread of its own, which has ended when this does. A check stops at the next row, a copy
 * when it is made. Rejects with StoreTaskError, or with the signal's reason.
 */
export async function onStoreWorker(task: StoreTask, signal?: AbortSignal): Promise<Checked | null> {
  signal?.throwIfAborted();
  const { worker, ended } = startThread(storeWorkerUrl(), 'store', { task }, signal);
  const answer = await new Promise<FromStoreWorker>((done, fail) => {
    worker.once('message', done);
    worker.once('error', fail);
    worker.once('exit', () => fail(new StoreTaskError('ended', 'The thread ended too early.')));
  }).finally(() => ended);
  signal?.throwIfAborted();
  if (answer.kind === 'stopped') throw new StoreTaskError('ended', 'The thread was stopped.');
  if (answer.kind === 'failed') throw new StoreTaskError(answer.code, answer.message);
  return answer.checked;
}

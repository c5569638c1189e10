import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { append } from '../ledger/append.ts';
import type { Core } from '../store/context.ts';
import { flush } from '../store/flush.ts';
import { STORE_FILE } from '../store/open.ts';
import { halt } from './halt.ts';
import { sizeOf } from './manifest.ts';
import { onStoreWorker } from './storeWorkerClient.ts';

export type ExportInput = {
  readonly folder: string;
  readonly passphrase: string;
  /** Another console takes over: this one stops sending before the copy is made. */
  readonly move: boolean;
  readonly actorId: string;
};

/**
 * Writes the whole organisation into one file that opens with the passphrase on any computer. Providers'
 * credentials are not in it, since they are not in the store. The ledger, and so the file, names who
 * exported.
 */
export async function exportOrganisation(
  core: Core,
  input: ExportInput,
): Promise<{ path: string; bytes: number }> {
  const { folder, passphrase, move, actorId } = input;
  core.write((tx) => {
    if (move) halt(core, tx, 'moved', actorId);
    append(core, tx, { kind: 'organisation-exported', actorId, payload: { move } });
  });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const stamp = new Date(core.ports.clock.now()).toISOString().slice(0, 19).replace(/[:-]/g, '');
  const path = join(
    folder,
    `heed-organisation-${stamp}-${Buffer.from(core.ports.random.bytes(3)).toString('hex')}.heed`,
  );
  const part = `${path}.part`;
  try {
    await onStoreWorker({ kind: 'copy', from: join(core.storeDir, STORE_FILE), key: core.key, to: part });
    await onStoreWorker({ kind: 'rekey', file: part, from: { key: core.key }, to: { passphrase } });
    renameSync(part, path);
    flush(folder);
    return { path, bytes: sizeOf(path) };
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  }
}

import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { SafeStorage } from 'electron';
import { z } from 'zod';
import { KeyStoreError, type Secrets } from '../../core/base/ports.ts';
import { writeAtomically } from '../common/atomicFile.ts';

const SecretsFile = z.object({ version: z.literal(1), entries: z.record(z.string(), z.base64()) });

type Safe = Pick<
  SafeStorage,
  'isAsyncEncryptionAvailable' | 'getSelectedStorageBackend' | 'encryptStringAsync' | 'decryptStringAsync'
>;

async function readEntries(file: string): Promise<Map<string, string>> {
  if (!existsSync(file)) return new Map();
  try {
    return new Map(Object.entries(SecretsFile.parse(JSON.parse(await readFile(file, 'utf8'))).entries));
  } catch (error) {
    const message =
      'The file secrets.json in the data folder is damaged. Restore it from a back-up; nothing was changed.';
    throw new KeyStoreError('unavailable', message, { cause: error });
  }
}

/**
 * Secrets in `file`, each sealed by the system's key store through safeStorage. Throws
 * KeyStoreError('unavailable') where there is none: on Linux Electron would then seal with a key that
 * everybody knows.
 */
export async function openSafeSecrets(safe: Safe, file: string, platform: NodeJS.Platform): Promise<Secrets> {
  const backend = platform === 'linux' ? safe.getSelectedStorageBackend() : 'system';
  if (!(await safe.isAsyncEncryptionAvailable()) || backend === 'basic_text' || backend === 'unknown') {
    throw new KeyStoreError(
      'unavailable',
      'This computer offers no key store (GNOME Keyring, KWallet, Keychain or Windows’ own), so Heed cannot keep the key of its store ' +
        'safe here. Unlock or install one, or start Heed with "npm start -- --browser" and open the store with a passphrase.',
    );
  }
  let entries = await readEntries(file);
  let queue: Promise<unknown> = Promise.resolve();
  const change = (edit: (draft: Map<string, string>) => Promise<void> | void): Promise<void> => {
    const done = queue.then(async () => {
      const draft = new Map(entries);
      await edit(draft);
      await writeAtomically(file, JSON.stringify({ version: 1, entries: Object.fromEntries(draft) }));
      entries = draft;
    });
    queue = done.catch(() => {});
    return done;
  };
  const set = (name: string, value: string) =>
    change(async (draft) => {
      draft.set(name, (await safe.encryptStringAsync(value)).toString('base64'));
    });
  return {
    get: async (name) => {
      const sealed = entries.get(name);
      if (sealed === undefined) return null;
      try {
        const { result, shouldReEncrypt } = await safe.decryptStringAsync(Buffer.from(sealed, 'base64'));
        if (shouldReEncrypt) await set(name, result);
        return result;
      } catch (error) {
        const message =
          'The key store of this computer does not open what Heed sealed with it. Was it reset? Nothing was changed.';
        throw new KeyStoreError('unavailable', message, { cause: error });
      }
    },
    set,
    delete: (name) =>
      change((draft) => {
        draft.delete(name);
      }),
  };
}

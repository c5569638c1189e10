import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { SafeStorage } from 'electron';
import { z } from 'zod';
import { keep, written } from '../../../shared/text/stored.ts';
import { KeyStoreError, type Secrets } from '../../core/base/ports.ts';
import { writeAtomically } from '../common/atomicFile.ts';

const SecretsFile = z.object({
  version: z.literal(1),
  /** Linux: the backend that sealed them, in Electron's words. They open with the same one alone. */
  backend: z.string().optional(),
  entries: z.record(z.string(), z.base64()),
});

type Safe = Pick<
  SafeStorage,
  'isAsyncEncryptionAvailable' | 'getSelectedStorageBackend' | 'encryptStringAsync' | 'decryptStringAsync'
>;

/** Names of key stores that people know, the same in every language. */
const KEEPERS: Readonly<Record<string, string>> = {
  gnome_libsecret: 'Secret Service (GNOME Keyring, KeePassXC)',
  kwallet: 'KWallet',
  kwallet5: 'KWallet',
  kwallet6: 'KWallet',
};

async function readEntries(file: string): Promise<Map<string, string>> {
  if (!existsSync(file)) return new Map();
  try {
    return new Map(Object.entries(SecretsFile.parse(JSON.parse(await readFile(file, 'utf8'))).entries));
  } catch (error) {
    throw new KeyStoreError('unavailable', keep('store:sealedDamaged'), { cause: error });
  }
}

/** On Linux, what Chromium seals with its publicly known key begins with this. */
const KNOWN_KEY = 'v10';

/**
 * Secrets in `file`, each sealed by the system's key store through safeStorage. Throws
 * KeyStoreError('unavailable') where there is none: on Linux Electron would then use a publicly known key, so
 * the first seal is checked.
 */
export async function openSafeSecrets(safe: Safe, file: string, platform: NodeJS.Platform): Promise<Secrets> {
  const linux = platform === 'linux';
  const backend = linux ? safe.getSelectedStorageBackend() : 'system';
  if (backend === 'basic_text' || backend === 'unknown')
    throw new KeyStoreError('unavailable', keep('store:noKeyring'));
  const silent = (cause?: unknown) =>
    new KeyStoreError(
      'unavailable',
      linux
        ? keep('store:keyringSilent', { keeper: written(KEEPERS[backend] ?? backend) })
        : keep('store:keyring'),
      { cause },
    );
  if (!(await safe.isAsyncEncryptionAvailable())) throw silent();
  const seal = async (value: string): Promise<string> => {
    const sealed = await safe.encryptStringAsync(value).catch((error: unknown) => {
      throw silent(error);
    });
    if (linux && sealed.subarray(0, KNOWN_KEY.length).toString('latin1') === KNOWN_KEY) throw silent();
    return sealed.toString('base64');
  };
  await seal('Heed');
  let entries = await readEntries(file);
  let queue: Promise<unknown> = Promise.resolve();
  const change = (edit: (draft: Map<string, string>) => Promise<void> | void): Promise<void> => {
    const done = queue.then(async () => {
      const draft = new Map(entries);
      await edit(draft);
      const content = {
        version: 1,
        ...(linux ? { backend } : {}),
        entries: Object.fromEntries(draft),
      } satisfies z.infer<typeof SecretsFile>;
      await writeAtomically(file, JSON.stringify(content));
      entries = draft;
    });
    queue = done.catch(() => {});
    return done;
  };
  const set = (name: string, value: string) =>
    change(async (draft) => {
      draft.set(name, await seal(value));
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
        throw new KeyStoreError('unavailable', keep('store:sealedForeign'), { cause: error });
      }
    },
    set,
    delete: (name) =>
      change((draft) => {
        draft.delete(name);
      }),
  };
}

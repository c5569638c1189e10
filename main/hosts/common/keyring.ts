import { randomUUID } from 'node:crypto';
import type { Secrets } from '../../core/base/ports.ts';

const SERVICE = 'Heed';
/** Milliseconds. A locked keyring asks the person; after this it counts as missing. */
const PATIENCE = 20_000;

function within<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('The keyring did not answer.')), PATIENCE);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/**
 * The library that speaks to the keyring; null where it is not there, as in a packed Heed, or does not run.
 */
export const keyringLibrary = () => import('@napi-rs/keyring').catch(() => null);

/**
 * The system's keyring as secrets; `space` keeps several data folders apart. Null where the library does not
 * run.
 */
async function systemKeyring(space: string): Promise<Secrets | null> {
  const library = await keyringLibrary();
  if (library === null) return null;
  // On Linux the library would fall back to the kernel's keyring, which forgets everything at a restart of
  // the computer.
  const options = { linux: { store: 'secret-service' as const } };
  const entry = (name: string) => new library.AsyncEntry(SERVICE, `${space}:${name}`, options);
  return {
    get: async (name) => (await within(entry(name).getPassword())) ?? null,
    set: async (name, value) => within(entry(name).setPassword(value)),
    delete: async (name) => {
      await within(entry(name).deleteCredential());
    },
  };
}

/** The system's keyring if it works: a probe is written, read and deleted. Null otherwise. */
export async function workingKeyring(space: string): Promise<Secrets | null> {
  const keyring = await systemKeyring(space);
  if (keyring === null) return null;
  const probe = `probe-${randomUUID()}`;
  try {
    await keyring.set(probe, probe);
    const works = (await keyring.get(probe)) === probe;
    await keyring.delete(probe);
    return works ? keyring : null;
  } catch {
    return null;
  }
}

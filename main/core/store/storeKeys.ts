import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { keep } from '../../../shared/text/stored.ts';
import type { Ports, Secrets } from '../base/ports.ts';
import type { StoreKey } from './open.ts';
import { holdsStore } from './presence.ts';
import { StoreError } from './types.ts';

export const STORE_KEY = 'store-key';
/** Exists while the key of the store is being changed; see keys/openingKey.ts. */
export const NEXT_STORE_KEY = 'store-key-next';
/** The file of the tide mark, in the data folder. */
export const MARK_FILE = 'organisation.mark';
const DEMO_KEY_FILE = 'demo-key.txt';
const DEMO_SECRETS_FILE = 'demo-secrets.json';

/** 256 random bits as 64 hexadecimal digits. */
export function newStoreKey(ports: Ports): StoreKey {
  return Buffer.from(ports.random.bytes(32)).toString('hex');
}

/**
 * The organisation's key, from the secret port. A missing key is an error; a new one is never made for an
 * existing store.
 */
export async function organisationKey(secrets: Secrets): Promise<StoreKey> {
  const key = await secrets.get(STORE_KEY);
  if (key) return key;
  throw new StoreError('wrong-key', keep('store:keyMissing'), keep('store:keyMissingRemedy'));
}

/**
 * Makes the key for a new store. A key that exists already is used: a store that was moved away or backed up
 * may need it.
 */
export async function createOrganisationKey(ports: Ports, secrets: Secrets): Promise<StoreKey> {
  const kept = await secrets.get(STORE_KEY);
  if (kept) return kept;
  const key = newStoreKey(ports);
  await secrets.set(STORE_KEY, key);
  return key;
}

/** The key of the demo store in this folder; null while there is none. */
export function readDemoKey(dir: string): StoreKey | null {
  const file = join(dir, DEMO_KEY_FILE);
  return existsSync(file) ? (readFileSync(file, 'utf8').split('\n')[0]?.trim() ?? '') : null;
}

/**
 * Makes the demo's key, in a file beside the store: the demo holds invented people only, and says so (design,
 * section 4).
 */
export function demoKey(ports: Ports, dir: string): StoreKey {
  const found = readDemoKey(dir);
  if (found !== null) return found;
  if (holdsStore(dir)) {
    throw new StoreError('wrong-key', keep('store:demoKey'), keep('store:demoKeyRemedy'));
  }
  const key = newStoreKey(ports);
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  writeFileSync(
    join(dir, DEMO_KEY_FILE),
    `${key}\nThis is the key of Heed’s demo store beside it. It lies here openly because the demo holds invented people only.\n`,
    { mode: 0o600 },
  );
  return key;
}

/** For programs that only read a store. */
export const noSecrets: Secrets = {
  get: async () => null,
  set: async () => {},
  delete: async () => {},
};

const DemoSecrets = z.record(z.string(), z.string());

/**
 * The demo's secrets, such as those that sign its outgoing webhooks: in a plain file, like its key. Reads
 * return null where the file is broken; its webhooks then ask for a new secret.
 */
export function demoSecrets(dir: string): Secrets {
  const file = join(dir, DEMO_SECRETS_FILE);
  const read = (): Record<string, string> => {
    try {
      return DemoSecrets.parse(JSON.parse(readFileSync(file, 'utf8')));
    } catch {
      return {};
    }
  };
  const save = (secrets: Record<string, string>) =>
    writeFileSync(file, `${JSON.stringify(secrets)}\n`, { mode: 0o600 });
  return {
    get: async (name) => read()[name] ?? null,
    set: async (name, value) => save({ ...read(), [name]: value }),
    delete: async (name) => save(Object.fromEntries(Object.entries(read()).filter(([key]) => key !== name))),
  };
}

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { written } from '../../../shared/text/stored.ts';
import type { KeyStore } from '../../core/base/ports.ts';
import { openingKey } from '../../core/keys/openingKey.ts';
import { openReader, STORE_FILE, type StoreKey } from '../../core/store/open.ts';
import { readDemoKey } from '../../core/store/storeKeys.ts';
import { type Reader, StoreError } from '../../core/store/types.ts';
import { chooseKeyStore } from '../common/keyStore.ts';

const UNCHANGED = 'Nothing was changed.';

/**
 * Opens the store of a data folder for reading, whether or not Heed runs: the organisation's before the
 * demo's. Makes nothing: no store, no key, no key store. Throws StoreError or KeyStoreError.
 */
export async function openForChecking(
  dataDir: string,
): Promise<{ readonly db: Reader; readonly kind: 'organisation' | 'demo' }> {
  for (const kind of ['organisation', 'demo'] as const) {
    const dir = join(dataDir, kind);
    if (!existsSync(join(dir, STORE_FILE))) continue;
    const key = kind === 'demo' ? demo(dir) : await organisation(dataDir);
    return { db: openReader(dir, key), kind };
  }
  throw noStore(dataDir);
}

const noStore = (dataDir: string) =>
  new StoreError(
    'unwritable',
    written(`There is no Heed store in ${dataDir}.`),
    written('Name the data folder with --data-dir.'),
  );

function demo(dir: string): StoreKey {
  const key = readDemoKey(dir);
  if (key !== null) return key;
  throw new StoreError('wrong-key', written('The key beside the demo store is gone.'), written(UNCHANGED));
}

/**
 * The key store of the organisation's store in this folder. Throws StoreError where it is none that a command
 * can ask; `remedy` then.
 */
export async function organisationKeyStore(dataDir: string, remedy: string): Promise<KeyStore> {
  const has = (name: string) => existsSync(join(dataDir, name));
  if (!has(join('organisation', STORE_FILE))) throw noStore(dataDir);
  // Opening a missing key store would make a new one.
  if (!has('keystore.json') && !has('vault.json')) {
    throw new StoreError(
      'wrong-key',
      written(
        has('secrets.json')
          ? 'The key of this store is sealed for the desktop window of Heed, which this command cannot ask.'
          : 'The key of this store is not in this data folder.',
      ),
      written(`${remedy} ${UNCHANGED}`),
    );
  }
  return chooseKeyStore({ dataDir, env: process.env });
}

async function organisation(dataDir: string): Promise<StoreKey> {
  const keyStore = await organisationKeyStore(
    dataDir,
    'Save the evidence of single numbers in Heed and check those files.',
  );
  return (await openingKey(await keyStore.open(null), join(dataDir, 'organisation'))).key;
}

import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { keep, written } from '../../../shared/text/stored.ts';
import { type KeyStore, KeyStoreError, type Secrets } from '../../core/base/ports.ts';
import { STORE_FILE } from '../../core/store/open.ts';
import { MARK_FILE } from '../../core/store/storeKeys.ts';
import { writeAtomically } from './atomicFile.ts';
import { keyringLibrary, workingKeyring } from './keyring.ts';
import { openVault, type Vault } from './vault.ts';

/**
 * Which key store a data folder uses, noted once it has secrets, so that a later start does not take another.
 */
const Choice = z.object({ kind: z.literal('system'), space: z.string().min(1) });

/** Secrets that the desktop program has sealed; hosts/electron writes it. */
export const SEALED_FILE = 'secrets.json';

export type KeyStoreOptions = {
  readonly dataDir: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /**
   * The desktop program's access to the system's key store, beside secrets.json; `works`: whether there is
   * one now. Left out by other hosts.
   */
  readonly sealed?: { readonly keyStore: KeyStore; works(): Promise<boolean> };
  /** Tests hand in a keyring of their own, or none. */
  readonly keyring?: (space: string) => Promise<Secrets | null>;
  readonly scryptCost?: number;
};

async function readChoice(file: string): Promise<z.infer<typeof Choice> | null> {
  if (!existsSync(file)) return null;
  try {
    return Choice.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (error) {
    throw new KeyStoreError('unavailable', keep('store:keystoreFile'), { cause: error });
  }
}

function passphraseStore(options: KeyStoreOptions): KeyStore {
  let unlocked: Vault | null = null;
  return {
    kind: 'passphrase',
    given: (options.env.HEED_PASSPHRASE ?? '') !== '',
    open: async (typed) => {
      const passphrase = typed ?? options.env.HEED_PASSPHRASE ?? '';
      if (typed === null && unlocked !== null) return unlocked;
      if (passphrase === '') throw new KeyStoreError('locked', keep('store:passphraseNeeded'));
      unlocked = await openVault(join(options.dataDir, 'vault.json'), passphrase, options.scryptCost);
      return unlocked;
    },
    changePassphrase: async (current, next) => {
      if (unlocked === null) throw new KeyStoreError('locked', keep('store:passphraseNeeded'));
      await unlocked.changePassphrase(current, next);
    },
  };
}

function brokenStore(error: unknown): KeyStore {
  return { kind: 'system', open: async () => Promise.reject(error) };
}

/**
 * A store whose key store is gone would ask for a new passphrase, which opens nothing. Null where all is
 * well.
 */
function keyGone({ dataDir, sealed }: KeyStoreOptions): KeyStoreError | null {
  const has = (...path: string[]) => existsSync(join(dataDir, ...path));
  // The mark stays when the store is gone too: a new passphrase would open none of its back-ups.
  if (!(has('organisation', STORE_FILE) || has(MARK_FILE)) || has('vault.json')) return null;
  if (has(SEALED_FILE)) {
    return sealed ? null : new KeyStoreError('unavailable', keep('store:sealedForWindow'));
  }
  return new KeyStoreError('unavailable', keep('store:vaultGone'));
}

/**
 * How the keys of a data folder are kept. What it began with it keeps, whichever host opens it: a passphrase
 * (vault.json), the keyring (keystore.json), or the system's seal of the desktop program (secrets.json),
 * which only that program can open. A keyring that is gone is an error and never a reason to begin with a new
 * vault. A new folder takes the system's key store where it works, else a passphrase (typed, or in
 * HEED_PASSPHRASE). HEED_KEYSTORE=passphrase demands the vault.
 */
export async function chooseKeyStore(options: KeyStoreOptions): Promise<KeyStore> {
  const { dataDir, env, sealed } = options;
  const demanded = env.HEED_KEYSTORE ?? '';
  if (demanded !== '' && demanded !== 'passphrase' && demanded !== 'system') {
    throw new KeyStoreError('unavailable', keep('store:demanded', { value: written(demanded) }));
  }
  const file = join(dataDir, 'keystore.json');
  let choice: z.infer<typeof Choice> | null;
  try {
    choice = await readChoice(file);
  } catch (error) {
    return brokenStore(error);
  }
  if (choice === null) {
    const gone = keyGone(options);
    if (gone !== null) return brokenStore(gone);
  }
  if (demanded === 'passphrase' || (choice === null && existsSync(join(dataDir, 'vault.json')))) {
    return passphraseStore(options);
  }
  if (choice === null && sealed) {
    const kept = demanded === 'system' || existsSync(join(dataDir, SEALED_FILE)) || (await sealed.works());
    return kept ? sealed.keyStore : passphraseStore(options);
  }
  const space = choice?.space ?? randomUUID();
  const keyring = await (options.keyring ?? workingKeyring)(space);
  if (keyring !== null) {
    return {
      kind: 'system',
      open: async () => {
        if (choice === null) {
          choice = { kind: 'system', space };
          await writeAtomically(file, JSON.stringify(choice));
        }
        return keyring;
      },
    };
  }
  if (choice === null && demanded === '') return passphraseStore(options);
  const reachable = sealed === undefined || (await keyringLibrary()) !== null;
  const why = reachable ? keep('store:keyring') : keep('store:keyringOfBrowser');
  return brokenStore(new KeyStoreError('unavailable', why));
}

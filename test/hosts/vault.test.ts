import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { chooseKeyStore, type KeyStoreOptions } from '../../main/hosts/common/keyStore.ts';
import { openVault } from '../../main/hosts/common/vault.ts';
import { memorySecrets } from '../helpers/core.ts';
import { temporaryFolder } from './browserHost.ts';

const PASSPHRASE = 'four words make one';
const NEXT = 'another passphrase, longer';
/** Cheap enough to open many times; one test below has the real cost. */
const COST = 1024;

describe('the vault', () => {
  test('keeps secrets over openings, and nothing of them can be read in its file', async () => {
    const file = join(temporaryFolder(), 'vault.json');
    const vault = await openVault(file, PASSPHRASE);
    await vault.set('store-key', 'abcdef0123456789');
    await vault.set('gone', 'x');
    await vault.delete('gone');
    const text = readFileSync(file, 'utf8');
    expect(JSON.parse(text).kdf).toMatchObject({ name: 'scrypt', N: 131_072, r: 8 });
    expect(text).not.toMatch(/store-key|abcdef/);
    const again = await openVault(file, PASSPHRASE);
    expect([await again.get('store-key'), await again.get('gone')]).toEqual(['abcdef0123456789', null]);
  });

  test('a wrong passphrase opens nothing and changes nothing', async () => {
    const file = join(temporaryFolder(), 'vault.json');
    await (await openVault(file, PASSPHRASE, COST)).set('store-key', 'abcdef');
    const before = readFileSync(file);
    await expect(openVault(file, `${PASSPHRASE} `, COST)).rejects.toMatchObject({ code: 'wrong-passphrase' });
    expect(readFileSync(file)).toEqual(before);
  });

  test('the same passphrase typed with composed or separate accents opens it', async () => {
    const file = join(temporaryFolder(), 'vault.json');
    await (await openVault(file, 'caf\u00e9 au lait', COST)).set('store-key', 'abcdef');
    expect(await (await openVault(file, 'cafe\u0301 au lait', COST)).get('store-key')).toBe('abcdef');
  });

  test.each<[string, (file: { readonly kdf: object }) => unknown]>([
    ['cut off', () => '{"version":1,'],
    ['of a later version', (file) => ({ ...file, version: 2 })],
    ['with a cost that would eat all memory', (file) => ({ ...file, kdf: { ...file.kdf, N: 2 ** 30 } })],
  ])('a file %s is called damaged and left alone', async (_, damage) => {
    const file = join(temporaryFolder(), 'vault.json');
    await openVault(file, PASSPHRASE, COST);
    const damaged = damage(JSON.parse(readFileSync(file, 'utf8')));
    const text = typeof damaged === 'string' ? damaged : JSON.stringify(damaged);
    writeFileSync(file, text);
    await expect(openVault(file, PASSPHRASE, COST)).rejects.toMatchObject({ code: 'unavailable' });
    expect(readFileSync(file, 'utf8')).toBe(text);
  });

  test('weakening the derivation behind our back is noticed', async () => {
    const file = join(temporaryFolder(), 'vault.json');
    await openVault(file, PASSPHRASE, COST);
    const content = JSON.parse(readFileSync(file, 'utf8'));
    for (const edit of [{ p: 2 }, { salt: Buffer.alloc(16).toString('base64') }]) {
      writeFileSync(file, JSON.stringify({ ...content, kdf: { ...content.kdf, ...edit } }));
      await expect(openVault(file, PASSPHRASE, COST)).rejects.toMatchObject({ code: 'wrong-passphrase' });
    }
  });

  test('a new passphrase: the old one must be right, opens nothing afterwards, and no secret is lost', async () => {
    const file = join(temporaryFolder(), 'vault.json');
    const vault = await openVault(file, PASSPHRASE, COST);
    await vault.set('store-key', 'abcdef');
    const salt = JSON.parse(readFileSync(file, 'utf8')).kdf.salt;
    await expect(vault.changePassphrase('wrong', NEXT)).rejects.toMatchObject({ code: 'wrong-passphrase' });
    expect(await (await openVault(file, PASSPHRASE, COST)).get('store-key')).toBe('abcdef');
    const changing = vault.changePassphrase(PASSPHRASE, NEXT);
    await Promise.all([changing, vault.set('meanwhile', 'kept')]);
    await vault.set('later', 'too');
    await expect(openVault(file, PASSPHRASE, COST)).rejects.toMatchObject({ code: 'wrong-passphrase' });
    const again = await openVault(file, NEXT, COST);
    expect(await Promise.all(['store-key', 'meanwhile', 'later'].map((name) => again.get(name)))).toEqual([
      'abcdef',
      'kept',
      'too',
    ]);
    expect(JSON.parse(readFileSync(file, 'utf8')).kdf.salt).not.toBe(salt);
  });

  test('changes at the same moment are all kept', async () => {
    const file = join(temporaryFolder(), 'vault.json');
    const vault = await openVault(file, PASSPHRASE, COST);
    const names = Array.from({ length: 20 }, (_, index) => `name-${index}`);
    await Promise.all(names.map((name) => vault.set(name, name)));
    const again = await openVault(file, PASSPHRASE, COST);
    expect(await Promise.all(names.map((name) => again.get(name)))).toEqual(names);
  });
});

describe('which key store', () => {
  const options = (more: Partial<KeyStoreOptions> = {}): KeyStoreOptions => ({
    dataDir: temporaryFolder(),
    env: {},
    keyring: async () => null,
    scryptCost: COST,
    ...more,
  });

  test('a working keyring is used', async () => {
    const secrets = memorySecrets();
    const store = await chooseKeyStore(options({ keyring: async () => secrets }));
    expect(store.kind).toBe('system');
    expect(await store.open(null)).toBe(secrets);
  });

  test('without one a passphrase is asked for, typed or from HEED_PASSPHRASE, and remembered while open', async () => {
    const first = options();
    const store = await chooseKeyStore(first);
    expect(store.kind).toBe('passphrase');
    await expect(store.open(null)).rejects.toMatchObject({ code: 'locked' });
    await (await store.open(PASSPHRASE)).set('store-key', 'abcdef');
    expect(await (await store.open(null)).get('store-key')).toBe('abcdef');
    const second = await chooseKeyStore({ ...first, env: { HEED_PASSPHRASE: PASSPHRASE } });
    expect(await (await second.open(null)).get('store-key')).toBe('abcdef');
    const third = await chooseKeyStore({ ...first, env: { HEED_PASSPHRASE: 'another one' } });
    await expect(third.open(null)).rejects.toMatchObject({ code: 'wrong-passphrase' });
  });

  test('HEED_KEYSTORE=passphrase wants the vault although there is a keyring; anything unknown is refused', async () => {
    const keyring = async () => memorySecrets();
    const store = await chooseKeyStore(options({ keyring, env: { HEED_KEYSTORE: 'passphrase' } }));
    expect(store.kind).toBe('passphrase');
    await expect(chooseKeyStore(options({ env: { HEED_KEYSTORE: 'plain' } }))).rejects.toThrow(
      'HEED_KEYSTORE',
    );
  });

  test('a data folder keeps its kind: a vault stays a vault, a lost keyring is an error', async () => {
    const vaulted = options();
    await (await chooseKeyStore(vaulted)).open(PASSPHRASE);
    const later = await chooseKeyStore({ ...vaulted, keyring: async () => memorySecrets() });
    expect(later.kind).toBe('passphrase');

    const spaces: string[] = [];
    const ringed = options({
      keyring: async (space) => {
        spaces.push(space);
        return memorySecrets();
      },
    });
    await (await chooseKeyStore(ringed)).open(null);
    await chooseKeyStore(ringed);
    expect(spaces[1]).toBe(spaces[0]);
    const lost = await chooseKeyStore({ ...ringed, keyring: async () => null });
    await expect(lost.open(PASSPHRASE)).rejects.toMatchObject({ code: 'unavailable' });
  });
});

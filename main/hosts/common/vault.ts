import {
  createCipheriv,
  createDecipheriv,
  randomBytes,
  type ScryptOptions,
  scrypt,
  timingSafeEqual,
} from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { keep } from '../../../shared/text/stored.ts';
import { codeOf } from '../../core/base/errors.ts';
import { KeyStoreError, type Secrets } from '../../core/base/ports.ts';
import { writeAtomically } from './atomicFile.ts';

const Base64 = z.base64().max(10_000_000);
/** Limits, so that a file made by somebody else cannot exhaust the memory. */
const VaultFile = z.object({
  version: z.literal(1),
  kdf: z.object({
    name: z.literal('scrypt'),
    N: z
      .number()
      .int()
      .min(1024)
      .max(2 ** 20),
    r: z.number().int().min(1).max(16),
    p: z.number().int().min(1).max(4),
    salt: Base64,
  }),
  cipher: z.object({ name: z.literal('aes-256-gcm'), iv: Base64, tag: Base64 }),
  data: Base64,
});
type VaultFile = z.infer<typeof VaultFile>;
type Kdf = VaultFile['kdf'];

const Entries = z.record(z.string(), z.string());

function deriveKey(passphrase: string, kdf: Kdf): Promise<Buffer> {
  const { N, r, p, salt } = kdf;
  const options: ScryptOptions = { N, r, p, maxmem: 256 * N * r };
  return new Promise((resolve, reject) => {
    // Keyboards compose letters differently; the same passphrase must give the same key.
    scrypt(passphrase.normalize('NFKC'), Buffer.from(salt, 'base64'), 32, options, (error, key) => {
      if (error) reject(error);
      else resolve(key);
    });
  });
}

/** What the seal covers beside the secrets, so that nobody can weaken the derivation unnoticed. */
const bound = (kdf: Kdf) => Buffer.from(JSON.stringify([1, kdf.name, kdf.N, kdf.r, kdf.p, kdf.salt]));

function seal(key: Buffer, kdf: Kdf, entries: ReadonlyMap<string, string>): VaultFile {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(bound(kdf));
  const data = Buffer.concat([cipher.update(JSON.stringify(Object.fromEntries(entries))), cipher.final()]);
  const text = (bytes: Buffer) => bytes.toString('base64');
  return {
    version: 1,
    kdf,
    cipher: { name: 'aes-256-gcm', iv: text(iv), tag: text(cipher.getAuthTag()) },
    data: text(data),
  };
}

function unseal(key: Buffer, file: VaultFile): Map<string, string> {
  const bytes = (text: string) => Buffer.from(text, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', key, bytes(file.cipher.iv), { authTagLength: 16 })
    .setAAD(bound(file.kdf))
    .setAuthTag(bytes(file.cipher.tag));
  const plain = Buffer.concat([decipher.update(bytes(file.data)), decipher.final()]).toString();
  return new Map(Object.entries(Entries.parse(JSON.parse(plain))));
}

async function readVault(file: string): Promise<VaultFile | null> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw new KeyStoreError('unavailable', keep('store:vaultUnreadable'), {
      cause: error,
    });
  }
  try {
    return VaultFile.parse(JSON.parse(text));
  } catch (error) {
    throw new KeyStoreError('unavailable', keep('store:vaultDamaged'), { cause: error });
  }
}

const freshKdf = (cost: number): Kdf => ({
  name: 'scrypt',
  N: cost,
  r: 8,
  p: 1,
  salt: randomBytes(16).toString('base64'),
});

const wrongPassphrase = (cause?: unknown) =>
  new KeyStoreError('wrong-passphrase', keep('store:wrongPassphrase'), { cause });

export type Vault = Secrets & {
  /**
   * Seals everything again, in one step. Throws KeyStoreError('wrong-passphrase'); then nothing has changed.
   */
  changePassphrase(current: string, next: string): Promise<void>;
};

/**
 * Secrets in one file, sealed with AES-256-GCM under a key that scrypt makes from the passphrase (N=2^17,
 * r=8). A missing file is made with this passphrase. Every change replaces the file whole. Throws
 * KeyStoreError('wrong-passphrase' | 'unavailable').
 */
export async function openVault(file: string, passphrase: string, cost = 2 ** 17): Promise<Vault> {
  const found = await readVault(file);
  const fresh = freshKdf(cost);
  let kdf = found?.kdf ?? fresh;
  let key = await deriveKey(passphrase, kdf);
  let entries = new Map<string, string>();
  if (found !== null) {
    try {
      entries = unseal(key, found);
    } catch (error) {
      throw wrongPassphrase(error);
    }
  }
  const write = (next: ReadonlyMap<string, string>) =>
    writeAtomically(file, JSON.stringify(seal(key, kdf, next)));
  if (found === null) await write(entries);

  let queue: Promise<unknown> = Promise.resolve();
  /** One change after the other; memory changes only after the file. */
  const change = (edit: (draft: Map<string, string>) => void): Promise<void> => {
    const done = queue.then(async () => {
      const draft = new Map(entries);
      edit(draft);
      await write(draft);
      entries = draft;
    });
    queue = done.catch(() => {});
    return done;
  };
  return {
    get: async (name) => entries.get(name) ?? null,
    set: (name, value) => change((draft) => draft.set(name, value)),
    delete: (name) => change((draft) => draft.delete(name)),
    changePassphrase: (current, next) => {
      const done = queue.then(async () => {
        if (!timingSafeEqual(await deriveKey(current, kdf), key)) throw wrongPassphrase();
        const nextKdf = freshKdf(cost);
        const nextKey = await deriveKey(next, nextKdf);
        await writeAtomically(file, JSON.stringify(seal(nextKey, nextKdf, entries)));
        kdf = nextKdf;
        key = nextKey;
      });
      queue = done.catch(() => {});
      return done;
    },
  };
}

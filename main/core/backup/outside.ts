import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { t } from '../../../shared/text/say.ts';
import { verifyPassword } from '../accounts/password.ts';
import { CoreError } from '../errors.ts';
import type { Ports, Secrets } from '../ports.ts';
import { connect, type StoreKey } from '../store/open.ts';
import { one } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';
import { createOrganisationKey, organisationKey } from '../storeKeys.ts';
import { type Brought, bringStore } from './bring.ts';
import { keyWithId } from './keyRing.ts';
import { fileOf, listManifests, type Manifest } from './manifest.ts';

/** Where the back-ups lie is a setting, and so in the store; this file tells it when the store does not open. Holds a path alone. */
const POINTER = 'back-ups-at.json';
const Pointer = z.object({ folder: z.string() });

export function notePlace(storeDir: string, folder: string): void {
  writeFileSync(join(dirname(storeDir), POINTER), `${JSON.stringify({ folder })}\n`, { mode: 0o600 });
}

function placeOf(storeDir: string): string {
  const beside = join(dirname(storeDir), 'back-ups');
  const file = join(dirname(storeDir), POINTER);
  try {
    return existsSync(file) ? Pointer.parse(JSON.parse(readFileSync(file, 'utf8'))).folder : beside;
  } catch {
    return beside;
  }
}

/** After so many wrong passwords in a row, nobody may try for a while. Milliseconds. */
const TRIES = 5;
const PAUSE = 15 * 60_000;

export type Outside = {
  /** Back-ups beside a store that does not open. */
  list(): Manifest[];
  /** Restores one in the store's place. The login and password are those of an admin in the back-up. @throws CoreError */
  restore(id: string, login: string, password: string): Promise<Brought>;
  /** Begins with an exported file. @throws CoreError, StoreTaskError */
  import(file: string, passphrase: string, secrets: Secrets): Promise<Brought>;
};

/** What can be done with back-ups and exports while no store is open. */
export function createOutside(options: {
  readonly ports: Ports;
  readonly storeDir: string;
  readonly markFile: string;
}): Outside {
  const { ports, storeDir, markFile } = options;
  let tries = 0;
  let pausedUntil = 0;
  const list = () => listManifests(placeOf(storeDir));

  async function adminOf(file: string, key: StoreKey, login: string, password: string): Promise<string> {
    if (ports.clock.now() < pausedUntil) throw new CoreError('FORBIDDEN', t('backup:tooManyTries'));
    const db = connect(file, key, true) as Reader;
    try {
      const account = one<{ id: string; password: string }>(
        db,
        "SELECT id, password FROM account WHERE login = ? AND role = 'admin' AND active = 1",
        login.trim(),
      );
      const right = await verifyPassword(password, account?.password ?? null, account?.password ?? null);
      if (account && right) {
        tries = 0;
        return account.id;
      }
    } finally {
      db.close();
    }
    tries += 1;
    if (tries >= TRIES) {
      tries = 0;
      pausedUntil = ports.clock.now() + PAUSE;
    }
    throw new CoreError('FORBIDDEN', t('backup:wrongPassword'));
  }

  return {
    list,
    async restore(id, login, password) {
      const found = list().find((each) => each.id === id);
      if (!found) throw new CoreError('NOT_FOUND', t('backup:noBackup'));
      const secrets = await ports.keyStore.open(null);
      const key = await organisationKey(secrets);
      const itsKey = await keyWithId({ key, secrets }, found.keyId);
      if (itsKey === null) throw new CoreError('CONFLICT', t('backup:noKey'));
      const file = fileOf(placeOf(storeDir), id);
      const actorId = await adminOf(file, itsKey, login, password);
      const lock = { key: itsKey };
      return bringStore({ ports, secrets, storeDir, file, lock, key, as: 'restore', actorId, markFile });
    },
    async import(file, passphrase, secrets) {
      const key = await createOrganisationKey(ports, secrets);
      return bringStore({
        ports,
        secrets,
        storeDir,
        file,
        lock: { passphrase },
        key,
        as: 'import',
        actorId: null,
        markFile,
      });
    },
  };
}

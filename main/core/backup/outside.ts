import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { t } from '../../../shared/text/say.ts';
import { verifyPassword } from '../accounts/password.ts';
import { hasSecondFactor, wouldTake } from '../accounts/secondFactor.ts';
import { CoreError } from '../base/errors.ts';
import type { Ports, Secrets } from '../base/ports.ts';
import { connectReader, type StoreKey } from '../store/open.ts';
import { one } from '../store/statement.ts';
import { createOrganisationKey, organisationKey } from '../store/storeKeys.ts';
import type { Reader } from '../store/types.ts';
import { type BringInput, bringStore } from './bring.ts';
import type { Brought } from './bringNext.ts';
import { keyWithId } from './keyRing.ts';
import { fileOf, listManifests, type Manifest } from './manifest.ts';
import type { Stage } from './uniteTasks.ts';

/**
 * The folder of the back-ups is a setting in the store; this file names it when the store does not open. It
 * holds a path only.
 */
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

/** After this many wrong passwords or codes in a row nobody may try for a while (milliseconds). */
const TRIES = 5;
const PAUSE = 15 * 60_000;

/** Who restores: an admin of the back-up, with the code of their second factor if they had one then. */
export type Proof = {
  readonly login: string;
  readonly password: string;
  readonly code?: string | undefined;
};

/** The password was right; a code is needed too, or the given one is wrong. */
export class CodeWanted extends Error {
  readonly given: boolean;
  constructor(given: boolean) {
    super('A code of the second factor is wanted.');
    this.name = 'CodeWanted';
    this.given = given;
  }
}

export type Outside = {
  /** Back-ups beside a store that does not open. */
  list(): Manifest[];
  /** How far a restore or an import is; null: none is under way. */
  stage(): Stage | null;
  /** Restores a back-up in the store's place. @throws CoreError, CodeWanted */
  restore(id: string, proof: Proof): Promise<Brought>;
  /** Makes the store of an exported file. @throws CoreError, ThreadFailed */
  import(file: string, passphrase: string, secrets: Secrets): Promise<Brought>;
};

/** A back-up of an older Heed may have no table of second factors. */
const asksForCode = (db: Reader, accountId: string): boolean =>
  one(db, "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'second_factor'") !== undefined &&
  hasSecondFactor(db, accountId);

/** Back-ups and exports while no store is open. */
export function createOutside(options: {
  readonly ports: Ports;
  readonly storeDir: string;
  readonly markFile: string;
}): Outside {
  const { ports, storeDir, markFile } = options;
  let tries = 0;
  let pausedUntil = 0;
  let stage: Stage | null = null;
  const list = () => listManifests(placeOf(storeDir));

  /** Counts a try as wrong before anything is checked. */
  function take(): void {
    if (ports.clock.now() < pausedUntil) throw new CoreError('FORBIDDEN', t('backup:tooManyTries'));
    tries += 1;
    if (tries < TRIES) return;
    tries = 0;
    pausedUntil = ports.clock.now() + PAUSE;
  }
  function giveBack(count: number): void {
    tries = count;
    pausedUntil = 0;
  }

  async function adminOf(file: string, key: StoreKey, { login, password, code }: Proof): Promise<string> {
    const before = tries;
    take();
    const db = connectReader(file, key);
    try {
      const account = one<{ id: string; password: string }>(
        db,
        "SELECT id, password FROM account WHERE login = ? AND role = 'admin' AND active = 1",
        login.trim(),
      );
      const right = await verifyPassword(password, account?.password ?? null, account?.password ?? null);
      if (!account || !right) throw new CoreError('FORBIDDEN', t('backup:wrongPassword'));
      if (asksForCode(db, account.id)) {
        // Without a code the try was neither right nor wrong.
        if (code === undefined) giveBack(before);
        if (code === undefined || !wouldTake(db, account.id, code, ports.clock.now()))
          throw new CodeWanted(code !== undefined);
      }
      giveBack(0);
      return account.id;
    } finally {
      db.close();
    }
  }

  async function bring(
    input: Pick<BringInput, 'file' | 'lock' | 'key' | 'as' | 'actorId' | 'code'>,
  ): Promise<Brought> {
    const tell = (next: Stage) => {
      stage = next;
    };
    stage = { step: 'reading', done: 0, total: 0 };
    try {
      return await bringStore({ ports, storeDir, markFile, tell, ...input });
    } finally {
      stage = null;
    }
  }

  return {
    list,
    stage: () => stage,
    async restore(id, proof) {
      const found = list().find((each) => each.id === id);
      if (!found) throw new CoreError('NOT_FOUND', t('backup:noBackup'));
      const secrets = await ports.keyStore.open(null);
      const key = await organisationKey(secrets);
      const itsKey = await keyWithId({ key, secrets }, found.keyId);
      if (itsKey === null) throw new CoreError('CONFLICT', t('backup:noKey'));
      const file = fileOf(placeOf(storeDir), id);
      const actorId = await adminOf(file, itsKey, proof);
      return bring({ file, lock: { key: itsKey }, key, as: 'restore', actorId, code: proof.code ?? null });
    },
    async import(file, passphrase, secrets) {
      const key = await createOrganisationKey(ports, secrets);
      return bring({ file, lock: { passphrase }, key, as: 'import', actorId: null, code: null });
    },
  };
}

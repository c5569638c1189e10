import { renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { keep, written } from '../../../shared/text/stored.ts';
import { KeptError } from '../base/errors.ts';
import type { Ports, Secrets } from '../base/ports.ts';
import { append } from '../ledger/append.ts';
import { type OpenedCore, openCore } from '../open/openCore.ts';
import { forgetSettings } from '../settings/settings.ts';
import { beginCapture } from '../store/capture/capture.ts';
import { createOrganisationKey } from '../store/storeKeys.ts';
import { type Code, Keys } from './code.ts';
import { placeOfKey } from './invite.ts';
import { keepSecrets, openKeyring } from './keys/keyring.ts';
import { newPair, pairOf } from './keys/pair.ts';
import { sealPublic } from './keys/publicKeys.ts';
import { LogError } from './log/changeLog.ts';
import { openLog } from './log/postgresLog.ts';
import { type Place, writePlace } from './place.ts';
import { positions } from './positionRecord.ts';
import { forPeople } from './reasons.ts';
import { oneKey, unseal } from './seal.ts';
import { type SnapshotProgress, takeSnapshot } from './snapshot.ts';

/** Beside the store: what is being fetched becomes the store when it is whole. */
const UNFINISHED = 'joining';

type Joining = {
  readonly ports: Ports;
  readonly secrets: Secrets;
  /** Where the store will be. Nothing is there yet. */
  readonly storeDir: string;
  readonly report: (progress: SnapshotProgress) => void;
  readonly signal: AbortSignal;
};

/** Accepts the invitation; the code is used up. @throws KeptError, LogError */
async function accept({ address, organisation, console: id, name, opens }: Code) {
  const log = openLog(address);
  try {
    const { sealedKey, password } = await log.accept();
    const sealing = { organisation, keys: oneKey(Buffer.from(opens, 'base64')) };
    const keys: unknown = JSON.parse(unseal(sealing, placeOfKey(id), sealedKey).toString('utf8'));
    return { keys: Keys.parse(keys), password };
  } catch (error) {
    // Whether the database still took it, nobody here knows where the answer is missing.
    if (error instanceof LogError && (error.code === 'refused' || error.code === 'unreachable'))
      throw new KeptError(keep(`consoles:refused.${error.code}`, { name: written(name) }), { cause: error });
    if (error instanceof LogError) throw error;
    throw new LogError('broken', 'The key of the invitation is none.', { cause: error });
  } finally {
    await log.close();
  }
}

/**
 * Makes the store of another console of the organisation that a code names, closed, in its folder; what was
 * begun and did not end is removed. @throws KeptError; StoreError
 */
export async function joinConsoles(joining: Joining, code: Code): Promise<void> {
  const { ports, secrets, storeDir } = joining;
  const unfinished = join(ports.dataDir, UNFINISHED);
  rmSync(unfinished, { recursive: true, force: true });
  try {
    const { keys, password } = await accept(code);
    const had = {
      password,
      own: newPair(ports.random).own,
      keys: keys.log.map((hex) => Buffer.from(hex, 'hex')),
    };
    await keepSecrets(secrets, had);
    const key = await createOrganisationKey(ports, secrets);
    const core = openCore({
      ports,
      secrets,
      storeDir: unfinished,
      key,
      demo: false,
      subjectKey: keys.subject,
    });
    try {
      await fetchStore(joining, code, { core, ...had, without: keys.without });
    } finally {
      core.close();
    }
    renameSync(unfinished, storeDir);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    throw forPeople(error);
  }
}

type Fetching = {
  readonly core: OpenedCore;
  readonly password: string;
  readonly own: Buffer;
  readonly keys: readonly Buffer[];
  readonly without: readonly string[];
};

async function fetchStore(
  { report, signal, secrets, ports: { random } }: Joining,
  { address: { user, ...address }, organisation, console: id, name }: Code,
  { core, password, own, keys, without }: Fetching,
): Promise<void> {
  const log = openLog({ ...address, user, password });
  const { password: _, ...kept } = { ...address, user };
  const newestKey = keys.length;
  const place: Place = { organisation, console: id, name, address: kept, newestKey, without: [...without] };
  core.write((tx) => writePlace(tx.db, place));
  const { open } = pairOf(own);
  const sealing = openKeyring({ core, secrets, log, place, own, keys });
  try {
    await log.tellKey(newestKey, sealPublic(sealing, id, open, random));
    await takeSnapshot({ core, log, sealing, console: id }, report, signal);
    // So that what comes next is kept for it, also where it is closed for a while now.
    await log.applied(positions(core.db)).catch(() => undefined);
  } finally {
    await log.close();
  }
  forgetSettings(core.db);
  core.write((tx) => {
    beginCapture(tx.db);
    const payload = { console: id, key: open.toString('hex') };
    append(core, tx, { kind: 'console-united', actorId: null, payload });
  });
}

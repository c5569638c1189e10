import { renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Ports, Secrets } from '../base/ports.ts';
import { append } from '../ledger/append.ts';
import { type OpenedCore, openCore } from '../open/openCore.ts';
import { forgetSettings } from '../settings/settings.ts';
import { beginCapture } from '../store/capture/capture.ts';
import { createOrganisationKey } from '../store/storeKeys.ts';
import { type Code, Keys } from './code.ts';
import { placeOfKey } from './invite.ts';
import { LogError } from './log/changeLog.ts';
import { openLog } from './log/postgresLog.ts';
import { LOG_KEY, LOG_PASSWORD, writePlace } from './place.ts';
import { forPeople } from './reasons.ts';
import { unseal } from './seal.ts';
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

/** Accepts the invitation; the code is used up. @throws LogError */
async function accept({ address, organisation, console: id, opens }: Code) {
  const log = openLog(address);
  try {
    const { sealedKey, password } = await log.accept();
    const key = Buffer.from(opens, 'base64');
    const keys: unknown = JSON.parse(
      unseal({ organisation, key }, placeOfKey(id), sealedKey).toString('utf8'),
    );
    return { keys: Keys.parse(keys), password };
  } catch (error) {
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
    await secrets.set(LOG_PASSWORD, password);
    await secrets.set(LOG_KEY, keys.log);
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
      await fetchStore(joining, code, { core, key: Buffer.from(keys.log, 'hex'), password });
    } finally {
      core.close();
    }
    renameSync(unfinished, storeDir);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    throw forPeople(error);
  }
}

type Fetching = { readonly core: OpenedCore; readonly key: Buffer; readonly password: string };

async function fetchStore(
  { report, signal }: Joining,
  { address: { user, ...address }, organisation, console: id, name }: Code,
  { core, key, password }: Fetching,
): Promise<void> {
  const log = openLog({ ...address, user, password });
  try {
    await takeSnapshot({ core, log, sealing: { organisation, key }, console: id }, report, signal);
  } finally {
    await log.close();
  }
  forgetSettings(core.db);
  const { password: _, ...kept } = { ...address, user };
  core.write((tx) => {
    writePlace(tx.db, { organisation, console: id, name, address: kept });
    beginCapture(tx.db);
    append(core, tx, { kind: 'console-united', actorId: null, payload: { console: id } });
  });
}

import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Core, Tx } from '../context.ts';
import { cleanFile } from '../erase/cleanFile.ts';
import { faultPoint } from '../faultPoint.ts';
import { append } from '../ledger/append.ts';
import { restate } from '../ledger/project.ts';
import { verify } from '../ledger/verify.ts';
import { openCore } from '../openCore.ts';
import type { Ports, Secrets } from '../ports.ts';
import { readMark } from '../store/mark.ts';
import { connect, STORE_FILE, type StoreKey } from '../store/open.ts';
import { all, run } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';
import { noteCheck } from './checks.ts';
import { forgetHalt, halt, haltOf } from './halt.ts';
import { metaOf, organisationOf } from './make.ts';
import { type Lock, onStoreWorker } from './storeWorkerClient.ts';
import { sourceOf } from './unite/source.ts';
import { unite } from './unite/unite.ts';
import { closeUnsure } from './unsure.ts';
import { flush } from './wholeFile.ts';

export type BringInput = {
  readonly ports: Ports;
  readonly secrets: Secrets;
  /** Folder of the organisation's store: it gets the new one; what lay there is kept beside it. */
  readonly storeDir: string;
  readonly file: string;
  readonly lock: Lock;
  /** Of the new store. */
  readonly key: StoreKey;
  readonly as: 'restore' | 'import';
  readonly actorId: string | null;
  readonly markFile: string;
};

export type Brought = {
  /** Everything that was saved since the copy could be read from the store that was there, or nothing was. */
  readonly complete: boolean;
  /** Opt-outs that the old store still told of. */
  readonly optOuts: number;
  /** Conversations whose first text may have left since: closed. */
  readonly unsure: number;
};

const READY = 'ready';
const nextOf = (storeDir: string) => `${storeDir}.next`;

/**
 * Ends what a crash interrupted: a new store that was finished takes its place, one that was not is thrown away. Call it before the store
 * is looked for.
 */
export function finishBringing(storeDir: string, markFile: string): void {
  const next = nextOf(storeDir);
  if (!existsSync(next)) return;
  if (existsSync(join(next, READY))) swap(storeDir, markFile);
  else rmSync(next, { recursive: true, force: true });
}

/** The old store is put aside, never deleted: it may hold what nothing else holds. Each step can be repeated. */
function swap(storeDir: string, markFile: string): void {
  if (existsSync(join(storeDir, STORE_FILE))) {
    for (let count = 1; ; count += 1) {
      const aside = `${storeDir}.before-restore-${count}`;
      if (existsSync(aside)) continue;
      renameSync(storeDir, aside);
      break;
    }
  }
  rmSync(storeDir, { recursive: true, force: true });
  // The tide mark is of the store that was put aside.
  rmSync(markFile, { force: true });
  renameSync(nextOf(storeDir), storeDir);
  rmSync(join(storeDir, READY), { force: true });
  flush(join(storeDir, '..'));
}

/** What is left of the store that was there; null where it does not open with this key. */
function openRemains(storeDir: string, key: StoreKey): Reader | null {
  const file = join(storeDir, STORE_FILE);
  if (!existsSync(file)) return null;
  try {
    return connect(file, key, true) as Reader;
  } catch {
    return null;
  }
}

/** Nothing that waited in the copy leaves by itself, and nobody is signed in. */
function settleCopy(core: Core, tx: Tx, imported: boolean): string[] {
  const { db } = tx;
  const rev = tx.rev();
  const initial = all<{ id: string }>(
    db,
    "SELECT conversation_id AS id FROM message WHERE state = 'queued' AND kind = 'initial' AND conversation_id IS NOT NULL",
  );
  run(db, "UPDATE message SET state = 'unknown', rev = ? WHERE state = 'sending'", rev);
  run(
    db,
    `UPDATE message SET state = CASE kind WHEN 'confirmation' THEN 'dropped' ELSE 'cancelled' END,
       detail = 'It was queued when the store was copied.', settled_at = ?, rev = ? WHERE state = 'queued'`,
    tx.now,
    rev,
  );
  run(db, 'DELETE FROM session');
  run(db, 'UPDATE connection SET last_inbound_ok_at = NULL');
  run(db, 'UPDATE api_key SET revoked_at = ?, rev = ? WHERE revoked_at IS NULL', tx.now, rev);
  if (imported) {
    // Credentials and secrets do not travel, and this is another console.
    run(
      db,
      "UPDATE connection SET state = 'untested', state_detail = '', test_reply_at = NULL, webhooks_missing_since = NULL, rev = ?",
      rev,
    );
    run(db, "UPDATE webhook_endpoint SET state = 'off', rev = ? WHERE state <> 'off'", rev);
    run(
      db,
      "UPDATE meta SET value = ? WHERE key = 'device'",
      Buffer.from(core.ports.random.bytes(4)).toString('hex'),
    );
  }
  return initial.map(({ id }) => id);
}

/** Conversations of running campaigns that wait for their first text: since the copy it may have left. */
function waitingForFirst(tx: Tx): string[] {
  return all<{ id: string }>(
    tx.db,
    `SELECT c.id FROM conversation c JOIN campaign k ON k.id = c.campaign_id
     WHERE c.state <> 'closed' AND k.state IN ('launched', 'paused') AND k.launched_at IS NOT NULL
       AND NOT EXISTS (SELECT 1 FROM message m WHERE m.conversation_id = c.id AND m.kind = 'initial'
         AND m.state NOT IN ('prevented', 'cancelled'))`,
  ).map(({ id }) => id);
}

function settle(core: Core, tx: Tx, input: BringInput, remains: Reader | null): Brought {
  const mark = readMark(input.markFile);
  const moved = haltOf(tx.db)?.why === 'moved';
  const waiting = settleCopy(core, tx, input.as === 'import');
  const source = remains && organisationOf(remains) === organisationOf(core.db) ? sourceOf(remains) : null;
  const united = source ? unite(core, tx, source, { restoring: false, whole: false }) : null;
  const lost = source?.torn.size !== 0 || (mark !== null && (metaOf(source.db, 'clock') ?? '') < mark);
  const complete = moved || !lost;
  const unsure = complete ? [] : [...new Set([...waiting, ...waitingForFirst(tx)])];
  closeUnsure(tx, unsure);
  if (complete) for (const id of waiting) restate(tx, id);
  if (moved) forgetHalt(tx);
  if (!complete) halt(core, tx, 'restore', input.actorId);
  append(core, tx, {
    kind: input.as === 'restore' ? 'store-restored' : 'store-imported',
    actorId: input.actorId,
    payload: { complete, unsure: unsure.length, optOuts: united?.optOuts ?? 0 },
  });
  const began = performance.now();
  noteCheck(core, tx, 'restore', verify(tx.db), Math.round(performance.now() - began));
  return { complete, optOuts: united?.optOuts ?? 0, unsure: unsure.length };
}

/**
 * Makes a store from a back-up or an export where none can be used: made aside, united with whatever the old store still tells, verified,
 * and only then put in its place. A crash leaves either the old one or the finished new one. @throws StoreTaskError, StoreError
 */
export async function bringStore(input: BringInput): Promise<Brought> {
  const { ports, secrets, storeDir, file, lock, key } = input;
  const next = nextOf(storeDir);
  rmSync(next, { recursive: true, force: true });
  mkdirSync(next, { recursive: true, mode: 0o700 });
  try {
    const copy = join(next, STORE_FILE);
    copyFileSync(file, copy);
    if (!('key' in lock) || lock.key !== key)
      await onStoreWorker({ kind: 'rekey', file: copy, from: lock, to: { key } });
    const core = openCore({ ports, secrets, storeDir: next, key, demo: false });
    const remains = openRemains(storeDir, key);
    let brought: Brought;
    try {
      faultPoint('backup.restoring');
      brought = core.write((tx) => settle(core, tx, input, remains));
      cleanFile(core);
    } finally {
      remains?.close();
      core.close();
    }
    writeFileSync(join(next, READY), '', { mode: 0o600 });
    flush(join(next, READY));
    flush(next);
    swap(storeDir, input.markFile);
    faultPoint('backup.restored');
    return brought;
  } catch (error) {
    if (!existsSync(join(next, READY))) rmSync(next, { recursive: true, force: true });
    throw error;
  }
}

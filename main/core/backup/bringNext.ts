import { copyFileSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { keep, NOTHING } from '../../../shared/text/stored.ts';
import { revokeAllApiKeys } from '../access/apiKeys.ts';
import { endAllSessions } from '../access/sessions.ts';
import { takeCode } from '../accounts/secondFactor.ts';
import { forgetProofs, readAllAnew } from '../connections/connectionRecord.ts';
import { recomputeState } from '../conversations/conversationRecord.ts';
import { endQueued, loseTexts } from '../conversations/messageRecord.ts';
import { cleanFile } from '../erase/cleanFile.ts';
import { revokeAllInvitations } from '../invitations/invitationRecord.ts';
import { append } from '../ledger/append.ts';
import { verify } from '../ledger/verify.ts';
import { beginChain } from '../ledger/witness.ts';
import type { OpenedCore } from '../open/openCore.ts';
import { mayHaveLeft } from '../outbox/mayHaveLeft.ts';
import { endCapture, isCaptured } from '../store/capture/capture.ts';
import type { Core, Tx } from '../store/context.ts';
import { flush } from '../store/flush.ts';
import { removeMeta } from '../store/meta.ts';
import { connectReader, STORE_FILE, type StoreKey } from '../store/open.ts';
import { all, sql } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';
import { PLACE_KEY } from '../store/united.ts';
import { switchAllOff } from '../webhooksOut/endpointRecord.ts';
import { noteCheck } from './checks.ts';
import { forgetHalt, halt, haltOf } from './halt.ts';
import { holdAll } from './holdAll.ts';
import { metaOf, organisationOf } from './make.ts';
import { countedSource } from './unite/counted.ts';
import { mendOptOuts } from './unite/mend.ts';
import { unite } from './unite/unite.ts';
import type { Bringing, ReportProgress } from './uniteTasks.ts';
import { closeUnsure } from './unsure.ts';
import { rekeyFile } from './wholeFile.ts';

export type Brought = {
  /** Everything that was saved since the copy could be read from the old store, or nothing was saved. */
  readonly complete: boolean;
  /** Opt-outs that came from the old store. */
  readonly optOuts: number;
  /** Conversations that were closed because their first text may have left since the copy. */
  readonly unsure: number;
};

/** What can be read of the old store; null where it does not open with this key. */
function openRemains(storeDir: string, key: StoreKey): Reader | null {
  const file = join(storeDir, STORE_FILE);
  if (!existsSync(file)) return null;
  try {
    return connectReader(file, key);
  } catch {
    return null;
  }
}

/** Queued texts of the copy are cancelled, and sign-ins ended. */
function settleCopy(tx: Tx, imported: boolean): string[] {
  const { db } = tx;
  const initial = all<{ id: string }>(
    db,
    "SELECT conversation_id AS id FROM message WHERE state = 'queued' AND kind = 'initial' AND conversation_id IS NOT NULL",
  );
  loseTexts(tx, sql`TRUE`, NOTHING);
  const copied = { detail: keep('kept:copied.queued') };
  endQueued(tx, sql`kind = 'confirmation'`, 'dropped', copied);
  endQueued(tx, sql`kind <> 'confirmation'`, 'cancelled', copied);
  endAllSessions(tx);
  revokeAllInvitations(tx);
  readAllAnew(tx);
  revokeAllApiKeys(tx);
  if (imported) {
    // Credentials and secrets are not in the copy, and this is another console.
    forgetProofs(tx);
    switchAllOff(tx);
  }
  return initial.map(({ id }) => id);
}

/** Conversations of running campaigns that wait for their first text, which may have left since the copy. */
function waitingForFirst(tx: Tx): string[] {
  return all<{ id: string }>(
    tx.db,
    `SELECT c.id FROM conversation c JOIN campaign k ON k.id = c.campaign_id
     WHERE c.state <> 'closed' AND k.state IN ('launched', 'paused') AND k.launched_at IS NOT NULL
       AND NOT EXISTS (SELECT 1 FROM message m WHERE m.conversation_id = c.id AND m.kind = 'initial'
         AND ${mayHaveLeft('m')})`,
  ).map(({ id }) => id);
}

/**
 * A store that came back from a copy has forgotten what its console told the others, or is on another
 * computer: it is none of theirs any more, and joins again.
 */
function leaveConsoles(core: Core, tx: Tx): void {
  if (!isCaptured(tx.db)) return;
  endCapture(tx.db);
  // Of what others told in part the rest never comes.
  mendOptOuts(core, tx, new Set());
  removeMeta(tx.db, PLACE_KEY);
  holdAll(tx);
}

function settle(
  core: Core,
  tx: Tx,
  input: Bringing,
  remains: Reader | null,
  report: ReportProgress,
): Brought {
  const { mark } = input;
  const moved = haltOf(tx.db)?.why === 'moved';
  // The store of which this is a copy may live on, so nothing more is written in its chain.
  beginChain(core, tx, input.as === 'restore');
  leaveConsoles(core, tx);
  const waiting = settleCopy(tx, input.as === 'import');
  const ours = remains !== null && organisationOf(remains) === organisationOf(core.db);
  const source = ours ? countedSource(remains, (done, total) => report('uniting', done, total)) : null;
  const united = source ? unite(core, tx, source, { mode: 'remains', whole: false }) : null;
  const lost = source?.torn.size !== 0 || (mark !== null && (metaOf(source.db, 'clock') ?? '') < mark);
  const complete = moved || !lost;
  const unsure = complete ? [] : [...new Set([...waiting, ...waitingForFirst(tx)])];
  closeUnsure(tx, unsure);
  if (complete) for (const id of waiting) recomputeState(tx, id);
  if (moved) forgetHalt(tx);
  if (!complete) halt(core, tx, 'restore', input.actorId);
  append(core, tx, {
    kind: input.as === 'restore' ? 'store-restored' : 'store-imported',
    actorId: input.actorId,
    payload: { complete, unsure: unsure.length, optOuts: united?.optOuts ?? 0 },
  });
  if (input.actorId !== null && input.code !== null) takeCode(core, tx, input.actorId, input.code);
  report('verifying');
  const began = performance.now();
  noteCheck(core, tx, 'restore', verify(tx.db), Math.round(performance.now() - began));
  return { complete, optOuts: united?.optOuts ?? 0, unsure: unsure.length };
}

/** Its presence in a new store's folder says that the store is finished and may take its place. */
export const READY = 'ready';

/**
 * Makes a store of a file in a folder of its own, united with what can be read of the old one, and verified.
 * Takes seconds on a large store, so it runs on a thread (uniteWorker.ts). @throws ThreadFailed, StoreError,
 * Stopped
 */
export function bringNext(
  input: Bringing,
  open: (storeDir: string, key: StoreKey) => OpenedCore,
  report: ReportProgress,
): Brought {
  const { storeDir, next, file, lock, key } = input;
  report('reading');
  rmSync(next, { recursive: true, force: true });
  mkdirSync(next, { recursive: true, mode: 0o700 });
  try {
    const copy = join(next, STORE_FILE);
    copyFileSync(file, copy);
    if (!('key' in lock) || lock.key !== key) rekeyFile(copy, lock, { key });
    const core = open(next, key);
    const remains = openRemains(storeDir, key);
    let brought: Brought;
    try {
      brought = core.write((tx) => settle(core, tx, input, remains, report));
      cleanFile(core);
    } finally {
      remains?.close();
      core.close();
    }
    writeFileSync(join(next, READY), '', { mode: 0o600 });
    flush(join(next, READY));
    flush(next);
    return brought;
  } catch (error) {
    if (!existsSync(join(next, READY))) rmSync(next, { recursive: true, force: true });
    throw error;
  }
}

import { setTimeout as pause } from 'node:timers/promises';
import { ConversationState } from '../../../shared/schema/words.ts';
import type { Core, Tx } from '../store/context.ts';
import { addMeta, removeMeta, setMeta } from '../store/meta.ts';
import { all, one } from '../store/statement.ts';
import { OVERSEERS } from '../store/tx.ts';
import { StoreError } from '../store/types.ts';
import { assignTexter } from './conversationRecord.ts';
import { handsOut } from './handing.ts';
import { deal, giveSenders, hasBegun, loadsOf, textersOf } from './share.ts';

/** Conversations in one transaction; each changes several rows, and the console must go on answering. */
const AT_ONCE = 1000;
/** Milliseconds to wait where the store cannot be written. */
const WRITE_AGAIN = 1000;

/** How far the sharing out of a campaign is, in memory: a new run begins again and finds less to do. */
type Progress = {
  /** How many conversations each texter has; null: not counted yet. */
  loads: Map<string, number> | null;
  dealt: boolean;
  /** How many sender numbers were given in turn. */
  turn: number;
  /**
   * Where the search for conversations without a sender number is: the state, and the last row in list order.
   */
  state: number;
  after: readonly [number, string];
};

const LAST: Progress['after'] = [Number.MAX_SAFE_INTEGER, ''];
const beginning = (): Progress => ({ loads: null, dealt: false, turn: 0, state: 0, after: LAST });
const isOver = (progress: Progress) => progress.dealt && progress.state >= ConversationState.options.length;

/**
 * Conversations not begun that belong to somebody who is no longer one of the texters, or (`withFree`) to
 * nobody.
 */
function toDeal(tx: Tx, campaignId: string, texters: readonly string[], withFree: boolean): string[] {
  const left = all<{ id: string }>(
    tx.db,
    `SELECT c.id FROM account a CROSS JOIN conversation c INDEXED BY conversation_texter_campaign ON c.texter_id = a.id
     WHERE a.id NOT IN (SELECT value FROM json_each(?)) AND c.opt_state <> 'automatic' AND c.campaign_id = ?
       AND c.state = 'to-send' LIMIT ${AT_ONCE}`,
    JSON.stringify(texters),
    campaignId,
  );
  const free =
    texters.length === 0 || !withFree
      ? []
      : all<{ id: string }>(
          tx.db,
          `SELECT id FROM conversation INDEXED BY conversation_unassigned
           WHERE campaign_id = ? AND texter_id IS NULL AND state = 'to-send' AND opt_state <> 'automatic' LIMIT ?`,
          campaignId,
          AT_ONCE - left.length,
        );
  return [...left, ...free].map(({ id }) => id);
}

/**
 * Gives sender numbers to the next conversations in list order, so that those at the top of the screens come
 * first. Returns how many conversations it read.
 */
function giveSendersOn(tx: Tx, campaignId: string, progress: Progress): number {
  if (!hasBegun(tx, campaignId)) {
    progress.state = ConversationState.options.length;
    return 0;
  }
  const rows = all<{ id: string; sort_at: number }>(
    tx.db,
    `SELECT id, sort_at FROM conversation INDEXED BY conversation_campaign
     WHERE campaign_id = ? AND state = ? AND (sort_at, id) < (?, ?) ORDER BY sort_at DESC, id DESC LIMIT ${AT_ONCE}`,
    campaignId,
    ConversationState.options[progress.state],
    ...progress.after,
  );
  const ids = rows.map(({ id }) => id);
  progress.turn = giveSenders(tx, campaignId, ids, progress.turn);
  const last = rows.at(-1);
  if (last !== undefined && rows.length === AT_ONCE) progress.after = [last.sort_at, last.id];
  else [progress.state, progress.after] = [progress.state + 1, LAST];
  return rows.length;
}

/**
 * The same where texters ask for their contacts: those of people who left, and, after the change to this way,
 * what had been shared out before. They go to nobody.
 */
function toTakeBack(tx: Tx, campaignId: string, texters: readonly string[]): string[] {
  const left = toDeal(tx, campaignId, texters, false);
  const until = sharedUntil(tx, campaignId);
  if (until === null || left.length === AT_ONCE) return left;
  const shared = all<{ id: string }>(
    tx.db,
    `SELECT c.id FROM json_each(?) j CROSS JOIN conversation c INDEXED BY conversation_texter_campaign
       ON c.texter_id = j.value
     WHERE c.opt_state <> 'automatic' AND c.campaign_id = ? AND c.state = 'to-send' AND coalesce(c.texter_since, 0) <= ?
     LIMIT ?`,
    JSON.stringify(texters),
    campaignId,
    until,
    AT_ONCE - left.length,
  );
  return [...left, ...shared.map(({ id }) => id)];
}

/** Does one piece of the work. Returns how many conversations it read. */
function shareSome(tx: Tx, campaignId: string, progress: Progress): number {
  if (progress.dealt) return giveSendersOn(tx, campaignId, progress);
  const texters = textersOf(tx, campaignId);
  const onRequest = handsOut(tx.db, campaignId);
  const ids = onRequest ? toTakeBack(tx, campaignId, texters) : toDeal(tx, campaignId, texters, true);
  if (onRequest) {
    if (ids.length > 0) assignTexter(tx, null, ids);
  } else if (ids.length > 0) {
    const known = progress.loads !== null && [...progress.loads.keys()].join() === texters.join();
    const loads = known && progress.loads ? progress.loads : loadsOf(tx, campaignId, texters);
    progress.loads = loads;
    deal(tx, loads, ids);
    // Together with their texter, so that a conversation that can be begun can also be sent.
    progress.turn = giveSenders(tx, campaignId, ids, progress.turn);
  }
  progress.dealt = ids.length < AT_ONCE;
  return ids.length;
}

const NOTE = 'sharing/';
/** In the note: what had been shared out by then, UTC milliseconds, is taken back. */
const UNTIL = 'until ';

function sharedUntil(tx: Tx, campaignId: string): number | null {
  const row = one<{ value: string }>(tx.db, 'SELECT value FROM meta WHERE key = ?', `${NOTE}${campaignId}`);
  return row?.value.startsWith(UNTIL) ? Number(row.value.slice(UNTIL.length)) : null;
}

function note(tx: Tx, campaignId: string, progress: Progress): void {
  const key = `${NOTE}${campaignId}`;
  if (isOver(progress)) removeMeta(tx.db, key);
  else addMeta(tx.db, key, '1');
  tx.touch('conversations');
  tx.touch('campaigns');
}

type Sharing = { waiting: Map<string, Progress>; running: Promise<void> | null; stopped: boolean };
const sharings = new WeakMap<object, Sharing>();

function sharingOf(core: Core): Sharing {
  const found = sharings.get(core.db) ?? { waiting: new Map(), running: null, stopped: false };
  sharings.set(core.db, found);
  return found;
}

/**
 * Shares a campaign's conversations that were not begun evenly among its texters, and takes back those of
 * texters who left. Where texters ask for their contacts it only takes back. Once the campaign is launched,
 * they get sender numbers too. Call it after every change of texters and every import. A thousand are shared
 * in this transaction, the others afterwards, also after a restart: the store notes it, and the campaign
 * counts them as unassigned until then.
 */
export function shareOut(core: Core, tx: Tx, campaignId: string): void {
  const progress = beginning();
  let taken = 0;
  do taken += shareSome(tx, campaignId, progress);
  while (progress.dealt && !isOver(progress) && taken < 2 * AT_ONCE);
  note(tx, campaignId, progress);
  // From the beginning, since this transaction may be rolled back, and work under way counted on other
  // texters.
  if (!isOver(progress) || sharingOf(core).waiting.has(campaignId)) goOnWith(core, campaignId);
}

/**
 * From now on texters ask for their contacts: what had been shared out and not begun is taken back, piece by
 * piece as `shareOut` does. Call it after the campaign was changed.
 */
export function endSharing(core: Core, tx: Tx, campaignId: string): void {
  setMeta(tx.db, `${NOTE}${campaignId}`, `${UNTIL}${tx.now}`);
  shareOut(core, tx, campaignId);
}

/** Contacts who were opted out when their campaign was shared out have no texter yet. */
export function shareAgain(tx: Tx, subjects: readonly string[]): void {
  const rows = all<{ id: string; campaign_id: string; subject: string }>(
    tx.db,
    `SELECT c.id, c.campaign_id, c.subject FROM json_each(?) j CROSS JOIN conversation c INDEXED BY conversation_subject ON c.subject = j.value
     WHERE c.state = 'to-send' AND c.texter_id IS NULL ORDER BY c.id`,
    JSON.stringify(subjects),
  );
  for (const campaignId of new Set(rows.map((row) => row.campaign_id))) {
    const ids = rows.filter((row) => row.campaign_id === campaignId).map(({ id }) => id);
    if (!handsOut(tx.db, campaignId)) deal(tx, loadsOf(tx, campaignId, textersOf(tx, campaignId)), ids);
    giveSenders(tx, campaignId, ids);
  }
  for (const { subject } of rows) tx.touch('conversations', subject);
  if (rows.length > 0) tx.touch('campaigns', OVERSEERS);
}

function goOnWith(core: Core, campaignId: string): void {
  const sharing = sharingOf(core);
  sharing.waiting.set(campaignId, beginning());
  sharing.running ??= goOn(core, sharing);
}

/** One piece for one campaign, in a transaction of its own. */
function goOnOnce(core: Core, sharing: Sharing, campaignId: string, progress: Progress): void {
  core.write((tx) => {
    // A draft may have been deleted meanwhile.
    if (one(tx.db, 'SELECT 1 FROM campaign WHERE id = ?', campaignId)) shareSome(tx, campaignId, progress);
    else [progress.dealt, progress.state] = [true, ConversationState.options.length];
    note(tx, campaignId, progress);
  });
  if (isOver(progress)) sharing.waiting.delete(campaignId);
}

async function goOn(core: Core, sharing: Sharing): Promise<void> {
  for (;;) {
    await core.turn();
    const [next] = sharing.waiting;
    if (next === undefined || sharing.stopped || !core.db.open) {
      sharing.running = null;
      return;
    }
    const [campaignId, progress] = next;
    try {
      goOnOnce(core, sharing, campaignId, progress);
    } catch (error) {
      if (error instanceof StoreError) {
        // What the piece had counted was rolled back.
        sharing.waiting.set(campaignId, beginning());
        await pause(WRITE_AGAIN, undefined, { ref: false });
      } else {
        // The note stays in the store, so the next start tries again.
        sharing.waiting.delete(campaignId);
        core.ports.log.error('sharing-failed', { name: error instanceof Error ? error.name : 'unknown' });
      }
    }
  }
}

/** Continues what was being shared out when the process ended. */
export function resumeSharing(core: Core): void {
  sharingOf(core).stopped = false;
  const rows = all<{ key: string }>(core.db, "SELECT key FROM meta WHERE key LIKE 'sharing/%'");
  for (const { key } of rows) goOnWith(core, key.slice(NOTE.length));
}

/** Ends it after the piece under way; the note for the rest stays in the store. */
export async function stopSharing(core: Core): Promise<void> {
  const sharing = sharingOf(core);
  sharing.stopped = true;
  await sharing.running;
}

/** Resolves when nothing is being shared out. */
export async function sharingEnded(core: Core): Promise<void> {
  await sharingOf(core).running;
}

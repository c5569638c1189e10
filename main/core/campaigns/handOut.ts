import type { NothingBecause } from '../../../shared/contract/campaigns/handing.ts';
import { t } from '../../../shared/text/say.ts';
import type { Viewer } from '../access/visible.ts';
import { CoreError } from '../base/errors.ts';
import { claimReply, claimUnsent, releaseUnsent } from '../conversations/conversationRecord.ts';
import { readHanding, type StoredHanding } from '../conversations/handing.ts';
import { giveSenders } from '../conversations/share.ts';
import { append } from '../ledger/append.ts';
import { heldBy } from '../people/holds.ts';
import { knownFor } from '../people/known.ts';
import { stopWaitsFor } from '../people/stopWaiting.ts';
import type { Core, Tx } from '../store/context.ts';
import { all, one } from '../store/statement.ts';
import { OVERSEERS } from '../store/tx.ts';
import type { Reader } from '../store/types.ts';
import { passOn } from './passedOn.ts';

/** A campaign as it hands out contacts, for one of its texters. */
export type HandingFor = {
  readonly id: string;
  readonly state: string;
  /** Null: its contacts are shared out evenly. */
  readonly handing: StoredHanding | null;
  readonly member: boolean;
  readonly mayAsk: boolean;
};

type Row = {
  readonly id: string;
  readonly state: string;
  readonly handing: string | null;
  readonly may_ask: number | null;
};

/** @throws CoreError NOT_FOUND, also for a campaign that a texter may not see */
export function handingFor(db: Reader, viewer: Viewer, campaignId: string): HandingFor {
  const row = one<Row>(
    db,
    `SELECT k.id, k.state, k.handing, x.may_ask FROM campaign k
     LEFT JOIN campaign_texter x ON x.campaign_id = k.id AND x.account_id = ?
     WHERE k.id = ? AND k.is_test = 0`,
    viewer.id,
    campaignId,
  );
  const member = row !== undefined && row.may_ask !== null;
  const hidden = viewer.role === 'texter' && !(member && ['launched', 'paused'].includes(row.state));
  if (!row || hidden) throw new CoreError('NOT_FOUND', t('core:campaign.none'));
  const handing = readHanding(row.handing);
  const mayAsk = member && (handing?.chosenOnly !== true || row.may_ask === 1);
  return { id: row.id, state: row.state, handing, member, mayAsk };
}

type Free = { readonly row: number; readonly id: string; readonly subject: string; readonly name: string };

/** Who is nobody's and can be texted: without an opt-out, a hold, a waiting request, a confirmed block. */
const FREE = `SELECT c.seq AS row, c.id, c.subject, c.first_name || ' ' || c.last_name AS name
  FROM conversation c INDEXED BY conversation_unassigned
  WHERE c.campaign_id = ? AND c.texter_id IS NULL AND c.state = 'to-send' AND c.opt_state <> 'automatic'
    AND c.opt_state = 'none' AND c.number IS NOT NULL AND c.seq > ?
    AND NOT EXISTS (SELECT 1 FROM ${heldBy('c.subject')}) AND NOT ${stopWaitsFor('c.subject')}
    AND NOT EXISTS (SELECT 1 FROM provider_block b WHERE b.subject = c.subject
      AND b.sender_number_id = c.sender_number_id AND b.state = 'confirmed')
  ORDER BY c.seq LIMIT ?`;

/** The next contacts to hand out, at most `most`, in the order in which they were imported. */
export function nextContacts(core: Core, campaignId: string, most: number): string[] {
  const ids: string[] = [];
  for (let after = 0; ids.length < most; ) {
    const want = most - ids.length;
    const rows = all<Free>(core.db, FREE, campaignId, after, want);
    for (const row of rows) {
      const { noTexts, wrong } = knownFor(core, row);
      if (noTexts === null && wrong === null) ids.push(row.id);
    }
    if (rows.length < want) break;
    after = rows.at(-1)?.row ?? after;
  }
  return ids;
}

/** How many contacts not begun a texter has in a campaign. */
export function inHand(db: Reader, campaignId: string, texterId: string): number {
  const sql = `SELECT sum(n) AS n FROM conversation_count
    WHERE campaign_id = ? AND texter_id = ? AND state = 'to-send' AND opt_state <> 'automatic'`;
  return one<{ n: number | null }>(db, sql, campaignId, texterId)?.n ?? 0;
}

/**
 * How many first texts somebody has queued since a time and not taken back. Those to contacts who were hidden
 * since count too: a limit that grew would tell of an automatic opt-out.
 */
function begunSince(db: Reader, campaignId: string, texterId: string, since: number): number {
  const sql = `SELECT count(DISTINCT m.conversation_id) AS n FROM message m INDEXED BY message_author
    CROSS JOIN conversation c ON c.id = m.conversation_id
    WHERE m.author_id = ? AND m.created_at >= ? AND m.kind = 'initial' AND c.campaign_id = ?
      AND (m.state NOT IN ('cancelled', 'prevented') OR c.opt_state = 'automatic')`;
  return one<{ n: number }>(db, sql, texterId, since, campaignId)?.n ?? 0;
}

/** How many one press may give at most, or why it would give nothing. `today`: when the day began. */
export function roomFor(
  core: Core,
  asked: HandingFor,
  texterId: string,
  today: number,
): { readonly room: number; readonly nothing: NothingBecause | null } {
  const none = (nothing: NothingBecause) => ({ room: 0, nothing });
  const { handing, mayAsk, state, id } = asked;
  if (handing === null || !mayAsk) return none('not-chosen');
  if (state !== 'launched') return none('not-running');
  const { mostPerDay, batch } = handing;
  const held = inHand(core.db, id, texterId);
  const room = mostPerDay === null ? batch : mostPerDay - begunSince(core.db, id, texterId, today) - held;
  if (room <= 0) return none('day-done');
  // Whoever presses twice, or in two windows, has asked for one batch.
  return held >= batch ? none('in-hand') : { room: Math.min(batch, room), nothing: null };
}

/**
 * Gives a texter the next contacts; each is theirs alone until they give it back. Returns how many:
 * none while they still have a whole batch.
 * @throws CoreError NOT_FOUND; CONFLICT where they may not ask, or have had their share of the day
 */
export function handOut(core: Core, tx: Tx, viewer: Viewer, campaignId: string, today: number): number {
  const asked = handingFor(tx.db, viewer, campaignId);
  const inside = { ...core, db: tx.db };
  const { room, nothing } = roomFor(inside, asked, viewer.id, today);
  if (asked.handing === null) throw new CoreError('CONFLICT', t('handing:evenly'));
  if (nothing === 'in-hand') return 0;
  if (nothing !== null) throw new CoreError('CONFLICT', t(`handing:nothing.${nothing}`));
  const ids = nextContacts(inside, campaignId, room);
  if (ids.length === 0) return 0;
  const given = claimUnsent(tx, viewer.id, ids);
  giveSenders(tx, campaignId, given);
  append(core, tx, {
    kind: 'contacts-handed-out',
    actorId: viewer.id,
    payload: { campaign: campaignId, texter: viewer.id, count: given.length },
  });
  // What is left for others shrank, which each of their screens asks for now and then.
  tx.touch('conversations', { texters: [viewer.id] });
  tx.touch('campaigns', { texters: [viewer.id] });
  return given.length;
}

/** Conversations in one transaction. */
export const MOST_AT_ONCE = 1000;
/** For `until`: also what a clock that ran ahead dates in the future. */
export const ANY_TIME = Number.MAX_SAFE_INTEGER;

/** Why contacts went back: their texter was done, did nothing for too long, or no longer texts here. */
export type BackBecause = 'done' | 'idle' | 'left';

/**
 * Gives back a texter's contacts who were not begun and became theirs by `until` (UTC milliseconds), a
 * thousand at most. What stands about them stays. Returns how many.
 */
export function giveBack(
  core: Core,
  tx: Tx,
  from: { readonly campaignId: string; readonly texterId: string; readonly until: number },
  why: BackBecause,
): number {
  const count = releaseUnsent(tx, from, MOST_AT_ONCE);
  if (count === 0) return 0;
  append(core, tx, {
    kind: 'contacts-given-back',
    actorId: why === 'done' ? from.texterId : null,
    payload: { campaign: from.campaignId, texter: from.texterId, count, why },
  });
  tx.touch('conversations', { texters: [from.texterId] });
  tx.touch('campaigns', { texters: [from.texterId] });
  tx.touch('handing');
  return count;
}

const OFFERED = `FROM conversation c INDEXED BY conversation_pool
  WHERE c.campaign_id = ? AND c.pool_since IS NOT NULL AND c.state = 'to-answer' AND c.opt_state = 'none'
    AND c.hold_at IS NULL AND c.texter_id IS NOT ?`;

/** Replies that need an answer and are not the viewer's own. `viewerId` null: all of them. */
export function offeredReplies(
  db: Reader,
  campaignId: string,
  viewerId: string | null,
): { readonly count: number; readonly since: number | null } {
  const sql = `SELECT count(*) AS count, min(c.pool_since) AS since ${OFFERED}`;
  // No account has this id, so that nobody's is left out; null would leave out those of nobody.
  const row = one<{ count: number; since: number | null }>(db, sql, campaignId, viewerId ?? '');
  return row ?? { count: 0, since: null };
}

/**
 * Gives the viewer the reply that has waited longest, of those that are offered. Whoever had it before is
 * told, and their draft stays. Returns the conversation; null where none is offered.
 * @throws CoreError NOT_FOUND; CONFLICT for somebody who does not text in the campaign, or while it is paused
 */
export function takeReply(core: Core, tx: Tx, viewer: Viewer, campaignId: string): string | null {
  const { member, state } = handingFor(tx.db, viewer, campaignId);
  if (!member) throw new CoreError('CONFLICT', t('handing:notMember'));
  if (state !== 'launched') throw new CoreError('CONFLICT', t('handing:nothing.not-running'));
  const next = one<{ id: string; subject: string; texter_id: string | null }>(
    tx.db,
    `SELECT c.id, c.subject, c.texter_id ${OFFERED} ORDER BY c.pool_since, c.id LIMIT 1`,
    campaignId,
    viewer.id,
  );
  if (!next) return null;
  tx.touch('conversations', next.subject);
  if (!claimReply(tx, next.id, viewer.id)) return null;
  tx.touch('conversations', next.subject);
  if (next.texter_id !== null) passOn(tx, next.id, next.texter_id, viewer.id);
  append(core, tx, {
    kind: 'reply-taken',
    actorId: viewer.id,
    subject: next.subject,
    payload: { conversation: next.id, from: next.texter_id, to: viewer.id },
  });
  tx.touch('nudges', next.texter_id === null ? OVERSEERS : { texters: [next.texter_id] });
  tx.touch('handing');
  return next.id;
}

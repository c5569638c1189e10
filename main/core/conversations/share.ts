import { SERVED } from '../../../shared/providers/index.ts';
import type { Tx } from '../store/context.ts';
import { all, one } from '../store/statement.ts';
import { assignTexter, dealSenders } from './conversationRecord.ts';
import { INVENTED, IS_PRACTICE } from './practiceSenders.ts';

const kinds = SERVED.map(({ provider, profile, region }) => `('${provider}', '${profile}', '${region}')`);

/** A condition: connection `n` serves the region of campaign `k` (shared/providers). */
const SERVES_REGION = `(n.provider, n.profile, k.region) IN (VALUES ${kinds.join(', ')})`;

type Sender = { readonly id: string; readonly practice: number };

/**
 * How many of `free` conversations each texter gets, so that their loads become as equal as possible.
 * `loads`: how many each has; the result has the same order.
 */
export function quotas(loads: readonly number[], free: number): number[] {
  const order = loads
    .map((load, index) => ({ load, index }))
    .sort((a, b) => a.load - b.load || a.index - b.index);
  const given = loads.map(() => 0);
  // Finds the level up to which the lowest loads can be raised; texters above it get nothing.
  let takers = order.length;
  let level = 0;
  for (; takers > 0; takers -= 1) {
    const filled = order.slice(0, takers).reduce((sum, { load }) => sum + load, 0) + free;
    level = Math.floor(filled / takers);
    if (level >= (order[takers - 1]?.load ?? 0)) break;
  }
  let left = free;
  for (const { load, index } of order.slice(0, takers)) {
    given[index] = Math.max(0, Math.min(left, level - load));
    left -= given[index] ?? 0;
  }
  for (const { index } of order.slice(0, takers)) {
    if (left === 0) break;
    given[index] = (given[index] ?? 0) + 1;
    left -= 1;
  }
  return given;
}

/**
 * Active sender numbers that serve the campaign's region, are not stopped by their provider, and are on
 * connections that may send, in a stable order.
 */
export function usableSenders(tx: Tx, campaignId: string): Sender[] {
  return all<Sender>(
    tx.db,
    `SELECT s.id, ${IS_PRACTICE} AS practice FROM sender_number s JOIN connection n ON n.id = s.connection_id
     JOIN campaign k ON ${SERVES_REGION} WHERE k.id = ? AND s.active = 1 AND s.stopped_at IS NULL
       AND n.state = 'ready' ORDER BY s.id`,
    campaignId,
  );
}

/** Whether the campaign's conversations get sender numbers; a draft's do at its launch. */
export function hasBegun(tx: Tx, campaignId: string): boolean {
  const campaign = one<{ state: string }>(tx.db, 'SELECT state FROM campaign WHERE id = ?', campaignId);
  return campaign !== undefined && campaign.state !== 'draft';
}

/**
 * Gives each of these conversations that has no sender number one: the number that the contact knows from
 * another campaign, else the next in turn, preferably one from which the provider does not block the contact.
 * `turn`: how many were given in turn before; returns how many are after it.
 */
export function giveSenders(tx: Tx, campaignId: string, ids: readonly string[], turn = 0): number {
  if (!hasBegun(tx, campaignId)) return turn;
  const usable = usableSenders(tx, campaignId);
  const practice = usable.filter((sender) => sender.practice === 1).map(({ id }) => id);
  const real = usable.filter((sender) => sender.practice !== 1).map(({ id }) => id);
  if (practice.length === 0) return dealSenders(tx, real, ids, turn);
  const invented = new Set(
    all<{ id: string }>(
      tx.db,
      `SELECT id FROM conversation WHERE id IN (SELECT value FROM json_each(?)) AND ${INVENTED}`,
      JSON.stringify(ids),
    ).map(({ id }) => id),
  );
  const given = dealSenders(tx, practice, [...invented], turn);
  const others = ids.filter((id) => !invented.has(id));
  return dealSenders(tx, real, others, given);
}

/** Texters of a campaign who can work, in a stable order. */
export function textersOf(tx: Tx, campaignId: string): string[] {
  return all<{ id: string }>(
    tx.db,
    `SELECT a.id FROM campaign_texter x JOIN account a ON a.id = x.account_id
     WHERE x.campaign_id = ? AND a.active = 1 ORDER BY a.id`,
    campaignId,
  ).map(({ id }) => id);
}

/** How many conversations not begun each texter has in the campaign; from the counters. */
export function loadsOf(tx: Tx, campaignId: string, texterIds: readonly string[]): Map<string, number> {
  return new Map(
    texterIds.map((id) => [
      id,
      one<{ n: number | null }>(
        tx.db,
        `SELECT sum(n) AS n FROM conversation_count
         WHERE campaign_id = ? AND texter_id = ? AND state = 'to-send' AND opt_state <> 'automatic'`,
        campaignId,
        id,
      )?.n ?? 0,
    ]),
  );
}

/**
 * Assigns these conversations to those texters who have least, and notes the new loads in `loads`. Without
 * texters they are assigned to nobody.
 */
export function deal(tx: Tx, loads: Map<string, number>, ids: readonly string[]): void {
  const texters: (string | null)[] = loads.size === 0 ? [null] : [...loads.keys()];
  const shares = quotas([...(loads.size === 0 ? [0] : loads.values())], ids.length);
  let given = 0;
  for (const [index, texter] of texters.entries()) {
    const share = shares[index] ?? 0;
    if (share === 0) continue;
    assignTexter(tx, texter, ids.slice(given, given + share));
    if (texter !== null) loads.set(texter, (loads.get(texter) ?? 0) + share);
    given += share;
  }
}

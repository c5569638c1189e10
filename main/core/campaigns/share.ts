import type { Core, Tx } from '../context.ts';
import { all, one, run } from '../store/statement.ts';

type Sender = { readonly id: string };

/** Takes conversations not yet started back from those who are no longer among the campaign's texters. */
function takeBack(tx: Tx, campaignId: string): void {
  run(
    tx.db,
    `UPDATE conversation SET texter_id = NULL, rev = ? WHERE campaign_id = ? AND state = 'to-send' AND texter_id IS NOT NULL
       AND texter_id NOT IN (SELECT x.account_id FROM campaign_texter x JOIN account a ON a.id = x.account_id
         WHERE x.campaign_id = conversation.campaign_id AND a.active = 1)`,
    tx.rev(),
    campaignId,
  );
}

/**
 * How many of `free` conversations each texter gets, so that all come as near to the same load as can be. `loads` holds how many
 * each has; the result is in the same order.
 */
export function quotas(loads: readonly number[], free: number): number[] {
  const order = loads
    .map((load, index) => ({ load, index }))
    .sort((a, b) => a.load - b.load || a.index - b.index);
  const given = loads.map(() => 0);
  // The level up to which the lowest can be filled; whoever is above it gets nothing.
  let takers = order.length;
  let level = 0;
  for (; takers > 0; takers -= 1) {
    const filled = order.slice(0, takers).reduce((sum, one) => sum + one.load, 0) + free;
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

function shareAmongTexters(tx: Tx, campaignId: string): void {
  const texters = all<{ id: string }>(
    tx.db,
    `SELECT a.id FROM campaign_texter x JOIN account a ON a.id = x.account_id
     WHERE x.campaign_id = ? AND a.active = 1 ORDER BY a.id`,
    campaignId,
  );
  if (texters.length === 0) return;
  const loads = new Map(
    all<{ id: string; n: number }>(
      tx.db,
      `SELECT texter_id AS id, count(*) AS n FROM conversation
       WHERE campaign_id = ? AND state = 'to-send' AND texter_id IS NOT NULL GROUP BY texter_id`,
      campaignId,
    ).map((row) => [row.id, row.n]),
  );
  const free = all<{ id: string }>(
    tx.db,
    "SELECT id FROM conversation WHERE campaign_id = ? AND state = 'to-send' AND texter_id IS NULL ORDER BY id",
    campaignId,
  );
  const shares = quotas(
    texters.map((texter) => loads.get(texter.id) ?? 0),
    free.length,
  );
  const rev = tx.rev();
  let given = 0;
  for (const [index, texter] of texters.entries()) {
    const upTo = given + (shares[index] ?? 0);
    for (const { id } of free.slice(given, upTo)) {
      run(tx.db, 'UPDATE conversation SET texter_id = ?, rev = ? WHERE id = ?', texter.id, rev, id);
    }
    given = upTo;
  }
}

/** Active sender numbers of the campaign's profile on connections that may send, in a stable order. */
export function usableSenders(tx: Tx, campaignId: string): Sender[] {
  return all<Sender>(
    tx.db,
    `SELECT s.id FROM sender_number s JOIN connection n ON n.id = s.connection_id
     JOIN campaign k ON k.profile = n.profile WHERE k.id = ? AND s.active = 1 AND n.state = 'ready' ORDER BY s.id`,
    campaignId,
  );
}

/**
 * Gives every conversation without a sender number one: the number that the contact knows from another campaign, else the next in
 * turn; rather one from which the provider does not block the contact. What has a sender number keeps it.
 */
function giveSenders(tx: Tx, campaignId: string): void {
  const senders = usableSenders(tx, campaignId).map((sender) => sender.id);
  if (senders.length === 0) return;
  const known = JSON.stringify(senders);
  const blocked = `EXISTS (SELECT 1 FROM provider_block b WHERE b.subject = conversation.subject AND b.state <> 'cleared'
    AND b.sender_number_id = %sender)`;
  run(
    tx.db,
    `UPDATE conversation SET rev = ?, sender_number_id = (SELECT o.sender_number_id FROM conversation o
       WHERE o.subject = conversation.subject AND o.sender_number_id IN (SELECT value FROM json_each(?))
         AND NOT ${blocked.replace('%sender', 'o.sender_number_id')} ORDER BY o.sort_at DESC, o.id DESC LIMIT 1)
     WHERE campaign_id = ? AND sender_number_id IS NULL`,
    tx.rev(),
    known,
    campaignId,
  );
  run(
    tx.db,
    `UPDATE conversation SET rev = ?, sender_number_id = t.sender FROM (
       SELECT r.id AS id, j.value AS sender FROM (SELECT id, (row_number() OVER (ORDER BY id) - 1) % ? AS turn
         FROM conversation WHERE campaign_id = ? AND sender_number_id IS NULL) r JOIN json_each(?) j ON j.key = r.turn) t
     WHERE conversation.id = t.id`,
    tx.rev(),
    senders.length,
    campaignId,
    known,
  );
  // Only those not yet started, or a running conversation would change its sender number.
  run(
    tx.db,
    `UPDATE conversation SET rev = ?, sender_number_id = coalesce((SELECT j.value FROM json_each(?) j
       WHERE NOT ${blocked.replace('%sender', 'j.value')} ORDER BY j.key LIMIT 1), sender_number_id)
     WHERE campaign_id = ? AND state = 'to-send' AND ${blocked.replace('%sender', 'conversation.sender_number_id')}`,
    tx.rev(),
    known,
    campaignId,
  );
}

/**
 * Shares a campaign's conversations that are not yet started evenly among its texters, and takes back what those hold who left. Once
 * launched, conversations get their sender numbers as well. To be called after every change of texters and every import.
 */
export function shareOut(_core: Core, tx: Tx, campaignId: string): void {
  takeBack(tx, campaignId);
  shareAmongTexters(tx, campaignId);
  const campaign = one<{ state: string }>(tx.db, 'SELECT state FROM campaign WHERE id = ?', campaignId);
  if (campaign && campaign.state !== 'draft') giveSenders(tx, campaignId);
  tx.touch('conversations');
  tx.touch('campaigns');
}

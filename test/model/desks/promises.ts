import assert from 'node:assert/strict';
import { listConversations } from '../../../main/core/conversations/conversationList.ts';
import { handingState } from '../../../main/core/messenger/handingState.ts';
import { all, one } from '../../../main/core/store/statement.ts';
import type { Model } from '../model.ts';
import type { World } from '../world.ts';
import { rowsOf } from './hands.ts';
import type { Organisation } from './organisation.ts';

/** What holds for everybody who reads, at any moment of a day. */

const STATES = ['to-send', 'to-answer', 'waiting', 'closed'] as const;

/** Texters find their own contacts and those of nobody else, and nothing of an automatic opt-out. */
export async function hidden(world: World, model: Model, desks: Organisation): Promise<void> {
  const { db, subject } = world.core();
  const rows = new Map(rowsOf(world).map((row) => [row.id, row]));
  const automatic = (contact: number) =>
    model.person(contact).optOuts.some((fact) => fact.automatic && !fact.reversed);
  const seen = new Set<string>();
  for (const { id, login, member } of desks.people) {
    if (id === null) continue;
    const viewer = { id, role: 'texter' } as const;
    for (const which of [0, 1]) {
      if (![...rows.values()].some((row) => row.texter === id && row.which === which)) continue;
      const campaignId = world.campaign(which);
      const lists = STATES.map((state) =>
        listConversations(db, viewer, { campaignId, state, limit: 200 }, subject).items.map(
          (item) => item.id,
        ),
      );
      for (const conversation of lists.flat()) {
        const row = rows.get(conversation);
        assert.ok(row && row.texter === id && !automatic(row.contact), `${login} sees ${conversation}`);
        assert.ok(!seen.has(conversation), 'a contact is in one list');
        seen.add(conversation);
      }
      if (!member.has(which)) continue;
      const { own } = handingState(world.core(), viewer, campaignId);
      assert.deepEqual(
        { toSend: own.toSend, waiting: own.waiting },
        { toSend: lists[0]?.length, waiting: lists[1]?.length },
      );
    }
  }
  // Every conversation that is not hidden is in the list of whoever has it.
  for (const row of rows.values()) {
    if (row.texter !== null && !automatic(row.contact))
      assert.ok(seen.has(row.id), `${row.id} is in no list`);
  }
  const hiddenRow = [...rows.values()].find((row) => automatic(row.contact) && row.texter !== null);
  const person = desks.people.find(
    ({ id, active, role }) => id === hiddenRow?.texter && active && role === 'texter',
  );
  if (!hiddenRow || !person || !(await desks.signedIn(person))) return;
  const { conversation } = desks.client(person);
  await assert.rejects(conversation.get({ id: hiddenRow.id }), { code: 'NOT_FOUND' });
}

/** Campaign page, live page, dashboard and a full count say the same. */
export async function figures(world: World, desks: Organisation): Promise<void> {
  const { admin } = desks.console();
  const { db } = world.core();
  for (const which of [0, 1]) {
    const campaignId = world.campaign(which);
    const { counts } = await admin.campaign.get({ id: campaignId });
    const counted = one<Record<string, number>>(
      db,
      `SELECT count(*) AS contacts, sum(state = 'to-send') AS toSend, sum(state = 'to-answer') AS toAnswer,
         sum(state = 'waiting') AS waiting, sum(state = 'closed') AS closed,
         sum(state = 'to-send' AND texter_id IS NULL) AS unassigned, sum(opt_state <> 'none') AS optedOut,
         sum(hold_at IS NOT NULL) AS onHold
       FROM conversation WHERE campaign_id = ?`,
      campaignId,
    );
    assert.deepEqual({ ...counts }, { ...counted });
    const board = await admin.cockpit.read({ campaignId });
    const { unassigned, toSend } = counts;
    assert.equal(board.toSend, toSend);
    assert.equal(board.handing?.toHandOut, unassigned);
    assert.equal(board.handing?.inHand, toSend - unassigned);
    assert.equal(board.here, board.texters.filter(({ here }) => here).length);
    const today = await admin.dashboard.read({ period: 'today', campaignId });
    assert.equal(board.today.sent, today.texted.count);
    const texted = all(
      db,
      `SELECT DISTINCT m.conversation_id FROM message m JOIN conversation c ON c.id = m.conversation_id
       WHERE c.campaign_id = ? AND m.kind = 'initial' AND m.state IN ('sent', 'delivered')`,
      campaignId,
    );
    assert.ok(board.texted.count >= texted.length, 'contacts who were texted');
  }
}

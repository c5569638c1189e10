import { expect, test } from 'vitest';
import { projectOptState } from '../../main/core/conversations/conversationRecord.ts';
import { bringBackReminders, clearReminder, setReminder } from '../../main/core/conversations/reminders.ts';
import { optOut } from '../../main/core/optOuts/optOut.ts';
import { all } from '../../main/core/store/statement.ts';
import { written } from '../../shared/text/stored.ts';
import { refusal, testApi } from '../helpers/api.ts';
import { NOON, writer } from '../helpers/core.ts';
import { account, campaign, conversation, fictionNumber, message } from '../helpers/seed.ts';

const HOUR = 3_600_000;

function world() {
  const api = testApi();
  const { core } = api;
  const ana = account(core, { role: 'texter' });
  const campaignId = campaign(core, { texterIds: [ana] });
  const number = fictionNumber('US', 1);
  const id = conversation(core, {
    campaignId,
    number,
    texterId: ana,
    state: 'to-answer',
    sortAt: NOON - HOUR,
  });
  message(core, { conversationId: id, number, body: 'Ask me later', at: NOON - HOUR });
  const newer = conversation(core, {
    campaignId,
    number: fictionNumber('US', 2),
    texterId: ana,
    state: 'to-answer',
    sortAt: NOON - 1,
  });
  message(core, { conversationId: newer, number: fictionNumber('US', 2), body: 'Hi', at: NOON - 1 });
  const client = api.as(ana);
  const listed = async (state: 'to-answer' | 'waiting') =>
    (await api.as(ana).conversation.list({ state })).items.map((row) => ({
      id: row.id,
      reminder: row.reminder,
    }));
  return { ...api, ana, viewer: { id: ana, role: 'texter' } as const, client, id, number, newer, listed };
}

const marks = (w: ReturnType<typeof world>) => all(w.core.db, 'SELECT * FROM reminder');

test('leaves To answer until its time, then comes back on top with a mark; nothing is sent', async () => {
  const w = world();
  await w.client.messenger.reminder.set({ conversationId: w.id, at: NOON + HOUR });
  expect(await w.listed('to-answer')).toEqual([{ id: w.newer, reminder: null }]);
  expect(await w.listed('waiting')).toEqual([{ id: w.id, reminder: { at: NOON + HOUR, back: false } }]);
  w.clock.advance(HOUR - 1);
  expect(bringBackReminders(w.core)).toBe(0);
  w.clock.advance(1);
  expect(bringBackReminders(w.core)).toBe(1);
  expect(bringBackReminders(w.core)).toBe(0);
  expect(await w.listed('to-answer')).toEqual([
    { id: w.id, reminder: { at: NOON + HOUR, back: true } },
    { id: w.newer, reminder: null },
  ]);
  expect(all(w.core.db, "SELECT 1 FROM message WHERE direction = 'out'")).toEqual([]);
  // The reminder is done once its texter writes to the contact.
  message(w.core, { conversationId: w.id, number: w.number, body: 'Is now better?', direction: 'out' });
  expect(marks(w)).toEqual([]);
});

test('a time that passed while Heed was closed is not lost', () => {
  const w = world();
  w.core.write((tx) => setReminder(w.core, tx, w.viewer, w.id, NOON + HOUR));
  w.clock.advance(1000 * HOUR);
  expect(bringBackReminders(w.core)).toBe(1);
});

test.each(['by hand', 'by itself', 'in another campaign, then reversed'] as const)(
  'an opt-out %s cancels it',
  (how) => {
    const w = world();
    w.core.write((tx) => setReminder(w.core, tx, w.viewer, w.id, NOON + HOUR));
    w.core.write((tx) =>
      optOut(w.core, tx, {
        subject: w.core.subject(w.number),
        number: w.number,
        cause: how === 'by hand' ? 'manual' : 'auto-keyword',
        actorId: null,
        reason: written(''),
        rule: '',
        matched: '',
        conversationId: null,
        messageId: null,
        senderNumberId: null,
        importId: null,
        saidAt: NOON,
        receivedAt: NOON,
      }),
    );
    if (how.endsWith('reversed')) {
      writer(w.core).exec('UPDATE opt_out SET reversed = 1');
      w.core.write((tx) => projectOptState(tx, w.core.subject(w.number)));
    }
    expect(marks(w)).toEqual([]);
    w.clock.advance(HOUR);
    expect(bringBackReminders(w.core)).toBe(0);
  },
);

test('closing ends it; clearing puts the conversation back where its texts say', async () => {
  const w = world();
  await w.client.messenger.reminder.set({ conversationId: w.id, at: NOON + HOUR });
  w.core.write((tx) => clearReminder(w.core, tx, w.viewer, w.id));
  expect((await w.listed('to-answer')).map((row) => row.id)).toEqual([w.newer, w.id]);
  await w.client.messenger.reminder.set({ conversationId: w.id, at: NOON + HOUR });
  await w.client.conversation.close({ id: w.id, outcome: 'done' });
  expect(marks(w)).toEqual([]);
});

test('only a time to come, only an open conversation, only one’s own', async () => {
  const w = world();
  const set = (conversationId: string, at: number, client = w.client) =>
    refusal(client.messenger.reminder.set({ conversationId, at }));
  expect((await set(w.id, NOON)).code).toBe('INVALID');
  expect((await set(w.id, NOON + 9000 * HOUR)).code).toBe('INVALID');
  expect((await set(w.id, NOON + HOUR, w.newcomer('texter').client)).code).toBe('NOT_FOUND');
  await w.client.conversation.close({ id: w.id, outcome: 'done' });
  expect((await set(w.id, NOON + HOUR)).code).toBe('CONFLICT');
});

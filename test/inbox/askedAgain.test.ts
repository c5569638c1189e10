import { afterEach, expect, test } from 'vitest';
import { one } from '../../main/core/store/statement.ts';
import { refusal, testApi } from '../helpers/api.ts';
import { type Messenger, messenger } from '../helpers/messenger.ts';
import { action, conversation, message } from '../helpers/seed.ts';

/**
 * The guard is asked again where its earlier answer may no longer hold: for a text that is sent anew, and
 * for one that waits.
 */

let d: Messenger;
afterEach(() => d.close());

test('a text of unknown outcome does not go again to somebody who has asked to stop since; the refusal is recorded', async () => {
  d = messenger('US');
  const api = testApi({ made: d.made });
  const admin = api.as(d.adminId);
  const [number = ''] = d.numbers;
  const id = d.conversations[0]?.[0] ?? '';
  const sent = message(d.core, {
    conversationId: id,
    number,
    body: 'Hello.',
    direction: 'out',
    kind: 'initial',
    state: 'unknown',
    senderNumberId: d.senders[0]?.id ?? null,
  });
  const opened = action(d.core, {
    number,
    conversationId: id,
    messageId: sent,
    kind: 'send-outcome-unknown',
  });
  d.says(number, 'STOP');
  const refused = await refusal(admin.action.resolve({ id: opened, resolution: 'send-again' }));
  expect(refused.code).toBe('GUARD');
  expect(one(d.core.db, 'SELECT rule, place FROM prevented WHERE message_id = ?', sent)).toEqual({
    rule: 'opted-out',
    place: 'enqueue',
  });
  // It is not known yet what became of the text.
  expect(one(d.core.db, 'SELECT state FROM action WHERE id = ?', opened)).toEqual({ state: 'open' });
  await admin.action.resolve({ id: opened, resolution: 'was-sent' });
  expect(one(d.core.db, 'SELECT state FROM message WHERE id = ?', sent)).toEqual({ state: 'sent' });
});

test('a text that waits for the hour leaves when the hours are set back', async () => {
  d = messenger('GB');
  const admin = testApi({ made: d.made }).as(d.adminId);
  const id = d.conversations[0]?.[0] ?? '';
  await admin.settings.update({ quietHours: { sendFrom: 480, sendUntil: 481 } });
  expect(d.send(id, 'initial')).toMatchObject({ ok: true, waits: 'quiet-hours' });
  await d.dispatch();
  expect(d.messages(id)).toMatchObject([{ state: 'queued', rule: 'quiet-hours' }]);
  await admin.settings.update({ quietHours: { sendFrom: 480, sendUntil: 1260 } });
  await d.dispatch();
  expect(d.messages(id)).toMatchObject([{ state: 'sent' }]);
});

test('a text that waits for the law of a state leaves when these laws are left out', async () => {
  d = messenger('US');
  const { campaign_id } = one<{ campaign_id: string }>(d.core.db, 'SELECT campaign_id FROM conversation') ?? {
    campaign_id: '',
  };
  const id = conversation(d.core, {
    campaignId: campaign_id,
    number: '+14055550141',
    texterId: d.texterId,
    senderNumberId: d.senders[0]?.id ?? null,
    state: 'to-send',
  });
  // 20:30 in Oklahoma, where texts end at 20:00.
  d.clock.advance(Date.parse('2026-06-11T01:30:00Z') - d.clock.now());
  d.poll();
  const admin = testApi({ made: d.made }).as(d.adminId);
  expect(d.send(id, 'initial')).toMatchObject({ ok: true, waits: 'quiet-hours' });
  await d.dispatch();
  expect(d.messages(id)).toMatchObject([{ state: 'queued', rule: 'quiet-hours' }]);
  await admin.settings.update({ stateHours: false, confirmed: ['state-hours-off'] });
  await d.dispatch();
  expect(d.messages(id)).toMatchObject([{ state: 'sent' }]);
});

test('a STOP after words that only read like one raises the action that is open', async () => {
  d = messenger('US');
  const admin = testApi({ made: d.made }).as(d.adminId);
  const [number = ''] = d.numbers;
  d.says(number, 'please take me off your list');
  const first = await admin.action.page({});
  expect(first.items).toMatchObject([{ kind: 'likely-opt-out', stop: false }]);
  d.clock.advance(1000);
  d.says(number, 'STOP');
  const { items } = await admin.action.page({});
  expect(items).toMatchObject([
    {
      id: first.items[0]?.id,
      kind: 'likely-opt-out',
      stop: true,
      matched: 'STOP',
      text: 'STOP',
      holds: true,
    },
  ]);
  expect(items[0]?.dueAt).toBe(first.items[0]?.dueAt);
  // What the contact says afterwards is less urgent and changes nothing.
  d.clock.advance(1000);
  d.says(number, 'please take me off your list');
  expect((await admin.action.page({})).items).toMatchObject([{ stop: true, matched: 'STOP' }]);
});

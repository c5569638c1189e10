import { expect, onTestFinished, test, vi } from 'vitest';
import { onFaultPoint } from '../../main/core/base/faultPoint.ts';
import { recoverInterrupted } from '../../main/core/outbox/dispatcher.ts';
import { all } from '../../main/core/store/statement.ts';
import { StoreError } from '../../main/core/store/types.ts';
import { NOTHING } from '../../shared/text/stored.ts';
import { writer } from '../helpers/core.ts';
import { messenger } from '../helpers/messenger.ts';

/**
 * The provider has taken a text, and then the store cannot be written: the outcome is kept in memory and
 * written later.
 */

async function answeredWhileFull() {
  const d = messenger('US', { contacts: 2 });
  const [first = '', second = ''] = d.conversations[0] ?? [];
  d.provider.holdAnswers();
  d.send(first, 'initial', 'On its way');
  d.begin();
  await vi.waitUntil(() => d.provider.reached.length === 1, { timeout: 30_000 });
  d.send(second, 'initial', 'Waits');
  writer(d.core).pragma('query_only = ON');
  d.provider.letAnswersGo();
  await vi.waitUntil(() => d.core.trouble() !== null, { timeout: 30_000 });
  const states = () =>
    all<{ state: string }>(d.core.db, "SELECT state FROM message WHERE kind = 'initial' ORDER BY id").map(
      (row) => row.state,
    );
  return { d, states };
}

test('it is settled once there is room again, and nothing else leaves before', async () => {
  const { d, states } = await answeredWhileFull();
  expect(d.core.trouble()?.message).toContain('cannot be written');
  d.begin();
  await new Promise((resolve) => setImmediate(resolve));
  expect(states()).toEqual(['sending', 'queued']);
  expect(d.provider.reached.map((sent) => sent.body)).toEqual(['On its way']);

  writer(d.core).pragma('query_only = OFF');
  await vi.waitUntil(() => states()[0] === 'sent', { timeout: 30_000 });
  await d.dispatch();
  expect(states()).toEqual(['sent', 'sent']);
  expect(d.core.trouble()).toBeNull();
  expect(d.provider.reached.map((sent) => sent.body)).toEqual(['On its way', 'Waits']);
  d.close();
});

test('a text that was claimed before, and whose request has not left yet, does not leave', async () => {
  const d = messenger('US');
  const conversation = d.conversations[0]?.[0] ?? '';
  d.send(conversation, 'initial', 'Claimed');
  const { send } = d.provider.adapter;
  let asked: boolean | undefined;
  d.provider.adapter.send = async (message) => {
    d.core.report(Object.assign(new Error('full'), { code: 'SQLITE_FULL' }));
    asked = message.mayLeave?.();
    d.provider.adapter.send = send;
    return { kind: 'retry', code: 'stopped', detail: NOTHING };
  };
  await d.dispatch();
  expect(asked).toBe(false);
  expect(d.provider.reached.map((sent) => sent.body)).toEqual(['Claimed']);
  d.close();
});

test('Heed is closed before there is room: the outcome is unknown, and the text is not sent again', async () => {
  const { d, states } = await answeredWhileFull();
  writer(d.core).pragma('query_only = OFF');
  d.core.recovered();
  recoverInterrupted(d.core);
  expect(states()).toEqual(['unknown', 'queued']);
  d.restart();
  await d.dispatch();
  expect(d.provider.reached.map((sent) => sent.body)).toEqual(['On its way', 'Waits']);
  d.close();
});

test('a provider refuses a person while the store is held: nothing leaves to them before that is written', async () => {
  const d = messenger('GB');
  const [[first = ''] = [], [second = ''] = []] = d.conversations;
  // It has a STOP that has not arrived here; from the other sender number it would take a text.
  d.provider.says(d.numbers[0] ?? '', d.senders[0]?.number ?? '', 'STOP', d.clock.now());
  d.provider.holdAnswers();
  const { send } = d.provider.adapter;
  let mayLeave: (() => boolean) | undefined;
  d.provider.adapter.send = (text, signal) => {
    mayLeave ??= text.mayLeave;
    return send(text, signal);
  };
  d.send(first, 'initial', 'Refused');
  d.begin();
  d.send(second, 'initial', 'Must not leave');
  let answered = false;
  onFaultPoint((point) => {
    answered ||= point === 'dispatcher.answered';
  });
  onTestFinished(() => onFaultPoint(null));
  d.core.freeze(new StoreError('held', NOTHING, NOTHING));
  d.provider.letAnswersGo();
  await vi.waitUntil(() => answered, { timeout: 30_000 });
  d.core.freeze(null);
  d.begin();
  await new Promise((resolve) => setImmediate(resolve));
  expect(d.provider.reached).toEqual([]);
  // Nor what was claimed before.
  expect(mayLeave?.()).toBe(false);
  await vi.waitUntil(() => d.row(first)?.opt_state === 'automatic', { timeout: 30_000 });
  await d.dispatch();
  expect(d.messages(second).map(({ state }) => state)).toEqual(['cancelled']);
  expect(d.provider.reached).toEqual([]);
  d.close();
});

test('an outcome that cannot be written because of its text alone is unknown at once, as after a crash', async () => {
  const d = messenger('US', { contacts: 2 });
  const ids = d.conversations[0] ?? [];
  for (const id of ids) d.send(id, 'initial', 'Will you vote?');
  const db = writer(d.core);
  const [first = ''] = ids;
  db.exec(`CREATE TEMP TRIGGER broken BEFORE UPDATE OF state ON message
    WHEN NEW.state = 'sent' AND NEW.conversation_id = '${first}' BEGIN SELECT RAISE(ABORT, 'broken'); END`);
  await d.dispatch();
  const states = () => ids.map((id) => d.messages(id)[0]?.state);
  expect(states()).toEqual(['unknown', 'sent']);
  expect(d.made.ports.logged).toContainEqual(
    expect.stringMatching(/^outcome-lost .*"outcome":"accepted","name":"SqliteError"/),
  );
  expect(d.core.trouble()).toBeNull();
  // It may have left, so it is never sent again by itself.
  db.exec('DROP TRIGGER broken');
  d.clock.advance(60_000);
  d.poll();
  await d.dispatch();
  expect(d.provider.reached).toHaveLength(2);
  d.close();
});

test('a refusal of the person opts them out, also where the outcome of its text cannot be written', async () => {
  const d = messenger('GB');
  const [[first = ''] = [], [second = ''] = []] = d.conversations;
  // It has a STOP that has not arrived here; from the other sender number it would take a text.
  d.provider.says(d.numbers[0] ?? '', d.senders[0]?.number ?? '', 'STOP', d.clock.now());
  d.send(first, 'initial', 'Refused');
  writer(d.core).exec(`CREATE TEMP TRIGGER broken BEFORE UPDATE OF state ON message
    WHEN NEW.state = 'failed' BEGIN SELECT RAISE(ABORT, 'broken'); END`);
  await d.dispatch();
  expect(d.messages(first).map(({ state }) => state)).toEqual(['unknown']);
  expect(d.row(first)?.opt_state).toBe('automatic');
  expect(d.send(second, 'initial', 'Must not leave')).toMatchObject({ ok: false });
  await d.dispatch();
  expect(d.provider.reached).toEqual([]);
  d.close();
});

import { expect, test } from 'vitest';
import { refusal, testApi } from '../helpers/api.ts';
import { type Messenger, messenger } from '../helpers/messenger.ts';

/** A conversation whose first text has left and was answered, so that replies can be written. */
async function talking(d: Messenger, which = 0): Promise<string> {
  const id = d.conversations[which]?.[0] ?? '';
  d.send(id, 'initial', `First ${which}`);
  await d.dispatch();
  d.says(d.numbers[0] ?? '', 'Who is this?', d.clock.now(), which);
  return id;
}
const bodies = (d: Messenger) => d.provider.reached.map(({ body }) => body);

test('a held reply leaves when its seconds are over, in its order, and not before', async () => {
  const d = messenger('US');
  const id = await talking(d);
  const api = testApi({ made: d.made }).as(d.texterId);
  await api.conversation.send({ id, body: 'First of two', holdSeconds: 5 });
  // It has no hold of its own, but waits in the same conversation, so as not to overtake the held one.
  await api.conversation.send({ id, body: 'Second of two' });
  await d.dispatch();
  d.clock.advance(4_999);
  await d.dispatch();
  expect(bodies(d)).toEqual(['First 0']);
  d.clock.advance(1);
  await d.dispatch();
  expect(bodies(d)).toEqual(['First 0', 'First of two', 'Second of two']);
  d.close();
});

test('what is queued while a reply is held does not come before it once its time is over', async () => {
  const d = messenger('US');
  const id = await talking(d);
  const api = testApi({ made: d.made }).as(d.texterId);
  await api.conversation.send({ id, body: 'Held', holdSeconds: 5 });
  d.clock.advance(6_000);
  d.send(id, 'reply', 'Later');
  await d.dispatch();
  expect(bodies(d)).toEqual(['First 0', 'Held', 'Later']);
  d.close();
});

test('a STOP within the seconds takes it back for good', async () => {
  const d = messenger('US');
  const id = d.conversations[0]?.[0] ?? '';
  d.send(id, 'initial');
  await d.dispatch();
  const api = testApi({ made: d.made }).as(d.texterId);
  await api.conversation.send({ id, body: 'Are you there?', holdSeconds: 5 });
  d.clock.advance(2_000);
  d.says(d.numbers[0] ?? '', 'STOP');
  d.clock.advance(10_000);
  await d.dispatch();
  expect(bodies(d)).not.toContain('Are you there?');
  expect(d.messages(id).find(({ body }) => body === 'Are you there?')).toMatchObject({ state: 'cancelled' });
  d.close();
});

test('whatever begins to hold the number within the seconds is asked of the guard again', async () => {
  const d = messenger('US');
  const id = await talking(d);
  const api = testApi({ made: d.made }).as(d.texterId);
  await api.conversation.send({ id, body: 'Shall I call?', holdSeconds: 5 });
  d.says(d.numbers[0] ?? '', 'please take me off your list');
  d.clock.advance(10_000);
  await d.dispatch();
  expect(bodies(d)).toEqual(['First 0']);
  d.close();
});

test('it can be taken back until it leaves, also after a restart', async () => {
  const d = messenger('US');
  const id = await talking(d);
  const api = testApi({ made: d.made }).as(d.texterId);
  const { message } = await api.conversation.send({ id, body: 'Oh no', holdSeconds: 5 });
  d.restart();
  d.clock.advance(4_000);
  await d.dispatch();
  await api.conversation.cancel({ id: message.id });
  d.clock.advance(10_000);
  await d.dispatch();
  expect(bodies(d)).toEqual(['First 0']);
  expect(d.row(id)?.state).toBe('to-answer');
  const { conversation } = await api.conversation.get({ id });
  expect(conversation).toMatchObject({ lastText: 'Who is this?', lastDirection: 'in' });
  const { message: gone } = await api.conversation.send({ id, body: 'Meant', holdSeconds: 5 });
  d.clock.advance(5_000);
  await d.dispatch();
  expect((await refusal(api.conversation.cancel({ id: gone.id }))).code).toBe('CONFLICT');
  d.close();
});

test('one character is asked about by name, an emoji in other words; longer ones are not', async () => {
  const d = messenger('US');
  const id = await talking(d);
  const api = testApi({ made: d.made }).as(d.texterId);
  expect((await refusal(api.conversation.send({ id, body: '1' }))).code).toBe('UNCONFIRMED');
  await expect(api.conversation.send({ id, body: '👍🏽' })).rejects.toMatchObject({
    code: 'UNCONFIRMED',
    data: { warnings: [{ code: 'one-emoji' }] },
  });
  await expect(
    api.conversation.send({ id, body: '👍🏽', confirmed: ['one-character'] }),
  ).rejects.toMatchObject({ code: 'UNCONFIRMED' });
  await api.conversation.send({ id, body: '👍🏽', confirmed: ['one-emoji'] });
  await api.conversation.send({ id, body: '1', confirmed: ['one-character'] });
  await api.conversation.send({ id, body: 'ok' });
  await d.dispatch();
  expect(bodies(d)).toEqual(['First 0', '👍🏽', '1', 'ok']);
  d.close();
});

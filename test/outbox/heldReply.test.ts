import fc from 'fast-check';
import { expect, test } from 'vitest';
import { refusal, testApi } from '../helpers/api.ts';
import { type Messenger, messenger } from '../helpers/messenger.ts';
import { account } from '../helpers/seed.ts';

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

test('what was held while replies were not read is held on when they are', async () => {
  const d = messenger('US');
  const id = await talking(d);
  const api = testApi({ made: d.made }).as(d.texterId);
  d.clock.advance(10 * 60_000);
  await api.conversation.send({ id, body: 'Held', holdSeconds: 60 });
  await api.conversation.send({ id, body: 'Behind it' });
  expect((await api.conversation.held()).map(({ body, leftMs }) => [body, leftMs])).toEqual([
    ['Held', 60_000],
    ['Behind it', 60_000],
  ]);
  d.clock.advance(10_000);
  d.poll();
  await d.dispatch();
  expect(bodies(d)).toEqual(['First 0']);
  d.clock.advance(50_000);
  await d.dispatch();
  expect(bodies(d)).toEqual(['First 0', 'Held', 'Behind it']);
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

test('every window of its writer is offered it, also after a restart, and nobody else', async () => {
  const d = messenger('US', { firstResponseOnly: false });
  const id = await talking(d);
  const [here, there] = [testApi({ made: d.made }).as(d.texterId), testApi({ made: d.made }).as(d.texterId)];
  const { message } = await here.conversation.send({ id, body: 'Oh no', holdSeconds: 5 });
  d.clock.advance(1_500);
  const offered = { messageId: message.id, conversationId: id, body: 'Oh no', leftMs: 3_500 };
  expect(await there.conversation.held()).toEqual([expect.objectContaining(offered)]);
  expect(await testApi({ made: d.made }).as(d.adminId).conversation.held()).toEqual([]);
  d.restart();
  expect(await there.conversation.held()).toHaveLength(1);
  await there.conversation.cancel({ id: message.id });
  expect(await here.conversation.held()).toEqual([]);
  expect((await refusal(here.conversation.cancel({ id: message.id }))).code).toBe('CONFLICT');
  const second = await here.conversation.send({ id, body: 'Meant', holdSeconds: 5 });
  d.clock.advance(5_000);
  expect(await there.conversation.held()).toEqual([]);
  await d.dispatch();
  expect((await refusal(there.conversation.cancel({ id: second.message.id }))).code).toBe('CONFLICT');
  // Hidden with its conversation, and taken back by the STOP.
  await here.conversation.send({ id, body: 'One more', holdSeconds: 5 });
  d.says(d.numbers[0] ?? '', 'STOP');
  expect(await there.conversation.held()).toEqual([]);
  d.close();
});

test('taken back means never sent, however two windows and the way out take turns', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom('advance', 'claim', 'settle', 'here', 'there', 'restart'), { maxLength: 14 }),
      async (turns) => {
        const d = messenger('US');
        const id = await talking(d);
        const windows = { here: testApi({ made: d.made }), there: testApi({ made: d.made }) };
        const texts: string[] = [];
        for (const each of ['One', 'Two'])
          texts.push(
            (await windows.here.as(d.texterId).conversation.send({ id, body: each, holdSeconds: 2 })).message
              .id,
          );
        const takenBack = new Set<string>();
        for (const turn of turns) {
          if (turn === 'advance') d.clock.advance(1_000);
          else if (turn === 'claim') d.begin();
          else if (turn === 'settle') await d.dispatch();
          else if (turn === 'restart') d.restart();
          else
            for (const [which, message] of texts.entries()) {
              const end = await windows[turn]
                .as(d.texterId)
                .conversation.cancel({ id: message })
                .then(
                  () => 'taken back',
                  (error) => error.code,
                );
              // Only one of the windows is told that it was taken back, and then it was not gone before.
              if (end !== 'taken back') {
                expect(end).toBe('CONFLICT');
                continue;
              }
              expect(takenBack.has(message)).toBe(false);
              takenBack.add(message);
              expect(bodies(d)).not.toContain(['One', 'Two'][which]);
            }
        }
        d.clock.advance(60_000);
        await d.dispatch();
        texts.forEach((message, which) => {
          if (takenBack.has(message)) expect(bodies(d)).not.toContain(['One', 'Two'][which]);
        });
        d.close();
      },
    ),
    { numRuns: 40 },
  );
});

test('the next one to answer is who has waited longest, a STOP before all others', async () => {
  const d = messenger('US', { contacts: 5, autoOptOut: false });
  const ids = d.conversations[0] ?? [];
  for (const id of ids) d.send(id, 'initial');
  await d.dispatch();
  const api = testApi({ made: d.made }).as(d.texterId);
  const campaignId = (await api.conversation.get({ id: ids[0] ?? '' })).conversation.campaignId;
  const says = (which: number, body: string) => {
    d.clock.advance(60_000);
    d.says(d.numbers[which] ?? '', body);
  };
  const next = async (after: number) =>
    (await api.conversation.next({ campaignId, after: ids[after] ?? '' }))?.id ?? null;
  expect(await next(0)).toBeNull();
  says(2, 'Hello?');
  const since = d.clock.now();
  says(0, 'Who is this?');
  says(1, 'Which day?');
  // Writing again makes nobody wait anew.
  says(2, 'Anybody there?');
  expect(await api.conversation.next({ campaignId, after: ids[0] ?? '' })).toMatchObject({
    id: ids[2],
    since,
  });
  expect(await next(2)).toBe(ids[0]);
  await api.conversation.send({ id: ids[2] ?? '', body: 'On Tuesday.' });
  expect(await next(1)).toBe(ids[0]);
  says(4, 'STOP');
  expect(await next(1)).toBe(ids[4]);
  expect((await api.conversation.next({ campaignId, after: 'none', tagId: 'none' })) ?? null).toBeNull();
  const other = account(d.core, { role: 'texter' });
  expect(
    await testApi({ made: d.made }).as(other).conversation.next({ campaignId, after: 'none' }),
  ).toBeNull();
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

test('after a clock that ran ahead was put back, what was queued or refused meanwhile does not wait for it', async () => {
  const d = messenger('US', { contacts: 3 });
  const [one = '', two = '', three = ''] = d.conversations[0] ?? [];
  const DAY = 86_400_000;
  d.clock.advance(DAY);
  d.poll();
  d.send(one, 'initial', 'Queued');
  d.clock.advance(-DAY);
  d.restart();
  await d.dispatch();
  expect(bodies(d)).toEqual(['Queued']);

  // A provider that asks to wait stops the number until then, and no longer.
  d.clock.advance(DAY);
  d.poll();
  d.send(two, 'initial', 'Refused');
  d.provider.endWith('retry');
  await d.dispatch();
  d.provider.endWith('accepted');
  d.send(three, 'initial', 'After it');
  await d.dispatch();
  expect(bodies(d)).toEqual(['Queued']);
  d.clock.advance(-DAY);
  d.poll();
  await d.dispatch();
  // The number may send again as soon as its rate allows.
  d.clock.advance(1000);
  await d.dispatch();
  expect(bodies(d).toSorted()).toEqual(['After it', 'Queued', 'Refused']);
  d.close();
});

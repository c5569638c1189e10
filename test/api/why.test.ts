import { expect, test } from 'vitest';
import { optOut } from '../../main/core/optOuts/optOut.ts';
import { run } from '../../main/core/store/statement.ts';
import { written } from '../../shared/text/stored.ts';
import { refusal, testApi } from '../helpers/api.ts';
import { writer } from '../helpers/core.ts';
import { action, campaign, connection, conversation, message, senderNumber } from '../helpers/seed.ts';

const number = '+447700900123';
const ours = '+447700900456';

function world() {
  const api = testApi();
  const { core } = api;
  const admin = api.newcomer('admin', 'Maya');
  const supervisor = api.newcomer('supervisor', 'Sam');
  const sender = senderNumber(core, {
    connectionId: connection(core, { profile: 'provider-2' }),
    number: ours,
  });
  const campaignId = campaign(core, { region: 'GB', name: 'Spring' });
  const id = conversation(core, {
    campaignId,
    number,
    senderNumberId: sender,
    firstName: 'Ivo',
    lastName: 'Lee',
  });
  const block = (state: string) =>
    run(
      writer(core),
      'INSERT OR REPLACE INTO provider_block (sender_number_id, subject, state, code, noted_at, rev) VALUES (?, ?, ?, ?, 1, ?)',
      sender,
      core.subject(number),
      state,
      '21610',
      'r',
    );
  const stop = () => {
    const messageId = message(core, { conversationId: id, number, body: 'Stop!' });
    return core.write((tx) =>
      optOut(core, tx, {
        subject: core.subject(number),
        number,
        cause: 'auto-keyword',
        actorId: null,
        reason: written(''),
        rule: 'keyword',
        matched: 'Stop!',
        conversationId: id,
        messageId,
        senderNumberId: sender,
        importId: null,
        saidAt: tx.now,
        receivedAt: tx.now,
      }),
    );
  };
  return {
    ...api,
    admin,
    supervisor,
    id,
    sender,
    block,
    stop,
    why: () => supervisor.client.person.why({ number }),
  };
}

test('nothing stands against it: until when, their time', async () => {
  const { why, clock, core, as, supervisor } = world();
  expect(await why()).toMatchObject({
    canBeTexted: true,
    optedOut: false,
    headline: 'Yes, until 21:00 their time',
    name: 'Ivo Lee',
  });
  clock.set(Date.UTC(2026, 2, 3, 23));
  const later = () => as(supervisor.id).person.why({ number });
  expect((await later()).headline).toMatch(/^Yes, but not now: Replies have not been checked/);
  run(writer(core), 'UPDATE connection SET last_inbound_ok_at = ?', clock.now());
  expect(await later()).toMatchObject({
    canBeTexted: true,
    headline: 'Yes, from Wednesday 08:00 their time',
  });
});

test('opted out by the contact: the evidence, the campaign, what remains', async () => {
  const { why, stop, block, supervisor, id } = world();
  stop();
  block('inferred');
  const answer = await why();
  expect(answer).toMatchObject({
    canBeTexted: false,
    optedOut: true,
    headline: 'Opted out by the contact',
    number,
  });
  expect(answer.optOuts).toMatchObject([
    {
      cause: 'auto-keyword',
      automatic: true,
      evidence: 'Stop!',
      matched: 'Stop!',
      campaignName: 'Spring',
      reversed: false,
    },
  ]);
  expect(answer.senderNumbers).toMatchObject([{ number: ours, block: 'inferred', code: '21610' }]);
  expect(answer.senderNumbers[0]?.sentence).toContain('+44 7700 900456; the contact must text START to it');
  expect(answer.conversations).toMatchObject([{ id, rule: 'opted-out', campaignName: 'Spring' }]);
  expect(answer.next.join(' ')).toContain('START to +44 7700 900456');
  expect(answer.timeline.map((line) => line.text)).toEqual(
    expect.arrayContaining(['The contact wrote: “Stop!”', 'Opted out by the contact']),
  );
  expect(answer.timeline.map((line) => line.at)).toEqual(
    answer.timeline.map((line) => line.at).sort((a, b) => b - a),
  );
  expect(await supervisor.client.person.why({ conversationId: id })).toEqual(answer);
});

test('on hold: what is asked, and what happens without an answer', async () => {
  const { why, core, id } = world();
  run(writer(core), 'UPDATE conversation SET hold_at = 1 WHERE id = ?', id);
  action(core, { number, conversationId: id, holds: true });
  const answer = await why();
  expect(answer).toMatchObject({ canBeTexted: false, headline: 'On hold: asks to stop?' });
  expect(answer.next.join(' ')).toMatch(/Without a decision by Mar 4, 2026 they are opted out/);
});

test('blocked by the provider alone: from which number', async () => {
  const { why, block } = world();
  block('confirmed');
  expect(await why()).toMatchObject({
    canBeTexted: false,
    optedOut: false,
    headline: 'Not from +44 7700 900456: the provider blocks it',
  });
  block('cleared');
  expect(await why()).toMatchObject({ canBeTexted: true });
});

test('opting in takes a reason, reverses what is in force, and says what the contact must still do', async () => {
  const { admin, supervisor, stop, block, why } = world();
  expect((await refusal(admin.client.person.optIn({ number, reason: 'they called' }))).code).toBe('CONFLICT');
  stop();
  await admin.client.person.optOut({ number: '07700 900123', reason: 'and by hand' });
  block('confirmed');
  expect((await refusal(admin.client.person.optIn({ number, reason: '' }))).code).toBe('INVALID');
  expect((await refusal(supervisor.client.person.optIn({ number, reason: 'they called' }))).code).toBe(
    'FORBIDDEN',
  );
  const done = await admin.client.person.optIn({ number, reason: 'they called' });
  expect(done.reversed).toBe(2);
  expect(done.remains).toEqual([expect.stringContaining('must text START')]);
  const answer = await why();
  expect(answer.optedOut).toBe(false);
  expect(answer.reversals).toMatchObject([{ reason: 'they called', by: 'Maya', undo: false }]);
  expect(answer.optOuts.every((fact) => fact.reversed)).toBe(true);
});

test('a number that nothing is known of can be asked for and opted out', async () => {
  const { admin } = world();
  const unknown = '+12025550177';
  expect(await admin.client.person.why({ number: '(202) 555-0177' })).toMatchObject({
    number: unknown,
    canBeTexted: true,
    conversations: [],
  });
  await admin.client.person.optOut({ number: unknown, reason: 'letter' });
  expect(await admin.client.person.why({ number: unknown })).toMatchObject({
    headline: 'Opted out by Maya',
    canBeTexted: false,
  });
  expect((await refusal(admin.client.person.why({ number: 'abc' }))).code).toBe('INVALID');
  expect((await refusal(admin.client.person.why({}))).code).toBe('INVALID');
});

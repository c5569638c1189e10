import { expect, test } from 'vitest';
import { optOut, reverseOptOuts } from '../../main/core/optOuts/optOut.ts';
import { all, run } from '../../main/core/store/statement.ts';
import { written } from '../../shared/text/stored.ts';
import { refusal, testApi } from '../helpers/api.ts';
import { writer } from '../helpers/core.ts';
import { campaign, connection, conversation, fictionNumber, message, senderNumber } from '../helpers/seed.ts';

const SECRET = 'Quetzalcoatl';
const number = (index: number) => fictionNumber('GB', index);
const stopped = number(7);

/**
 * An organisation as a texter sees it; `withSecret`: one of its numbers was opted out automatically, with
 * all that follows.
 */
function world(withSecret: boolean) {
  const api = testApi();
  const { core, clock } = api;
  const texter = api.newcomer('texter', 'Ana');
  const other = api.newcomer('texter', 'Ben');
  const supervisor = api.newcomer('supervisor', 'Sam');
  const admin = api.newcomer('admin', 'Maya');
  const connectionId = connection(core, { profile: 'provider-2' });
  const [sender, second] = ['+447700900998', '+447700900999'].map((each) =>
    senderNumber(core, { connectionId, number: each }),
  );
  const campaigns = ['One', 'Two'].map((name) => campaign(core, { region: 'GB', name }));
  const meet = (whose: string, which: number, to: string, firstName = 'Ivo') =>
    conversation(core, {
      campaignId: campaigns[which] ?? '',
      senderNumberId: sender ?? null,
      number: to,
      texterId: whose,
      firstName,
      lastName: 'Lee',
    });
  const stop = (to: string, conversationId: string | null, messageId: string | null = null) =>
    core.write((tx) =>
      optOut(core, tx, {
        subject: core.subject(to),
        number: to,
        cause: 'auto-keyword',
        actorId: null,
        reason: written(''),
        rule: 'keyword',
        matched: 'STOP',
        conversationId,
        messageId,
        senderNumberId: sender ?? null,
        importId: null,
        saidAt: clock.now(),
        receivedAt: clock.now(),
      }),
    );
  if (withSecret) {
    const id = meet(texter.id, 0, stopped, SECRET);
    meet(other.id, 1, stopped, SECRET);
    message(core, {
      conversationId: id,
      number: stopped,
      body: `Hi ${SECRET}`,
      direction: 'out',
      kind: 'initial',
    });
    message(core, { conversationId: id, number: stopped, body: 'queued', direction: 'out', state: 'queued' });
    const said = message(core, { conversationId: id, number: stopped, body: `STOP ${SECRET}` });
    const { optOutId } = stop(stopped, id, said);
    message(core, {
      conversationId: id,
      number: stopped,
      body: 'ok',
      direction: 'out',
      kind: 'confirmation',
      optOutId,
    });
    run(
      writer(core),
      "INSERT INTO provider_block (sender_number_id, subject, state, code, noted_at, rev) VALUES (?, ?, 'confirmed', '21610', 1, 'r')",
      second,
      core.subject(stopped),
    );
  }
  return { ...api, texter, other, supervisor, admin, meet, stop, sender };
}

test('to a texter, a number that opted out by itself is one that nobody has heard of, byte for byte', async () => {
  const asked = async (withSecret: boolean) => {
    const { texter } = world(withSecret);
    const one = await texter.client.lookup.number({ number: stopped });
    const list = await texter.client.lookup.list({ text: `${stopped}\n${number(8)}\n${stopped}` });
    return { one, list, text: JSON.stringify([one, list]) };
  };
  const [secret, unknown] = [await asked(true), await asked(false)];
  expect(secret.text).toBe(unknown.text);
  expect(secret.text).not.toContain(SECRET);
  expect(secret.one).toEqual({
    number: stopped,
    name: '',
    conversations: [],
    totals: { sent: 0, received: 0, prevented: 0 },
    why: null,
    erased: null,
  });
  expect(secret.list.entries[0]).toMatchObject({ optedOut: null, cause: null, blocks: 0, conversations: 0 });
});

test('a texter sees their own conversations of a number, not those of others, and not who else has it', async () => {
  const { texter, other, meet } = world(false);
  const mine = meet(texter.id, 0, number(1));
  meet(other.id, 1, number(1), 'Another name');
  const found = await texter.client.lookup.number({ number: number(1) });
  expect(found).toMatchObject({ name: 'Ivo Lee', why: null });
  expect(found.conversations.map((each) => each.id)).toEqual([mine]);
  expect(await other.client.lookup.number({ number: number(2) })).toMatchObject({ conversations: [] });
});

test('what an automatic opt-out stopped stays untold after an opt-in as well', async () => {
  const { texter, supervisor, admin, core } = world(true);
  core.write((tx) =>
    reverseOptOuts(core, tx, {
      subject: core.subject(stopped),
      optOutIds: all<{ id: string }>(tx.db, 'SELECT id FROM opt_out').map((row) => row.id),
      actorId: admin.id,
      reason: written('asked'),
      undo: false,
    }),
  );
  const found = await texter.client.lookup.number({ number: stopped });
  expect(found.conversations).toHaveLength(1);
  // Neither the STOP, nor its confirmation, nor the texts that it cancelled are told.
  expect(found.totals).toEqual({ sent: 1, received: 0, prevented: 0 });
  expect(found.conversations[0]?.events).toEqual([]);
  expect((await supervisor.client.lookup.number({ number: stopped })).totals).toEqual({
    sent: 2,
    received: 1,
    prevented: 1,
  });
});

test('overseers see every campaign, every sender number of ours, the history and the figures', async () => {
  const { supervisor } = world(true);
  const found = await supervisor.client.lookup.number({ number: '07700 900007' });
  expect(found).toMatchObject({ number: stopped, name: `${SECRET} Lee` });
  expect(found.conversations.map((each) => [each.campaignName, each.texterName]).sort()).toEqual([
    ['One', 'Ana'],
    ['Two', 'Ben'],
  ]);
  expect(found.totals).toEqual({ sent: 2, received: 1, prevented: 1 });
  expect(found.conversations.find((each) => each.campaignName === 'Two')).toMatchObject({
    sent: 0,
    received: 0,
    prevented: 0,
    rule: 'opted-out',
  });
  expect(found.why).toMatchObject({ optedOut: true, canBeTexted: false });
  expect(found.why?.senderNumbers.map((sender) => [sender.number, sender.block])).toEqual([
    ['+447700900998', 'none'],
    ['+447700900999', 'confirmed'],
  ]);
});

test('a number in no campaign: its state, its history, opting out and in right there', async () => {
  const { admin, supervisor } = world(false);
  const lone = '+12025550177';
  const look = () => supervisor.client.lookup.number({ number: '(202) 555-0177' });
  expect(await look()).toMatchObject({
    number: lone,
    conversations: [],
    why: { optedOut: false, canBeTexted: true },
  });
  await admin.client.person.optOut({ number: lone, reason: 'letter' });
  expect((await look()).why).toMatchObject({ optedOut: true, optOuts: [{ by: 'Maya', reason: 'letter' }] });
  await admin.client.person.optIn({ number: lone, reason: 'they called' });
  expect((await look()).why).toMatchObject({ optedOut: false, reversals: [{ reason: 'they called' }] });
});

test.each([
  '+1 202 555 0177',
  '(202) 555-0177',
  '202.555.0177',
  '1-202-555-0177',
  'tel:+12025550177',
  '0012025550177',
])('any format: %s', async (typed) => {
  const { texter } = world(false);
  expect((await texter.client.lookup.number({ number: typed })).number).toBe('+12025550177');
});

test('an invalid number is refused with a sentence', async () => {
  const { texter } = world(false);
  const refused = await refusal(texter.client.lookup.number({ number: 'abc' }));
  expect(refused).toMatchObject({ code: 'INVALID', message: expect.stringMatching(/not a phone number/) });
});

test('a pasted list: each answered in its order, the rest named, repetitions marked', async () => {
  const { supervisor, meet, texter } = world(true);
  meet(texter.id, 0, number(1));
  const { entries, leftOut } = await supervisor.client.lookup.list({
    text: `Ivo Lee, 07700 900001\r\n\r\n${stopped}; +12025550177\tor so\nnobody\n07700900007`,
  });
  expect(leftOut).toBe(0);
  expect(entries.map((entry) => [entry.number, entry.optedOut, entry.conversations, entry.again])).toEqual([
    [number(1), false, 1, false],
    [stopped, true, 2, false],
    ['+12025550177', false, 0, false],
    [null, null, 0, false],
    [stopped, true, 2, true],
  ]);
  expect(entries[1]).toMatchObject({ cause: 'auto-keyword', blocks: 1, name: `${SECRET} Lee` });
  expect(entries[3]?.input).toBe('nobody');
});

test('a list that is too long says how much was left out', async () => {
  const { admin } = world(false);
  const text = Array.from({ length: 1_003 }, (_, index) => `+1202555${String(index).padStart(4, '0')}`).join(
    '\n',
  );
  const { entries, leftOut } = await admin.client.lookup.list({ text });
  expect([entries.length, leftOut]).toEqual([1_000, 3]);
});

test('every look-up goes by an index', () => {
  const { core } = world(false);
  const plan = (sql: string) =>
    all<{ detail: string }>(core.db, `EXPLAIN QUERY PLAN ${sql}`)
      .map((row) => row.detail)
      .join('; ');
  for (const [table, more] of [
    ['conversation', ''],
    ['message', ''],
    ['prevented', ''],
    ['opt_out', 'AND reversed = 0'],
    ['provider_block', ''],
    ['ledger', ''],
  ] as const) {
    expect(plan(`SELECT * FROM ${table} WHERE subject = 'x' ${more}`), table).toMatch(/^SEARCH/);
  }
});

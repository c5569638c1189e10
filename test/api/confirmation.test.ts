import { expect, test } from 'vitest';
import { noteBlock } from '../../main/core/outbox/providerBlock.ts';
import { all, run } from '../../main/core/store/statement.ts';
import { refusal, testApi } from '../helpers/api.ts';
import { writer } from '../helpers/core.ts';
import {
  account,
  action,
  campaign,
  connection,
  conversation,
  message,
  senderNumber,
} from '../helpers/seed.ts';

const number = '+12025550123';
const words = 'Done: you will hear no more from us.';

/** A contact who wrote a minute ago, in a texter's conversation. */
function world(options: { wroteAgo?: number } = {}) {
  const api = testApi();
  const { core, clock } = api;
  const texter = account(core, { role: 'texter', name: 'Ana' });
  const connectionId = connection(core, { profile: 'provider-1' });
  const sender = senderNumber(core, { connectionId, number: '+12165550190' });
  const campaignId = campaign(core, { region: 'US', texterIds: [texter] });
  const id = conversation(core, {
    campaignId,
    number,
    texterId: texter,
    senderNumberId: sender,
    state: 'to-answer',
  });
  const saidAt = clock.now() - (options.wroteAgo ?? 60_000);
  if (options.wroteAgo !== -1)
    message(core, { conversationId: id, number, body: 'leave me be', at: saidAt, senderNumberId: sender });
  const confirmations = () =>
    all<{ body: string; state: string; opt_out_id: string; not_after: number }>(
      core.db,
      "SELECT body, state, opt_out_id, not_after FROM message WHERE kind = 'confirmation'",
    );
  return { ...api, ana: api.as(texter), admin: api.newcomer('admin'), id, sender, saidAt, confirmations };
}

test('it is offered in the organisation’s words, and leaves once in the words that were chosen', async () => {
  const { ana, id, saidAt, confirmations } = world();
  const { confirmation } = await ana.conversation.get({ id });
  expect(confirmation).toMatchObject({
    offered: true,
    // The contact writes the very words of the organisation's confirmation.
    language: null,
    text: 'You are now opted out and will receive no more messages from Our organisation.',
    until: saidAt + 5 * 60_000,
    left: 4 * 60_000,
  });
  const { optOutId } = await ana.conversation.optOut({ id, reason: 'asked', confirmation: words });
  expect(confirmations()).toEqual([
    { body: words, state: 'queued', opt_out_id: optOutId, not_after: saidAt + 5 * 60_000 },
  ]);
  const again = await refusal(ana.conversation.optOut({ id, confirmation: words }));
  expect(again.code).toBe('CONFLICT');
  expect(confirmations()).toHaveLength(1);
});

test('it is offered in the language that the contact writes, or that their file names', async () => {
  const { ana, admin, id, core, sender } = world();
  const said = { conversationId: id, number, senderNumberId: sender };
  message(core, { ...said, body: 'Ya no quiero mensajes, por favor', at: core.ports.clock.now() - 30_000 });
  const { confirmation } = await ana.conversation.get({ id });
  if (!confirmation.offered) throw new Error(confirmation.why);
  expect(confirmation.language).toBe('es');
  const spanish = confirmation.others.find(({ language }) => language === 'es')?.text ?? '';
  expect(spanish).toBe('Le dimos de baja. Ya no recibe mensajes de Our organisation.');
  run(writer(core), `UPDATE conversation SET fields = '{"Language":"Français"}' WHERE id = ?`, id);
  expect((await admin.client.conversation.get({ id })).confirmation).toMatchObject({ language: 'fr' });
  // Heed's own words are not marketing, so no warning has to be confirmed.
  await ana.conversation.optOut({ id, reason: 'asked', confirmation: spanish });
});

test('words that market are asked about, whoever opts out and wherever, and nothing is done before', async () => {
  const { ana, admin, id, core, confirmations } = world();
  const confirmation = 'You are out. Donate at https://example.org/give';
  const asked = { code: 'UNCONFIRMED', data: { warnings: [{ code: 'confirmation-markets' }] } };
  await expect(ana.conversation.optOut({ id, confirmation })).rejects.toMatchObject(asked);
  const which = { conversationId: id, reason: 'asked' };
  await expect(admin.client.person.optOut({ ...which, confirmation })).rejects.toMatchObject(asked);
  const actionId = action(core, { number, conversationId: id });
  const resolution = { id: actionId, resolution: 'opt-out', confirmation } as const;
  await expect(admin.client.action.resolve(resolution)).rejects.toMatchObject(asked);
  expect(all(core.db, 'SELECT 1 FROM opt_out')).toEqual([]);
  await admin.client.action.resolve({ ...resolution, confirmed: ['confirmation-markets'] });
  expect(confirmations()).toMatchObject([{ body: confirmation, state: 'queued' }]);
});

test('without being asked for, none is sent', async () => {
  const { ana, id, confirmations } = world();
  await ana.conversation.optOut({ id });
  expect(confirmations()).toEqual([]);
});

test.each([
  ['five minutes are over', { wroteAgo: 300_001 }, /five minutes/],
  ['the contact never wrote', { wroteAgo: -1 }, /none to answer/],
] as const)('refused where %s, and then nobody is opted out', async (_, options, why) => {
  const { admin, id, core, confirmations } = world(options);
  const offer = await admin.client.person.confirmation({ conversationId: id });
  expect(offer).toMatchObject({ offered: false, why: expect.stringMatching(why) });
  const answer = await refusal(
    admin.client.person.optOut({ conversationId: id, reason: 'asked', confirmation: words }),
  );
  expect(answer).toMatchObject({ code: 'CONFLICT', message: expect.stringMatching(why) });
  expect(all(core.db, 'SELECT 1 FROM opt_out')).toEqual([]);
  expect(confirmations()).toEqual([]);
});

test('never doubled with the provider’s: not where it blocks the pair, nor where it answered', async () => {
  const one = world();
  one.core.write((tx) => noteBlock(one.core, tx, one.sender, one.core.subject(number), 'inferred', '', null));
  expect(await one.admin.client.person.confirmation({ conversationId: one.id })).toMatchObject({
    offered: false,
  });
  const two = world();
  message(two.core, {
    conversationId: two.id,
    number,
    body: 'You have successfully been unsubscribed.',
    direction: 'out',
    kind: 'provider-text',
    state: 'sent',
  });
  const answer = await refusal(
    two.admin.client.person.optOut({ number, reason: 'asked', confirmation: words }),
  );
  expect(answer.message).toMatch(/already been told/);
  // A texter who read that the provider had answered would learn of an automatic opt-out.
  expect((await two.ana.conversation.get({ id: two.id })).confirmation).toEqual({
    offered: false,
    why: 'No confirmation can be sent with this opt-out.',
  });
});

test('a bare number is confirmed to whichever number it wrote to; a texter may not ask about one', async () => {
  const { admin, ana, sender, core } = world();
  expect((await refusal(ana.person.confirmation({ number }))).code).toBe('INVALID');
  await admin.client.person.optOut({ number: '(202) 555-0123', reason: 'asked', confirmation: words });
  expect(all(core.db, "SELECT sender_number_id AS sender FROM message WHERE kind = 'confirmation'")).toEqual([
    { sender },
  ]);
});

test('an undo takes back a confirmation that waits, and says so of one that has left', async () => {
  const { ana, id, confirmations, core } = world();
  const first = await ana.conversation.optOut({ id, confirmation: words });
  expect(await ana.conversation.undoOptOut({ id: first.optOutId })).toEqual({ ok: true, note: '' });
  expect(confirmations()).toMatchObject([{ state: 'cancelled' }]);
  const second = await ana.conversation.optOut({ id, confirmation: words });
  run(writer(core), "UPDATE message SET state = 'sent' WHERE opt_out_id = ?", second.optOutId);
  expect((await ana.conversation.undoOptOut({ id: second.optOutId })).note).toMatch(/had already been sent/);
  expect((await refusal(ana.conversation.optOut({ id, confirmation: words }))).code).toBe('CONFLICT');
});

test('an opt-out from an action is confirmed by the same rules; no other deed is', async () => {
  const { admin, id, core, confirmations } = world();
  run(
    writer(core),
    `INSERT INTO action (id, kind, subject, conversation_id, opened_at, due_at, state, rev)
     VALUES ('x', 'opt-out-by-hand', ?, ?, 1, 2, 'open', 'r'), ('y', 'wrong-number', ?, ?, 1, 2, 'open', 'r')`,
    core.subject(number),
    id,
    core.subject(number),
    id,
  );
  const wrong = admin.client.action.resolve({ id: 'y', resolution: 'dismiss', confirmation: words });
  expect((await refusal(wrong)).code).toBe('INVALID');
  const { optOut } = await admin.client.action.resolve({
    id: 'x',
    resolution: 'opt-out',
    confirmation: words,
  });
  expect(confirmations()).toMatchObject([{ body: words, opt_out_id: optOut?.optOutId }]);
});

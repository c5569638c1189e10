import { expect, test } from 'vitest';
import { draft } from '../../main/core/conversations/mergedText.ts';
import { all, run } from '../../main/core/store/statement.ts';
import { byColumn, MERGE_COLUMNS } from '../../shared/schema/contactColumns.ts';
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

const number = '+447700900123';

function world(options: { script?: string; fields?: Record<string, string>; firstName?: string } = {}) {
  const api = testApi();
  const { core } = api;
  const texter = account(core, { role: 'texter', name: 'Ana' });
  const connectionId = connection(core, { profile: 'provider-2' });
  const senderNumberId = senderNumber(core, { connectionId, number: '+447700900999' });
  const campaignId = campaign(core, {
    region: 'GB',
    texterIds: [texter],
    script: options.script ?? 'Hi {firstName}, {texterName} from {organisation} here. Reply STOP to opt out.',
    replies: [{ title: 'Thanks', text: 'Thank you {firstName}!' }],
  });
  const id = conversation(core, {
    campaignId,
    number,
    texterId: texter,
    senderNumberId,
    state: 'to-send',
    firstName: options.firstName ?? 'Ivo',
    fields: options.fields ?? {},
  });
  return { ...api, texter, ana: api.as(texter), admin: api.newcomer('admin', 'Maya'), campaignId, id };
}

test('the server merges the initial message; a second one is refused and recorded', async () => {
  const { ana, id, core } = world();
  const before = await ana.conversation.get({ id });
  const body = 'Hi Ivo, Ana from Our organisation here. Reply STOP to opt out.';
  expect(before.initialDraft).toBe(body);
  expect(before.replies).toMatchObject([{ title: 'Thanks', text: 'Thank you Ivo!', missing: [] }]);
  expect(before.canSend).toMatchObject({ ok: true, outcome: 'send' });
  const { message: sent } = await ana.conversation.sendInitial({ id });
  expect(sent).toMatchObject({ body, state: 'queued', kind: 'initial', authorName: 'Ana', segments: 1 });
  const after = await ana.conversation.get({ id });
  expect(after.initialDraft).toBeNull();
  expect(after.conversation.state).toBe('waiting');
  expect((await refusal(ana.conversation.sendInitial({ id }))).code).toBe('GUARD');
  expect(all(core.db, 'SELECT rule FROM prevented')).toEqual([{ rule: 'duplicate-initial' }]);
});

test('an admin who looks in sees the assigned texter’s name in the draft', async () => {
  const { admin, id } = world();
  expect((await admin.client.conversation.get({ id })).initialDraft).toContain('Ana from');
});

test('a field without a value is named, and nothing is sent', async () => {
  const { ana, id, core } = world({
    script: 'Hi {firstName}, your shift is on {Shift Day}.',
    fields: { Town: 'York' },
  });
  expect((await ana.conversation.get({ id })).initialDraft).toBe('Hi Ivo, your shift is on {Shift Day}.');
  const answer = await refusal(ana.conversation.sendInitial({ id }));
  expect(answer.code).toBe('INVALID');
  expect(answer.message).toContain('{Shift Day}');
  expect(all(core.db, 'SELECT 1 FROM message')).toEqual([]);
});

test('a text closes up around a missing name', () => {
  const values = {
    ...byColumn(MERGE_COLUMNS, () => ''),
    texterName: 'Ana',
    organisation: 'Org',
    fields: { town: 'York' },
  };
  const text = (template: string) => draft(template, values).text;
  expect(text('Hi {firstName}, this is {texterName}.')).toBe('Hi, this is Ana.');
  expect(text('Hi {firstName} {lastName}, this is {texterName}.')).toBe('Hi, this is Ana.');
  expect(text('{firstName}, it is {texterName}.')).toBe('It is Ana.');
  expect(text('Hi {First Name}!')).toBe('Hi!');
  expect(text('Dear {lastName} family')).toBe('Dear family');
  expect(text('One line\n{firstName}: another')).toBe('One line\nAnother');
  expect(text('Bonjour {firstName} ! Ça va ?')).toBe('Bonjour ! Ça va ?');
  expect(text('From {town} , {organisation}')).toBe('From York , Org');
  expect(draft('{firstName} {shift}', values)).toEqual({ text: '{shift}', missing: ['shift'] });
  expect(draft('Hi {texterName}', { ...values, fields: { texterName: 'Eve' } }).text).toBe('Hi Ana');
});

test('what the guard stops is recorded and explained', async () => {
  const { ana, id, core } = world();
  run(writer(core), "UPDATE conversation SET state = 'waiting'");
  action(core, { number, conversationId: id, holds: true });
  const thread = await ana.conversation.get({ id });
  expect(thread.canSend).toMatchObject({ ok: false, rule: 'on-hold' });
  const answer = await refusal(ana.conversation.send({ id, body: 'Hello?' }));
  expect(answer).toEqual({ code: 'GUARD', message: thread.canSend.sentence });
  expect(all(core.db, 'SELECT rule, body, actor_id FROM prevented')).toMatchObject([
    { rule: 'on-hold', body: 'Hello?' },
  ]);
});

test('a reply does not go before the initial message', async () => {
  const { ana, id } = world();
  expect((await refusal(ana.conversation.send({ id, body: 'Hello' }))).code).toBe('CONFLICT');
});

test('a queued text is taken back, one on its way is not', async () => {
  const { ana, id, core } = world();
  const { message: sent } = await ana.conversation.sendInitial({ id });
  await ana.conversation.cancel({ id: sent.id });
  expect((await ana.conversation.get({ id })).conversation.state).toBe('to-send');
  const again = await ana.conversation.sendInitial({ id });
  run(writer(core), "UPDATE message SET state = 'sending' WHERE id = ?", again.message.id);
  expect((await refusal(ana.conversation.cancel({ id: again.message.id }))).code).toBe('CONFLICT');
});

test('opting out by hand can be undone for a moment, by the same person', async () => {
  const { ana, id, clock, admin, core } = world();
  run(writer(core), "UPDATE conversation SET state = 'to-answer'");
  message(core, { conversationId: id, number, body: 'leave me alone', at: clock.now() - 5000 });
  const done = await ana.conversation.optOut({ id, reason: 'asked' });
  expect(done.undoUntil).toBe(clock.now() + 10_000);
  expect(all(core.db, 'SELECT cause, automatic, said_at, actor_id IS NOT NULL AS by FROM opt_out')).toEqual([
    { cause: 'manual', automatic: 0, said_at: clock.now() - 5000, by: 1 },
  ]);
  expect((await ana.conversation.get({ id })).conversation).toMatchObject({
    optState: 'manual',
    state: 'closed',
  });
  expect((await refusal(admin.client.conversation.undoOptOut({ id: done.optOutId }))).code).toBe('CONFLICT');
  clock.advance(15_000);
  await ana.conversation.undoOptOut({ id: done.optOutId });
  expect((await ana.conversation.get({ id })).conversation).toMatchObject({
    optState: 'none',
    state: 'to-answer',
  });
  expect((await refusal(ana.conversation.undoOptOut({ id: done.optOutId }))).code).toBe('CONFLICT');
  const late = await ana.conversation.optOut({ id });
  clock.advance(15_001);
  expect((await refusal(ana.conversation.undoOptOut({ id: late.optOutId }))).message).toMatch(/time to undo/);
});

test('undoing takes back one’s own opt-out alone', async () => {
  const { ana, id, admin } = world();
  await admin.client.person.optOut({ conversationId: id, reason: 'wrote to us' });
  const mine = await ana.conversation.optOut({ id });
  await ana.conversation.undoOptOut({ id: mine.optOutId });
  expect((await ana.conversation.get({ id })).conversation.optState).toBe('manual');
});

test('closing and opening again; a wrong number answers the question whether it is one', async () => {
  const { ana, id, core } = world();
  action(core, { number, conversationId: id, kind: 'wrong-number' });
  await ana.conversation.close({ id, outcome: 'wrong-number' });
  expect((await ana.conversation.get({ id })).conversation).toMatchObject({
    state: 'closed',
    outcome: 'wrong-number',
  });
  expect(await ana.action.list({})).toEqual([]);
  expect(all(core.db, 'SELECT 1 FROM opt_out')).toEqual([]);
  await ana.conversation.reopen({ id });
  expect((await ana.conversation.get({ id })).conversation).toMatchObject({
    state: 'to-send',
    outcome: null,
  });
  await ana.conversation.optOut({ id });
  expect((await refusal(ana.conversation.reopen({ id }))).code).toBe('CONFLICT');
});

test('a conversation given to another texter leaves the first one’s list', async () => {
  const { ana, id, admin, core, as } = world();
  const ben = account(core, { role: 'texter', name: 'Ben' });
  await admin.client.conversation.assign({ id, texterId: ben });
  expect((await ana.conversation.list({})).items).toEqual([]);
  expect((await as(ben).conversation.list({})).items.map((row) => row.texterName)).toEqual(['Ben']);
  expect(await as(ben).campaign.list()).toHaveLength(1);
});

test('opting in is for admins, through an action as well', async () => {
  const { ana, id, core, admin } = world();
  await ana.conversation.optOut({ id });
  const asked = action(core, { number, conversationId: id, kind: 'asked-to-resume' });
  expect((await refusal(ana.action.resolve({ id: asked, resolution: 'opt-in' }))).code).toBe('FORBIDDEN');
  await admin.client.action.resolve({ id: asked, resolution: 'opt-in', reason: 'they wrote START' });
  expect((await ana.conversation.get({ id })).conversation.optState).toBe('none');
});

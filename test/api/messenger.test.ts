import { expect, test } from 'vitest';
import { optOut, reverseOptOuts } from '../../main/core/optOuts/optOut.ts';
import { all, run } from '../../main/core/store/statement.ts';
import { written } from '../../shared/text/stored.ts';
import { refusal, testApi } from '../helpers/api.ts';
import { writer } from '../helpers/core.ts';
import { account, campaign, conversation, fictionNumber, message } from '../helpers/seed.ts';

const MINUTE = 60_000;

/** Two texters with two conversations each, an admin, a supervisor. */
function world() {
  const api = testApi();
  const { core } = api;
  const ana = account(core, { role: 'texter', name: 'Ana' });
  const ben = account(core, { role: 'texter', name: 'Ben' });
  const admin = account(core, { role: 'admin', name: 'Maya' });
  const supervisor = account(core, { role: 'supervisor', name: 'Sol' });
  const campaignId = campaign(core, { name: 'One', texterIds: [ana, ben] });
  const talk = (index: number, texterId: string, body: string) => {
    const number = fictionNumber('US', index);
    const id = conversation(core, { campaignId, number, texterId, state: 'to-answer' });
    return {
      id,
      number,
      subject: core.subject(number),
      messageId: message(core, { conversationId: id, number, body }),
    };
  };
  const automatic = (of: { id: string; number: string; subject: string; messageId: string }) =>
    core.write((tx) =>
      optOut(core, tx, {
        subject: of.subject,
        number: of.number,
        cause: 'auto-keyword',
        actorId: null,
        reason: written(''),
        rule: 'keyword',
        matched: 'STOP',
        conversationId: of.id,
        messageId: of.messageId,
        senderNumberId: null,
        importId: null,
        saidAt: 1,
        receivedAt: 1,
      }),
    );
  return {
    ...api,
    campaignId,
    ids: { ana, ben, admin },
    ana: api.as(ana),
    ben: api.as(ben),
    admin: api.as(admin),
    supervisor: api.as(supervisor),
    talk,
    automatic,
    kinds: () =>
      all<{ kind: string }>(core.db, 'SELECT kind FROM ledger ORDER BY seq').map((row) => row.kind),
  };
}

type World = ReturnType<typeof world>;
const found = async (client: World['ana'], words: string) =>
  (await client.messenger.search({ words })).items.map((item) => item.messageId);

test('notes: texters on their own, overseers on all; never a text', async () => {
  const w = world();
  const one = w.talk(1, w.ids.ana, 'Hello');
  await w.ana.messenger.note.add({ conversationId: one.id, body: ' Call back on Monday ' });
  await w.supervisor.messenger.note.add({ conversationId: one.id, body: 'Well done' });
  const seen = await w.ana.messenger.note.list({ conversationId: one.id });
  expect(seen.map((note) => [note.authorName, note.body])).toEqual([
    ['Ana', 'Call back on Monday'],
    ['Sol', 'Well done'],
  ]);
  expect((await refusal(w.ben.messenger.note.list({ conversationId: one.id }))).code).toBe('NOT_FOUND');
  expect((await refusal(w.ben.messenger.note.add({ conversationId: one.id, body: 'x' }))).code).toBe(
    'NOT_FOUND',
  );
  const thread = await w.ana.conversation.get({ id: one.id });
  expect(thread.messages.map((each) => each.body)).toEqual(['Hello']);
  expect(all(w.core.db, "SELECT 1 FROM message WHERE direction = 'out'")).toEqual([]);
  expect(w.kinds()).toEqual(['note-added', 'note-added']);
});

test('a note is changed by its author alone, and for a quarter of an hour', async () => {
  const w = world();
  const one = w.talk(1, w.ids.ana, 'Hello');
  const note = await w.ana.messenger.note.add({ conversationId: one.id, body: 'First' });
  expect((await refusal(w.admin.messenger.note.edit({ id: note.id, body: 'Mine now' }))).code).toBe(
    'CONFLICT',
  );
  expect((await refusal(w.ben.messenger.note.edit({ id: note.id, body: 'Mine now' }))).code).toBe(
    'NOT_FOUND',
  );
  w.clock.advance(15 * MINUTE - 1);
  const edited = await w.ana.messenger.note.edit({ id: note.id, body: 'Second' });
  expect(edited).toMatchObject({ body: 'Second', editedAt: w.clock.now() });
  w.clock.advance(1);
  expect((await refusal(w.ana.messenger.note.edit({ id: note.id, body: 'Third' }))).code).toBe('CONFLICT');
  expect((await w.ana.messenger.note.list({ conversationId: one.id }))[0]).toMatchObject({
    body: 'Second',
    editableUntil: null,
  });
});

test('what overseers noted while a conversation was hidden stays hidden when it is back', async () => {
  const w = world();
  const one = w.talk(1, w.ids.ana, 'STOP');
  const { optOutId } = w.automatic(one);
  expect((await refusal(w.ana.messenger.note.list({ conversationId: one.id }))).code).toBe('NOT_FOUND');
  await w.supervisor.messenger.note.add({ conversationId: one.id, body: 'Stopped by itself' });
  w.core.write((tx) =>
    reverseOptOuts(w.core, tx, {
      subject: one.subject,
      optOutIds: [optOutId],
      actorId: w.ids.admin,
      reason: written('asked'),
      undo: false,
    }),
  );
  expect(await w.ana.messenger.note.list({ conversationId: one.id })).toEqual([]);
  expect(await w.admin.messenger.note.list({ conversationId: one.id })).toHaveLength(1);
  await w.admin.messenger.beginViewing({ texterId: w.ids.ana });
  expect(await w.admin.messenger.note.list({ conversationId: one.id, viewAs: w.ids.ana })).toEqual([]);
});

test('tags: an admin defines them, texters set them on their own, the list filters by them', async () => {
  const w = world();
  const mine = w.talk(1, w.ids.ana, 'Hello');
  const other = w.talk(2, w.ids.ben, 'Hello');
  const tag = await w.admin.messenger.tag.create({ name: 'Volunteer', tone: 'ok' });
  expect((await refusal(w.admin.messenger.tag.create({ name: 'VOLUNTEER', tone: 'ok' }))).code).toBe(
    'CONFLICT',
  );
  expect((await refusal(w.ana.messenger.tag.create({ name: 'x', tone: 'ok' }))).code).toBe('FORBIDDEN');
  await w.ana.messenger.tag.set({ conversationId: mine.id, tagId: tag.id, on: true });
  await w.ana.messenger.tag.set({ conversationId: mine.id, tagId: tag.id, on: true });
  expect(
    (await refusal(w.ana.messenger.tag.set({ conversationId: other.id, tagId: tag.id, on: true }))).code,
  ).toBe('NOT_FOUND');
  await w.admin.messenger.tag.set({ conversationId: other.id, tagId: tag.id, on: true });
  const tagged = async (client: World['ana']) =>
    (await client.conversation.list({ tagId: tag.id })).items.map((row) => row.id).sort();
  expect(await tagged(w.ana)).toEqual([mine.id]);
  expect(await tagged(w.admin)).toEqual([mine.id, other.id].sort());
  expect((await w.ana.conversation.list({})).items[0]?.tagIds).toEqual([tag.id]);
  w.automatic(mine);
  expect(await tagged(w.ana)).toEqual([]);
  expect(await w.admin.messenger.tag.update({ id: tag.id, name: 'volunteer', tone: 'brand' })).toMatchObject({
    tone: 'brand',
  });
  await w.admin.messenger.tag.remove({ id: tag.id });
  expect(await w.ana.messenger.tag.list()).toEqual([]);
  expect((await w.admin.conversation.list({})).items.flatMap((row) => row.tagIds)).toEqual([]);
  expect(w.kinds().filter((kind) => kind === 'tag-set')).toHaveLength(2);
});

test('search: words, beginnings, phrases, marks left aside, latest first, page by page', async () => {
  const w = world();
  const one = w.talk(1, w.ids.ana, 'See you at the Café on Müller Street');
  const two = w.talk(2, w.ids.ana, 'The street was closed, see?');
  expect(await found(w.ana, 'street')).toEqual([two.messageId, one.messageId]);
  expect(await found(w.ana, 'STR cafe')).toEqual([one.messageId]);
  expect(await found(w.ana, 'muller')).toEqual([one.messageId]);
  expect(await found(w.ana, '"the street"')).toEqual([two.messageId]);
  expect(await found(w.ana, '“street the”')).toEqual([]);
  expect(await found(w.ana, 'reader')).toEqual([]);
  const first = await w.ana.messenger.search({ words: 'see', limit: 1 });
  expect(first.items[0]?.parts.find((part) => part.marked)?.text).toBe('see');
  const second = await w.ana.messenger.search({ words: 'see', limit: 1, cursor: first.nextCursor ?? '' });
  expect([first.items[0]?.messageId, second.items[0]?.messageId]).toEqual([two.messageId, one.messageId]);
  expect(second.nextCursor).toBeNull();
  expect((await refusal(w.ana.messenger.search({ words: 'see', cursor: 'x' }))).code).toBe('INVALID');
});

test('search: a texter finds no text of a conversation that is not theirs, or is hidden', async () => {
  const w = world();
  const mine = w.talk(1, w.ids.ana, 'Quetzalcoatl is mine');
  const bens = w.talk(2, w.ids.ben, 'Quetzalcoatl is his');
  expect(await found(w.ana, 'quetzal')).toEqual([mine.messageId]);
  expect(await found(w.supervisor, 'quetzal')).toEqual([bens.messageId, mine.messageId]);
  const { optOutId } = w.automatic(mine);
  expect(await w.ana.messenger.search({ words: 'quetzal' })).toEqual({ items: [], nextCursor: null });
  expect(await found(w.admin, 'quetzal')).toHaveLength(2);
  w.core.write((tx) =>
    reverseOptOuts(w.core, tx, {
      subject: mine.subject,
      optOutIds: [optOutId],
      actorId: w.ids.admin,
      reason: written('asked'),
      undo: false,
    }),
  );
  // The conversation is visible again, the text that caused the automatic opt-out is not.
  expect(await found(w.ana, 'quetzal')).toEqual([]);
  const later = message(w.core, { conversationId: mine.id, number: mine.number, body: 'Quetzalcoatl again' });
  expect(await found(w.ana, 'quetzal')).toEqual([later]);
  const confirmation = message(w.core, {
    conversationId: mine.id,
    number: mine.number,
    body: 'Quetzalcoatl off',
    direction: 'out',
    kind: 'confirmation',
  });
  expect(await found(w.ana, 'quetzal')).toEqual([later]);
  expect(await found(w.admin, 'quetzal')).toContain(confirmation);
});

test('search follows a conversation to its new texter, and forgets what is erased', async () => {
  const w = world();
  const one = w.talk(1, w.ids.ana, 'Axolotl');
  await w.admin.messenger.reassign({ chosen: { ids: [one.id] }, texterIds: [w.ids.ben] });
  expect(await found(w.ana, 'axolotl')).toEqual([]);
  expect(await found(w.ben, 'axolotl')).toEqual([one.messageId]);
  run(writer(w.core), "UPDATE message SET body = '' WHERE id = ?", one.messageId);
  expect(await found(w.admin, 'axolotl')).toEqual([]);
  run(writer(w.core), "UPDATE message SET body = 'Salamander' WHERE id = ?", one.messageId);
  expect(await found(w.ben, 'salamander')).toEqual([one.messageId]);
  run(writer(w.core), 'DELETE FROM message WHERE id = ?', one.messageId);
  expect(await found(w.admin, 'salamander')).toEqual([]);
  run(writer(w.core), "INSERT INTO text_index (text_index, rank) VALUES ('integrity-check', 1)");
});

test.each([
  '"',
  '""',
  '"a',
  'a"',
  '*',
  '* *',
  'a*',
  'AND',
  'a AND',
  'NOT b',
  'NEAR(a b)',
  'reader : x',
  'body:hello',
  '^hello',
  'a + b',
  '(',
  ')',
  '{reader} : r',
  '-',
  'hello -world',
  "'; DROP TABLE message; --",
  '\0',
  'a\0b',
  '\u0001',
  '%',
  '_',
  '\\',
  '🦎',
  'reader',
  'x'.repeat(200),
  'a '.repeat(100),
])('search: %j is only words', async (words) => {
  const w = world();
  w.talk(1, w.ids.ben, 'hello world secret');
  const mine = w.talk(2, w.ids.ana, 'plain');
  for (const client of [w.ana, w.admin]) {
    const answer = await client.messenger.search({ words });
    expect(answer.nextCursor).toBeNull();
    if (client === w.ana)
      expect(answer.items.map((item) => item.messageId).filter((id) => id !== mine.messageId)).toEqual([]);
  }
});

test('reassign: evenly, by selection and by filter, each in the ledger', async () => {
  const w = world();
  const talks = Array.from({ length: 7 }, (_, index) => w.talk(index, w.ids.ana, 'Hello'));
  const carl = account(w.core, { role: 'texter', name: 'Carl' });
  const filter = { texterId: w.ids.ana };
  expect(await w.admin.messenger.countChosen({ chosen: { filter } })).toEqual({ count: 7 });
  const { given } = await w.admin.messenger.reassign({ chosen: { filter }, texterIds: [w.ids.ben, carl] });
  expect(given).toEqual([
    { texterId: w.ids.ben, count: 4 },
    { texterId: carl, count: 3 },
  ]);
  expect((await w.ana.conversation.list({})).items).toEqual([]);
  expect((await w.as(carl).conversation.list({})).items).toHaveLength(3);
  // A person who has conversations in a campaign finds the campaign.
  expect((await w.as(carl).campaign.list()).map((each) => each.id)).toEqual([w.campaignId]);
  const ids = talks.slice(0, 2).map((talk) => talk.id);
  await w.admin.messenger.reassign({ chosen: { ids: [...ids, ...ids, 'gone'] }, texterIds: [] });
  expect(
    (await w.admin.conversation.list({})).items
      .filter((row) => row.texterId === null)
      .map((row) => row.id)
      .sort(),
  ).toEqual(ids.sort());
  expect(w.kinds().filter((kind) => kind === 'conversation-assigned')).toHaveLength(9);
  const supervisor = account(w.core, { role: 'supervisor' });
  expect(
    (await refusal(w.admin.messenger.reassign({ chosen: { filter: {} }, texterIds: [carl, supervisor] })))
      .code,
  ).toBe('INVALID');
  expect(w.kinds().filter((kind) => kind === 'conversation-assigned')).toHaveLength(9);
});

test('viewing as: an admin is answered exactly as the texter is; nobody else may ask', async () => {
  const w = world();
  const mine = w.talk(1, w.ids.ana, 'Hello');
  w.talk(2, w.ids.ben, 'Hello');
  const hidden = w.talk(3, w.ids.ana, 'STOP');
  w.automatic(hidden);
  const viewAs = w.ids.ana;
  expect((await refusal(w.admin.conversation.list({ viewAs }))).code).toBe('FORBIDDEN');
  expect(await w.admin.messenger.beginViewing({ texterId: viewAs })).toEqual({ id: viewAs, name: 'Ana' });
  expect(w.kinds()).toContain('viewing-as');
  expect(await w.admin.conversation.list({ viewAs })).toEqual(await w.ana.conversation.list({}));
  expect(await w.admin.conversation.counts({ viewAs })).toEqual(await w.ana.conversation.counts({}));
  expect(await w.admin.conversation.get({ id: mine.id, viewAs })).toEqual(
    await w.ana.conversation.get({ id: mine.id }),
  );
  expect(await w.admin.action.list({ viewAs })).toEqual(await w.ana.action.list({}));
  expect(await w.admin.campaign.list({ viewAs })).toEqual(await w.ana.campaign.list());
  expect((await refusal(w.admin.conversation.get({ id: hidden.id, viewAs }))).code).toBe('NOT_FOUND');
  expect((await refusal(w.admin.conversation.list({ viewAs, automatic: true }))).code).toBe('FORBIDDEN');
  for (const client of [w.ben, w.supervisor]) {
    for (const call of [
      client.conversation.list({ viewAs }),
      client.conversation.get({ id: mine.id, viewAs }),
      client.conversation.counts({ viewAs }),
      client.action.list({ viewAs }),
      client.campaign.list({ viewAs }),
      client.messenger.note.list({ conversationId: mine.id, viewAs }),
    ]) {
      expect((await refusal(call)).code).toBe('FORBIDDEN');
    }
  }
  expect((await refusal(w.admin.conversation.list({ viewAs: w.ids.ben }))).code).toBe('FORBIDDEN');
  expect((await refusal(w.admin.messenger.beginViewing({ texterId: w.ids.admin }))).code).toBe('NOT_FOUND');
});

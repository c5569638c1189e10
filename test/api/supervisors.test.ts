import { expect, test } from 'vitest';
import { erasePerson } from '../../main/core/erase/erase.ts';
import { verify } from '../../main/core/ledger/verify.ts';
import { all, one } from '../../main/core/store/statement.ts';
import { refusal } from '../helpers/api.ts';
import { reviewWorld } from '../helpers/reviewWorld.ts';

/** Saved views, and notes to texters. */

test('views of conversations are one’s own or shared; whoever shares one, or an admin, takes it away', async () => {
  const { supervisor, admin, core } = reviewWorld();
  const filter = { onHold: true, search: 'Pat' };
  const own = await supervisor.client.savedView.save({ list: 'conversations', name: 'Mine', filter });
  const shared = await supervisor.client.savedView.save({
    list: 'conversations',
    name: 'On hold',
    filter,
    shared: true,
  });
  await supervisor.client.savedView.save({ list: 'opt-outs', name: 'Mine', filter: { cause: 'manual' } });
  const seen = async (who: typeof admin) =>
    (await who.client.savedView.list({ list: 'conversations' })).map(({ name, by, mayRemove }) => [
      name,
      by,
      mayRemove,
    ]);
  expect(await seen(supervisor)).toEqual([
    ['Mine', 'Sol', true],
    ['On hold', 'Sol', true],
  ]);
  expect(await seen(admin)).toEqual([['On hold', 'Sol', true]]);
  expect((await admin.client.savedView.list({ list: 'conversations' }))[0]?.filter).toEqual(filter);
  expect((await refusal(admin.client.savedView.remove({ id: own.id }))).code).toBe('NOT_FOUND');
  const theirs = await admin.client.savedView.save({
    list: 'conversations',
    name: 'Ours',
    filter,
    shared: true,
  });
  expect((await refusal(supervisor.client.savedView.remove({ id: theirs.id }))).code).toBe('FORBIDDEN');
  // Saving under the same name replaces one's own view; views of the other list stay.
  await supervisor.client.savedView.save({ list: 'conversations', name: 'mine', filter: { failed: true } });
  expect(
    (await supervisor.client.savedView.list({ list: 'opt-outs' })).map(({ filter: each }) => each),
  ).toEqual([{ cause: 'manual' }]);
  await admin.client.savedView.remove({ id: shared.id });
  expect((await seen(supervisor)).map(([name]) => name)).toEqual(['mine', 'Ours']);
  expect(all(core.db, "SELECT 1 FROM ledger WHERE kind IN ('view-saved', 'view-removed')")).toHaveLength(6);
});

test('a note reaches its texter alone, is marked as seen, and hides with its conversation', async () => {
  const { contact, leave, supervisor, admin, texter, stranger, core } = reviewWorld();
  const person = contact('Who is this?');
  const about = { texterId: texter.id, conversationId: person.id };
  const note = await supervisor.client.texterNote.write({ ...about, body: 'Say who you are first.' });
  await admin.client.texterNote.write({ texterId: texter.id, body: 'Well done today.' });
  const mine = async () =>
    (await texter.client.texterNote.mine({})).map(({ body, seenAt }) => [body, seenAt !== null]);
  expect(await mine()).toEqual([
    ['Well done today.', false],
    ['Say who you are first.', false],
  ]);
  const other = stranger();
  expect(await other.client.texterNote.mine({})).toEqual([]);
  expect((await refusal(other.client.texterNote.seen({ id: note.id }))).code).toBe('NOT_FOUND');
  const elsewhere = supervisor.client.texterNote.write({ ...about, texterId: other.id, body: 'Hello' });
  expect((await refusal(elsewhere)).code).toBe('INVALID');
  expect(
    (await refusal(supervisor.client.texterNote.write({ texterId: supervisor.id, body: 'Me' }))).code,
  ).toBe('NOT_FOUND');
  await texter.client.texterNote.seen({ id: note.id });
  await texter.client.texterNote.seen({ id: note.id });
  expect(
    (await supervisor.client.texterNote.sent({ conversationId: person.id })).map(({ seenAt }) => seenAt),
  ).toEqual([expect.any(Number)]);
  expect(await texter.client.messenger.note.list({ conversationId: person.id })).toEqual([]);
  leave(person);
  expect(await mine()).toEqual([['Well done today.', false]]);
  expect((await refusal(supervisor.client.texterNote.write({ ...about, body: 'Hidden' }))).code).toBe(
    'INVALID',
  );
  const kinds = all<{ kind: string }>(
    core.db,
    "SELECT kind FROM ledger WHERE kind LIKE 'texter-note-%' ORDER BY seq",
  );
  expect(kinds.map(({ kind }) => kind)).toEqual([
    'texter-note-written',
    'texter-note-written',
    'texter-note-seen',
  ]);
});

test('of a person who is erased no note, view or escalation says a word', async () => {
  const { contact, leave, asksToStop, supervisor, admin, texter, core } = reviewWorld();
  const person = contact('no more of this');
  asksToStop(person);
  const [asked] = (await admin.client.action.page({})).items;
  await admin.client.action.escalate({
    id: asked?.id ?? '',
    ownerId: supervisor.id,
    note: 'Con1 is a friend',
  });
  await supervisor.client.texterNote.write({
    texterId: texter.id,
    conversationId: person.id,
    body: 'About her',
  });
  await supervisor.client.texterNote.write({ texterId: texter.id, body: `Call ${person.number}` });
  await supervisor.client.texterNote.write({ texterId: texter.id, body: 'Well done' });
  await supervisor.client.savedView.save({
    list: 'conversations',
    name: 'One',
    filter: { search: person.number.slice(-10) },
  });
  const verdict = await supervisor.client.review.judge({
    id: leave(person),
    verdict: 'upheld',
    note: 'Con1 said so',
  });
  await supervisor.client.review.undo({ ids: [verdict.verdictId] });
  core.write((tx) => erasePerson(core, tx, { subject: person.subject, reason: 'asked', actorId: admin.id }));
  expect(all(core.db, 'SELECT body FROM texter_note')).toEqual([{ body: 'Well done' }]);
  expect(all(core.db, 'SELECT name FROM saved_view')).toEqual([]);
  expect(one(core.db, 'SELECT escalation FROM action')).toEqual({ escalation: '' });
  expect(one(core.db, 'SELECT note FROM review')).toEqual({ note: '' });
  expect(verify(core.db).problems).toEqual([]);
});

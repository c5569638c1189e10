import { cpSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { halt } from '../../main/core/backup/halt.ts';
import { type Source, sourceOf } from '../../main/core/backup/unite/source.ts';
import { unite } from '../../main/core/backup/unite/unite.ts';
import { copyStore } from '../../main/core/backup/wholeFile.ts';
import { erasePerson } from '../../main/core/erase/erase.ts';
import { STORE_FILE } from '../../main/core/store/open.ts';
import { all, run } from '../../main/core/store/statement.ts';
import { problemsOf } from '../../shared/questions/check.ts';
import type { Question } from '../../shared/questions/script.ts';
import { keepingWorld, uniteHere } from '../backup/world.ts';
import { refusal, testApi } from '../helpers/api.ts';
import { type TestCore, writer } from '../helpers/core.ts';
import { decrypted, FILE_KEY, fileCore } from '../helpers/fileCore.ts';
import { plain } from '../helpers/pictures.ts';
import { changed, SCRIPT } from './world.ts';

/** One organisation whose store was used on two computers, and is united again. */
let here: ReturnType<typeof keepingWorld>;
let there: ReturnType<typeof fileCore>;
let copies = 0;
beforeEach(() => {
  here = keepingWorld({ apart: true });
});
afterEach(async () => {
  there?.remove();
  await here.remove();
});

const clientOf = (made: TestCore) => testApi({ made }).as(here.admin);
type Client = ReturnType<typeof clientOf>;

async function save(client: Client, questions: readonly Question[]) {
  const { campaignId } = here;
  const { revision } = await client.questions.script({ campaignId });
  return client.questions.save({ campaignId, revision, questions: [...questions] });
}

function goApart(): Client {
  writer(here.core).pragma('wal_checkpoint(TRUNCATE)');
  const dir = mkdtempSync(join(tmpdir(), 'heed-apart-'));
  cpSync(here.core.storeDir, join(dir, 'organisation'), { recursive: true });
  const now = here.clock.now() + 1000;
  const first = fileCore({ dir, apart: true, now });
  run(writer(first.core), "UPDATE meta SET value = 'bbbbb' WHERE key = 'device'");
  first.core.close();
  there = fileCore({ dir, apart: true, now });
  return clientOf(there);
}

function comeTogether(as: 'import' | 'restore' = 'import'): void {
  there.core.write((tx) => halt(there.core, tx, 'moved', null));
  copies += 1;
  const file = join(there.dir, `copy-${copies}.db`);
  copyStore(join(there.core.storeDir, STORE_FILE), FILE_KEY, file);
  uniteHere(here.core, { file, key: FILE_KEY, actorId: here.admin, as, madeAt: 0 });
}

const [pat, kim] = [0, 1].map((index) => () => here.person(index).id);
const talk = { pat: () => pat?.() ?? '', kim: () => kim?.() ?? '' };

test('answers add up; where both recorded one the later counts, and both stay in the history', async () => {
  const mine = clientOf(here);
  await save(mine, SCRIPT);
  const theirs = goApart();
  const support = { conversationId: talk.pat(), question: 'support' };
  await mine.answers.record({ ...support, choices: ['yes'] });
  await mine.answers.record({ conversationId: talk.kim(), question: 'help', choices: ['calls'] });
  there.clock.advance(60_000);
  await theirs.answers.record({ ...support, choices: ['unsure'] });
  await theirs.answers.record({ conversationId: talk.pat(), question: 'wish', value: 'Lower rents' });
  await theirs.answers.record({ conversationId: talk.kim(), question: 'help', choices: ['drive'] });
  comeTogether();
  const after = await mine.answers.list({ conversationId: talk.pat() });
  expect(after.answers).toMatchObject([
    { question: 'support', choices: [{ code: 'unsure' }] },
    { question: 'wish', value: 'Lower rents' },
  ]);
  const history = await mine.answers.history({ conversationId: talk.pat() });
  expect(history.map(({ choice, ended }) => [choice?.code, ended?.why])).toEqual([
    ['yes', 'only-one'],
    ['unsure', undefined],
    [undefined, undefined],
  ]);
  // Of a question with several choices, both sides' answers count.
  const { answers } = await mine.answers.list({ conversationId: talk.kim() });
  expect(answers[0]?.choices.map(({ code }) => code)).toEqual(['calls', 'drive']);
  const count = all(here.core.db, 'SELECT 1 FROM answer').length;
  comeTogether();
  expect(all(here.core.db, 'SELECT 1 FROM answer')).toHaveLength(count);
});

test('what was taken back on either side is over', async () => {
  const mine = clientOf(here);
  await save(mine, SCRIPT);
  const support = { conversationId: talk.pat(), question: 'support' };
  await mine.answers.record({ ...support, choices: ['yes'] });
  const theirs = goApart();
  await theirs.answers.clear(support);
  comeTogether();
  expect((await mine.answers.list({ conversationId: talk.pat() })).answers).toEqual([]);
});

test('the newer script counts as a whole; what only the other asked is retired with its answers', async () => {
  const mine = clientOf(here);
  await save(mine, SCRIPT);
  const theirs = goApart();
  // Each script works by itself; mixed, `support` would lead to `wish` and `wish` to `support`.
  await save(mine, changed('support', { next: 'wish' }));
  const extra: Question = { ...SCRIPT[3], code: 'city', name: 'City', text: 'Where?' } as Question;
  await save(mine, [...changed('support', { next: 'wish' }), extra]);
  await mine.answers.record({ conversationId: talk.pat(), question: 'city', value: 'Toledo' });
  there.clock.advance(300_000);
  const [support, help, seats, wish] = SCRIPT;
  if (!support || !help || !seats || !wish) throw new Error('The script has four questions.');
  const end = { ...support, next: 'end', choices: support.choices.map((each) => ({ ...each, next: null })) };
  const newer = await save(theirs, [{ ...wish, next: 'support' }, end, { ...help, next: 'end' }]);
  comeTogether();
  const script = await mine.questions.script({ campaignId: here.campaignId });
  expect(script.questions).toEqual(newer.questions);
  expect(problemsOf(script.questions)).toEqual([]);
  expect(script.retired.map(({ code }) => code)).toEqual(['city']);
  expect((await mine.answers.list({ conversationId: talk.pat() })).answers).toMatchObject([
    { question: 'city', value: 'Toledo', asked: false },
  ]);
});

test('a question that both made under one code is one; an older script only adds what is retired', async () => {
  const mine = clientOf(here);
  const theirs = goApart();
  await save(theirs, SCRIPT);
  await theirs.answers.record({ conversationId: talk.pat(), question: 'help', choices: ['calls'] });
  await theirs.answers.record({ conversationId: talk.pat(), question: 'support', choices: ['yes'] });
  here.clock.advance(300_000);
  const saved = await save(
    mine,
    SCRIPT.slice(0, 1).map((each) => ({ ...each, text: 'Mine?', choices: each.choices.slice(0, 2) })),
  );
  await mine.answers.record({ conversationId: talk.kim(), question: 'support', choices: ['no'] });
  comeTogether();
  const script = await mine.questions.script({ campaignId: here.campaignId });
  expect(script.questions).toEqual(saved.questions);
  expect(script.answered).toEqual({ support: 2, help: 1 });
  expect(script.retired.map(({ code }) => code)).toEqual(['help']);
  // It may be asked again, with the choices that it had.
  expect(script.retired[0]?.choices).toEqual(SCRIPT[1]?.choices);
});

test('questions that only our store asked are retired with their choices', async () => {
  const mine = clientOf(here);
  const [support, help] = SCRIPT.map((each) => ({
    ...each,
    next: 'end',
    choices: each.choices.map((choice) => ({ ...choice, next: null })),
  }));
  if (!support || !help) throw new Error('The script has four questions.');
  await save(mine, [support]);
  const theirs = goApart();
  await save(mine, [support, help]);
  await mine.answers.record({ conversationId: talk.pat(), question: 'help', choices: ['calls'] });
  there.clock.advance(300_000);
  await save(theirs, [{ ...support, text: 'Theirs?', choices: support.choices.slice(0, 1) }]);
  comeTogether();
  const script = await mine.questions.script({ campaignId: here.campaignId });
  expect(script.questions).toMatchObject([{ text: 'Theirs?', choices: [{ code: 'yes' }] }]);
  expect(script.questions[0]?.choices).toHaveLength(1);
  expect(script.retired).toEqual([help]);
});

test('a draft here with answers from where it was launched is not deleted', async () => {
  const mine = clientOf(here);
  await save(mine, SCRIPT);
  const theirs = goApart();
  run(writer(here.core), "UPDATE campaign SET state = 'draft'");
  await theirs.answers.record({ conversationId: talk.pat(), question: 'wish', value: 'Lower rents' });
  comeTogether();
  expect((await refusal(mine.campaign.remove({ id: here.campaignId }))).code).toBe('CONFLICT');
});

test('who ended an answer may be lost with a page: the answer is ended all the same', async () => {
  const mine = clientOf(here);
  await save(mine, SCRIPT);
  const support = { conversationId: talk.pat(), question: 'support' };
  await mine.answers.record({ ...support, choices: ['yes'] });
  const theirs = goApart();
  await theirs.answers.clear(support);
  const store = writer(there.core);
  store.pragma('foreign_keys = OFF');
  run(store, "UPDATE answer SET ended_by = 'lost'");
  comeTogether();
  expect((await mine.answers.list({ conversationId: talk.pat() })).answers).toEqual([]);
});

test('a torn page of questions costs no union: what we ask stays, and what else they tell comes in', async () => {
  const mine = clientOf(here);
  await save(mine, SCRIPT);
  const theirs = goApart();
  there.clock.advance(300_000);
  await save(theirs, changed('support', { text: 'Theirs?' }));
  await theirs.messenger.note.add({ conversationId: talk.pat(), body: 'Called back.' });
  const source = sourceOf(there.core.db);
  const torn = new Set<string>();
  const broken: Source = {
    db: there.core.db,
    torn,
    *rows(table) {
      if (table !== 'question') return yield* source.rows(table);
      torn.add(table);
    },
  };
  here.core.write((tx) => unite(here.core, tx, broken, { mode: 'copy', whole: false }));
  const script = await mine.questions.script({ campaignId: here.campaignId });
  expect(script.questions).toEqual(SCRIPT);
  expect(all(here.core.db, 'SELECT 1 FROM note')).toHaveLength(1);
});

test('a restore sets the script back, and keeps the answers since', async () => {
  const mine = clientOf(here);
  const before = await save(mine, SCRIPT);
  goApart();
  here.clock.advance(300_000);
  await save(mine, [{ ...SCRIPT[3], code: 'city', name: 'City', text: 'Where?' } as Question]);
  await mine.answers.record({ conversationId: talk.pat(), question: 'city', value: 'Toledo' });
  comeTogether('restore');
  const script = await mine.questions.script({ campaignId: here.campaignId });
  expect(script.questions).toEqual(before.questions);
  expect(script.answered).toEqual({ city: 1 });
});

test('an erased person’s numbers and words go, here and from what comes in later; their choices count on', async () => {
  const mine = clientOf(here);
  await save(mine, SCRIPT);
  await mine.answers.record({ conversationId: talk.pat(), question: 'wish', value: 'hollowtwig before' });
  await mine.answers.record({ conversationId: talk.pat(), question: 'wish', value: 'hollowtwig after' });
  await mine.answers.record({ conversationId: talk.pat(), question: 'support', choices: ['yes'] });
  await mine.answers.record({ conversationId: talk.kim(), question: 'wish', value: 'Lower rents' });
  const theirs = goApart();
  there.clock.advance(1000);
  await theirs.answers.record({ conversationId: talk.pat(), question: 'wish', value: 'hollowtwig again' });
  const { subject } = here.person(0);
  const { number } = here.person(0);
  expect(await mine.person.erasable({ number })).toMatchObject({ answers: 2 });
  here.core.write((tx) => erasePerson(here.core, tx, { subject, reason: 'asked', actorId: here.admin }));
  const words = () => all<{ value: string }>(here.core.db, "SELECT value FROM answer WHERE value <> ''");
  expect(words().map(({ value }) => value)).toEqual(['Lower rents']);
  // A window that still shows the thread does not bring the answer back.
  const again = { conversationId: talk.pat(), question: 'wish', value: 'hollowtwig late' };
  expect((await refusal(mine.answers.record(again))).code).toBe('CONFLICT');
  comeTogether();
  expect(words().map(({ value }) => value)).toEqual(['Lower rents']);
  const { answered } = await mine.questions.script({ campaignId: here.campaignId });
  expect(answered).toEqual({ support: 1, wish: 2 });
  writer(here.core).pragma('wal_checkpoint(TRUNCATE)');
  const bytes = decrypted(join(here.core.storeDir, STORE_FILE)).toString('latin1');
  expect(bytes).not.toContain('hollowtwig');
  expect(bytes).toContain('Lower rents');
});

test('canned replies are those of the side that changed them last, whole; the greater counts of uses stay', async () => {
  const mine = clientOf(here);
  const { campaignId: id } = here;
  const list = async (client: Client) =>
    (await client.campaign.get({ id })).replies.map(({ title, text }) => `${title}: ${text}`);
  const [hi, bye, more] = ['Hi', 'Bye', 'More'].map((title) => ({ title, text: 'first' }));
  if (!hi || !bye || !more) throw new Error('three replies');
  await mine.campaign.update({ id, replies: [hi, bye] });
  const theirs = goApart();
  await mine.campaign.update({ id, replies: [{ ...hi, text: 'ours' }] });
  there.clock.advance(60_000);
  await theirs.campaign.update({ id, replies: [more, { ...bye, text: 'theirs' }] });
  comeTogether();
  expect(await list(mine)).toEqual(['More: first', 'Bye: theirs']);
  // In the other direction nothing comes back either.
  here.clock.advance(120_000);
  await mine.campaign.update({ id, replies: [hi] });
  comeTogether();
  expect(await list(mine)).toEqual(['Hi: first']);
  comeTogether('restore');
  expect(await list(mine)).toEqual(['More: first', 'Bye: theirs']);
});

test('the picture of a canned reply is that of the side that changed the replies last; what is unused goes', async () => {
  const mine = clientOf(here);
  const { campaignId: id } = here;
  await mine.campaign.update({ id, replies: [{ title: 'Map', text: 'Here' }] });
  const [reply] = (await mine.campaign.get({ id })).replies;
  expect(reply?.picture).toBeNull();
  const replyId = reply?.id ?? '';
  const set = (client: Client, kind: 'gif' | 'jpeg' | 'png' | null) =>
    client.picture.setOfReply({
      id,
      replyId,
      picture: kind === null ? null : plain(kind).toString('base64'),
    });
  const shown = async () => (await mine.campaign.get({ id })).replies[0]?.picture?.kind ?? null;
  const stored = () =>
    all<{ kind: string }>(here.core.db, 'SELECT kind FROM picture ORDER BY kind').map(({ kind }) => kind);
  const theirs = goApart();
  await set(mine, 'jpeg');
  there.clock.advance(60_000);
  await set(theirs, 'png');
  comeTogether();
  expect([await shown(), stored()]).toEqual(['png', ['png']]);
  // The same file on both sides is one picture.
  here.clock.advance(120_000);
  await set(mine, 'gif');
  there.clock.advance(180_000);
  await set(theirs, 'gif');
  comeTogether();
  expect([await shown(), stored()]).toEqual(['gif', ['gif']]);
  // What was taken off stays off in a union, and comes back with a restore.
  here.clock.advance(300_000);
  await set(mine, null);
  comeTogether();
  expect([await shown(), stored()]).toEqual([null, []]);
  comeTogether('restore');
  expect([await shown(), stored()]).toEqual(['gif', ['gif']]);
});

test('saved lists add up; one that was deleted on either side is gone, until a restore brings it back', async () => {
  const mine = clientOf(here);
  const source = { from: 'campaign', campaignId: here.campaignId, who: { by: 'everybody' } } as const;
  const make = async (client: Client, name: string) => (await client.savedList.create({ name, source })).id;
  const [kept, deletedHere, deletedThere] = [
    await make(mine, 'Kept'),
    await make(mine, 'Deleted here'),
    await make(mine, 'Deleted there'),
  ];
  const lists = async () =>
    (await mine.savedList.list()).map(({ name, people }) => `${name} ${people}`).toSorted();
  const theirs = goApart();
  await mine.savedList.remove({ id: deletedHere });
  await theirs.savedList.remove({ id: deletedThere });
  await make(theirs, 'Theirs');
  const { subject } = here.person(0);
  here.core.write((tx) => erasePerson(here.core, tx, { subject, reason: 'asked', actorId: here.admin }));
  comeTogether();
  const left = here.people.length - 1;
  expect(await lists()).toEqual([`Kept ${left}`, `Theirs ${left}`]);
  const rows = () => all<{ list_id: string }>(here.core.db, 'SELECT list_id FROM saved_list_member');
  expect(rows()).toHaveLength(2 * left);
  comeTogether();
  expect(rows()).toHaveLength(2 * left);
  await mine.savedList.remove({ id: kept });
  comeTogether('restore');
  expect(await lists()).toEqual([`Deleted here ${left}`, `Kept ${left}`, `Theirs ${left}`]);
  // What a restore brought back stays.
  comeTogether();
  expect(await lists()).toHaveLength(3);
});

test('whoever was erased on one side stays erased in notes and filters that only name them', async () => {
  const mine = clientOf(here);
  const { subject, id } = here.person(0);
  run(
    writer(here.core),
    "UPDATE conversation SET first_name = 'Ann', last_name = 'Hollowtwig' WHERE id = ?",
    id,
  );
  const theirs = goApart();
  const words = ['Ask Ann Hollowtwig about the van', 'Ask Joann Hollowtwigs about the van'];
  for (const body of words) await theirs.texterNote.write({ texterId: here.texter, body });
  await theirs.savedView.save({ list: 'conversations', name: 'ann hollowtwig', filter: {} });
  await theirs.savedView.save({ list: 'conversations', name: 'Planning', filter: {} });
  here.core.write((tx) => erasePerson(here.core, tx, { subject, reason: 'asked', actorId: here.admin }));
  comeTogether();
  const bodies = async () => (await mine.texterNote.sent({})).map(({ body }) => body);
  const views = async () => (await mine.savedView.list({ list: 'conversations' })).map(({ name }) => name);
  expect(await bodies()).toEqual([words[1]]);
  expect(await views()).toEqual(['Planning']);
  comeTogether();
  expect(await bodies()).toEqual([words[1]]);
});

test('of a saved view the newer version counts, and one that was removed on either side is gone', async () => {
  const mine = clientOf(here);
  const keep = (client: Client, name: string, shared = false) =>
    client.savedView.save({ list: 'conversations', name, filter: {}, shared });
  const [here1, there1] = [await keep(mine, 'Removed here'), await keep(mine, 'Removed there')];
  await keep(mine, 'Changed');
  const theirs = goApart();
  await mine.savedView.remove({ id: here1.id });
  await theirs.savedView.remove({ id: there1.id });
  await keep(mine, 'Both');
  there.clock.advance(300_000);
  await keep(theirs, 'Changed', true);
  await keep(theirs, 'both', true);
  const views = async () =>
    (await mine.savedView.list({ list: 'conversations' }))
      .map(({ name, shared }) => `${name.toLowerCase()} ${shared}`)
      .toSorted();
  comeTogether();
  expect(await views()).toEqual(['both true', 'changed true']);
  comeTogether();
  expect(await views()).toEqual(['both true', 'changed true']);
});

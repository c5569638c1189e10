import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { factsOf } from '../../main/core/conversations/contactOutcome.ts';
import { optOut } from '../../main/core/optOuts/optOut.ts';
import { all, run } from '../../main/core/store/statement.ts';
import { excelCell, plainCell } from '../../shared/results/cells.ts';
import { ContactOutcome, outcomeOf } from '../../shared/results/outcome.ts';
import { written } from '../../shared/text/stored.ts';
import { refusal } from '../helpers/api.ts';
import { writer } from '../helpers/core.ts';
import { restOver } from '../helpers/restApi.ts';
import { action, campaign, fictionNumber } from '../helpers/seed.ts';
import { changed, type QuestionsWorld, questionsWorld } from '../questions/world.ts';

const words = { yes: 'Yes', no: 'No' };
const excel = excelCell(',', words);
const set = (w: QuestionsWorld, id: string, change: string, ...values: unknown[]) =>
  run(writer(w.core), `UPDATE conversation SET ${change} WHERE id = ?`, ...values, id);

function leave(w: QuestionsWorld, index: number, conversationId: string): void {
  const number = fictionNumber('US', index);
  w.core.write((tx) =>
    optOut(w.core, tx, {
      subject: w.core.subject(number),
      number,
      cause: 'manual',
      actorId: w.ids.ana,
      reason: written(''),
      rule: '',
      matched: '',
      conversationId,
      messageId: null,
      senderNumberId: null,
      importId: null,
      saidAt: tx.now,
      receivedAt: tx.now,
    }),
  );
}

test('each outcome arises from some facts, and an opt-out outweighs all of them', () => {
  const found = new Set(Array.from({ length: 384 }, (_, number) => outcomeOf(factsOf(number))));
  expect([...found].toSorted()).toEqual([...ContactOutcome.options].toSorted());
  for (let number = 1; number < 384; number += 2) expect(outcomeOf(factsOf(number))).toBe('opted-out');
});

test.each([
  ['+12025550115', '"=""+12025550115"""'],
  ['02139', '"=""02139"""'],
  ['123456789012', '"=""123456789012"""'],
  ['3-4', '"=""3-4"""'],
  ['1E5', '"=""1E5"""'],
  ['42', '42'],
  ['=1+1', `"'=1+1"`],
  ['-2 people', `"'-2 people"`],
  ['+1 =cmd|x', `"'+1 =cmd|x"`],
  ['Añasco, "PR"', '"Añasco, ""PR"""'],
  ['', ''],
])('a spreadsheet is given %s as %s', (text, cell) => {
  expect(excel({ text })).toBe(cell);
});

test('numbers and times are written as each reader takes them', () => {
  expect(excelCell(';', words)({ number: 2.5 })).toBe('2,5');
  expect(excel({ number: 2.5 })).toBe('2.5');
  expect(excel({ yes: true })).toBe('Yes');
  expect(excel({ time: Date.UTC(2026, 2, 3, 18) })).toMatch(/^2026-03-0\d \d\d:\d\d:00$/);
  expect(plainCell({ time: Date.UTC(2026, 2, 3, 18) })).toBe('2026-03-03T18:00:00.000Z');
  expect(plainCell({ text: '+12025550115' })).toBe('+12025550115');
  expect(plainCell({ text: '=1+1' })).toBe(`"'=1+1"`);
});

test('a number that was wrong for this name in another campaign is not offered for texting', async () => {
  const w = await questionsWorld();
  const asked = w.talk(1, w.ids.ana);
  w.talk(2, w.ids.ana);
  const other = campaign(w.core, { name: 'Earlier', texterIds: [w.ids.ana] });
  const wrong = w.talk(1, w.ids.ana, other);
  // Another person may have this number now.
  const stranger = w.talk(3, w.ids.ana, other);
  const mine = w.talk(3, w.ids.ana);
  set(w, mine, "first_name = 'Zoe', last_name = 'Quill'");
  set(w, stranger, "first_name = 'Abel', last_name = 'Marsh'");
  for (const id of [wrong, stranger]) await w.maya.conversation.close({ id, outcome: 'wrong-number' });
  const { items } = await w.maya.results.contacts({ campaignId: w.campaignId });
  expect(items.filter(({ mayBeTexted }) => !mayBeTexted).map(({ id }) => id)).toEqual([asked]);
  const { csv } = await w.maya.results.export({ campaignId: w.campaignId, kind: 'contacts' });
  const rows = parse<Record<string, string>>(csv, { columns: true });
  expect(rows.find((row) => row.conversation_id === asked)?.may_be_texted).toBe('false');
  expect(rows.find((row) => row.conversation_id === mine)?.may_be_texted).toBe('true');
});

test('whoever asked to stop is not offered for texting while the request waits, held or not', async () => {
  const w = await questionsWorld();
  const asked = w.talk(1, w.ids.ana);
  w.talk(2, w.ids.ana);
  action(w.core, { number: fictionNumber('US', 1), conversationId: asked, kind: 'opt-out-by-hand' });
  const { items } = await w.maya.results.contacts({ campaignId: w.campaignId });
  expect(items.filter(({ mayBeTexted }) => !mayBeTexted).map(({ id }) => id)).toEqual([asked]);
});

test('a file has outcome and answers in force, retired questions with their names, and nobody erased', async () => {
  const w = await questionsWorld();
  const [pat, lee, sam] = [w.talk(1, w.ids.ana), w.talk(2, w.ids.ana), w.talk(3, w.ids.ben)];
  const say = (
    conversationId: string,
    question: string,
    answer: { choices?: string[]; value?: string | number },
  ) => w.maya.answers.record({ conversationId, question, ...answer });
  await say(pat, 'support', { choices: ['no'] });
  await say(pat, 'support', { choices: ['yes'] });
  await say(pat, 'help', { choices: ['drive', 'calls'] });
  await say(lee, 'seats', { value: 2.5 });
  await say(sam, 'wish', { value: 'Lower rents' });
  leave(w, 2, lee);
  set(w, pat, `fields = '{"zip":"02139"}', external_id = '0042'`);
  await w.maya.person.erase({ number: fictionNumber('US', 3), reason: 'asked' });
  await w.save(changed('support', { name: 'Backs us' }).filter(({ code }) => code !== 'seats'));

  const take = async (format: 'excel' | 'plain') =>
    (await w.maya.results.export({ campaignId: w.campaignId, kind: 'contacts', format })).csv;
  const plain = parse<Record<string, string>>(await take('plain'), { columns: true });
  const row = (id: string) => plain.find(({ conversation_id }) => conversation_id === id);
  expect(row(pat)).toMatchObject({
    phone: fictionNumber('US', 1),
    external_id: '0042',
    outcome: 'answered',
    may_be_texted: 'true',
    answer_support: 'yes',
    answer_help: 'calls; drive',
    answer_seats: '',
    field_zip: '02139',
    texter: 'Ana',
  });
  expect(row(lee)).toMatchObject({
    outcome: 'opted-out',
    opted_out: 'true',
    may_be_texted: 'false',
    opt_out_cause: 'manual',
    answer_seats: '2.5',
  });
  // An erased person is an empty row, as everywhere.
  expect(row(sam)).toMatchObject({ phone: '', first_name: '', answer_wish: '', may_be_texted: 'false' });

  const people = await take('excel');
  expect(people.startsWith('\ufeff')).toBe(true);
  expect(people.split('\r\n')).toHaveLength(5);
  const [heads = ''] = people.slice(1).split('\r\n');
  expect(heads).toContain('Backs us');
  expect(heads).toContain('Seats (no longer asked)');
  expect(people).toContain('"=""02139"""');
  expect(people).toContain('Calls; Drive people');
  expect(all(w.core.db, "SELECT actor FROM ledger WHERE kind = 'results-exported'")).toHaveLength(2);
});

test('columns are chosen once for everybody, and a file keeps those that it began with', async () => {
  const w = await questionsWorld();
  w.talk(1, w.ids.ana);
  const { campaignId } = w;
  const take = (cursor?: string) =>
    w.maya.results.export({ campaignId, kind: 'contacts', format: 'excel', ...(cursor ? { cursor } : {}) });
  await w.maya.results.saveColumns({
    kind: 'contacts',
    columns: { phone: { name: 'Cell' }, texter: { on: false }, answer_support: { name: 'Vote 2026' } },
  });
  const heads = (await take()).csv.split('\r\n')[0] ?? '';
  expect(heads).toMatch(/^\ufeffCell,/);
  expect(heads).toContain('Vote 2026');
  expect(heads).not.toContain('Texter');
  // What another admin later chooses for one column leaves the others as they are.
  await w.maya.results.saveColumns({ kind: 'contacts', columns: { texter: { on: true } } });
  const columns = await w.maya.results.columns({ campaignId, kind: 'contacts' });
  expect(columns.find(({ id }) => id === 'phone')).toEqual({
    id: 'phone',
    usual: 'Phone',
    name: 'Cell',
    on: true,
  });
  expect(columns.find(({ id }) => id === 'texter')?.on).toBe(true);
  expect(await refusal(take('000000000000.x'))).toMatchObject({ code: 'CONFLICT' });
  const off = Object.fromEntries(columns.map(({ id }) => [id, { on: false }]));
  await w.maya.results.saveColumns({ kind: 'contacts', columns: off });
  expect((await refusal(take())).code).toBe('CONFLICT');
});

test('over REST the rows come page by page, filtered, for admins alone', async () => {
  const w = await questionsWorld();
  const ids = [1, 2, 3, 4, 5].map((index) => w.talk(index, index % 2 === 0 ? w.ids.ana : w.ids.ben));
  for (const [index, conversationId] of ids.entries())
    await w.maya.answers.record({ conversationId, question: 'support', choices: [index < 3 ? 'yes' : 'no'] });
  leave(w, 1, ids[0] ?? '');
  const rest = restOver(w);
  const maya = w.tokenFor(w.ids.maya);
  const path = `/campaigns/${w.campaignId}/results`;
  type Page = { items: { id: string; outcome: string }[]; nextCursor: string | null };
  const pages = async (query: string) => {
    const found: string[] = [];
    for (let cursor = ''; ; ) {
      const { status, body } = await rest('GET', `${path}/contacts?limit=2${query}${cursor}`, { as: maya });
      expect(status).toBe(200);
      const page = body as unknown as Page;
      found.push(...page.items.map(({ id }) => id));
      if (page.nextCursor === null) return found.toSorted();
      cursor = `&cursor=${page.nextCursor}`;
    }
  };
  expect(await pages('')).toEqual(ids.toSorted());
  expect(await pages('&answer=support:yes')).toEqual(ids.slice(0, 3).toSorted());
  expect(await pages('&answer=!support')).toEqual([]);
  expect(await pages('&answer=*')).toEqual(ids.toSorted());
  expect(await pages('&outcome=opted-out')).toEqual(ids.slice(0, 1));
  expect(await pages(`&texterId=${w.ids.ana}&outcome=answered`)).toEqual([ids[1], ids[3]].toSorted());
  expect((await rest('GET', `${path}/contacts?answer=support=`, { as: maya })).status).toBe(422);
  expect((await rest('GET', `${path}/contacts?cursor=zzz`, { as: maya })).status).toBe(422);

  const sol = w.tokenFor(w.ids.sol);
  const { status, body } = await rest('GET', path, { as: sol });
  expect(status).toBe(200);
  const [support] = (body as { questions: { code: string; answered: object; choices: unknown[] }[] })
    .questions;
  expect(support).toMatchObject({
    code: 'support',
    asked: true,
    answered: { count: 5, of: 5 },
    choices: [
      { code: 'yes', figure: { count: 3, of: 5 } },
      { code: 'no', figure: { count: 2, of: 5 } },
      { code: 'unsure', figure: { count: 0, of: 5 } },
    ],
  });
  for (const part of ['contacts', 'texts', 'texters', 'count?kind=texts'])
    expect((await rest('GET', `${path}/${part}`, { as: sol })).status).toBe(403);
  expect((await rest('GET', path, { as: w.tokenFor(w.ids.ana) })).status).toBe(403);
});

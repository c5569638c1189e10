import { afterAll, beforeAll, expect, test } from 'vitest';
import { all } from '../../main/core/store/statement.ts';
import type { ListWithUses, SavedList } from '../../shared/contract/campaigns/savedLists.ts';
import type { ContactDryRun, Job } from '../../shared/contract/lists.ts';
import { refusal, testApi } from '../helpers/api.ts';
import { restOver } from '../helpers/restApi.ts';
import { account, campaign, conversation, fictionNumber, message } from '../helpers/seed.ts';

const api = testApi();
const { core } = api;
const rest = restOver(api);
const adminId = account(core, { role: 'admin', name: 'Maya' });
const texterId = account(core, { role: 'texter', name: 'Ana' });
const maya = api.as(adminId);
const asMaya = { as: api.tokenFor(adminId) };
afterAll(() => core.close());

const spring = campaign(core, { name: 'Spring', texterIds: [texterId] });
const numberOf = (index: number) => fictionNumber('US', index);
const people = ['Pia', 'Quin', 'Rosa', 'Sten'].map((firstName, index) =>
  conversation(core, {
    campaignId: spring,
    number: numberOf(index),
    firstName,
    fields: { Ward: '7' },
    texterId,
  }),
);
beforeAll(() => {
  people.forEach((conversationId, index) => {
    message(core, { conversationId, number: numberOf(index), body: 'Hi', direction: 'out', kind: 'initial' });
  });
  message(core, { conversationId: people[0] ?? '', number: numberOf(0), body: 'Yes?' });
});

const make = async (name: string, source: unknown) => {
  const { status, body } = await rest('POST', '/lists', { ...asMaya, body: { name, source } });
  return { status, list: body as unknown as SavedList };
};
const get = async (id: string) => (await rest('GET', `/lists/${id}`, asMaya)).body as unknown as ListWithUses;
const now = async (id: string) =>
  ((await rest('POST', `/lists/${id}/dry-run`, { ...asMaya, body: {} })).body as unknown as ContactDryRun)
    .result;

test('a list is kept from a campaign, from an import and from another list, and tells where from', async () => {
  const { list } = await make('Silent', { from: 'campaign', campaignId: spring, who: { by: 'no-reply' } });
  expect(list).toMatchObject({
    name: 'Silent',
    region: 'US',
    people: 3,
    source: 'From “Spring”: those who did not reply',
    createdBy: 'Maya',
  });
  const copy = await make('Silent, too', { from: 'list', listId: list.id });
  expect(copy.list).toMatchObject({ people: 3, source: 'From the list “Silent”' });
  const autumn = campaign(core, { name: 'Autumn', state: 'draft' });
  const job = await maya.savedList.use({ id: list.id, campaignId: autumn });
  await api.console.imports().ended(job.id);
  const imported = await make('As imported', { from: 'import', jobId: job.id });
  expect(imported.list).toMatchObject({ people: 3, source: 'From a file that was imported into “Autumn”' });
  expect((await maya.savedList.list()).map(({ name }) => name)).toEqual([
    'As imported',
    'Silent, too',
    'Silent',
  ]);
  const nobody = await make('Nobody', { from: 'campaign', campaignId: spring, who: { by: 'not-texted' } });
  expect(nobody.status).toBe(409);
  expect(await maya.savedList.list()).toHaveLength(3);
});

test('it says how many may be texted now, takes them into campaigns, and what became of them', async () => {
  const { list } = await make('Everybody', {
    from: 'campaign',
    campaignId: spring,
    who: { by: 'everybody' },
  });
  expect(await now(list.id)).toMatchObject({ rows: 4, imported: 4 });
  await maya.conversation.optOut({ id: people[1] ?? '' });
  const told = await now(list.id);
  expect(told).toMatchObject({ rows: 4, imported: 3, alreadyOptedOut: 1 });
  const summer = campaign(core, { name: 'Summer', state: 'draft' });
  const used = await rest('POST', `/lists/${list.id}/use`, { ...asMaya, body: { campaignId: summer } });
  const job = used.body as unknown as Job;
  const ended = await api.console.imports().ended(job.id);
  expect(ended).toMatchObject({ state: 'done', source: 'From the list “Everybody”', result: told });
  const contacts = all<{ first_name: string; opt_state: string; fields: string; id: string; number: string }>(
    core.db,
    'SELECT id, first_name, opt_state, fields, number FROM conversation WHERE campaign_id = ? ORDER BY first_name',
    summer,
  );
  expect(contacts.map((row) => [row.first_name, row.opt_state, row.fields])).toEqual([
    ['Pia', 'none', '{"Ward":"7"}'],
    ['Quin', 'manual', '{"Ward":"7"}'],
    ['Rosa', 'none', '{"Ward":"7"}'],
    ['Sten', 'none', '{"Ward":"7"}'],
  ]);
  const [pia] = contacts;
  const at = { conversationId: pia?.id ?? '', number: pia?.number ?? '' };
  message(core, { ...at, body: 'Hi', direction: 'out', kind: 'initial' });
  message(core, { ...at, body: 'Hello' });
  const figures = { contacts: 4, texted: 1, replied: 1, optedOut: 1 };
  expect((await get(list.id)).uses).toMatchObject([
    { campaignId: summer, campaignName: 'Summer', ...figures },
  ]);
  // The campaign has these people already.
  const again = await maya.savedList.dryRun({ id: list.id, campaignId: summer });
  expect(again.result).toMatchObject({ rows: 4, duplicate: 4 });
  await maya.campaign.close({ id: spring });
  expect(await refusal(maya.savedList.use({ id: list.id, campaignId: spring }))).toMatchObject({
    code: 'CONFLICT',
  });
});

test('whoever is in a list alone is erased with their name in free words', async () => {
  const number = fictionNumber('US', 40);
  const draft = campaign(core, { name: 'Dropped', state: 'draft' });
  conversation(core, { campaignId: draft, number, firstName: 'Quillaway', lastName: 'Zemphirez' });
  const { list } = await make('Kept', { from: 'campaign', campaignId: draft, who: { by: 'everybody' } });
  await maya.campaign.remove({ id: draft });
  await maya.texterNote.write({ texterId, body: 'Ask Quillaway Zemphirez about the van' });
  await maya.person.erase({ number, reason: 'asked' });
  expect((await get(list.id)).people).toBe(0);
  expect(all(core.db, "SELECT body FROM texter_note WHERE body LIKE '%Zemphirez%'")).toEqual([]);
  await maya.savedList.remove({ id: list.id });
});

test('an erased person leaves every list; a deleted list leaves the campaigns as they are', async () => {
  const before = await maya.savedList.list();
  await maya.person.erase({ conversationId: people[2] ?? '', reason: 'asked' });
  const subject = core.subject(numberOf(2));
  expect(all(core.db, 'SELECT 1 FROM saved_list_member WHERE subject = ?', subject)).toEqual([]);
  const after = await maya.savedList.list();
  expect(after.map(({ people: count }) => count)).toEqual(before.map(({ people: count }) => count - 1));
  const everybody = after.find(({ name }) => name === 'Everybody')?.id ?? '';
  expect((await rest('DELETE', `/lists/${everybody}`, asMaya)).status).toBe(200);
  expect(await refusal(maya.savedList.get({ id: everybody }))).toMatchObject({ code: 'NOT_FOUND' });
  expect(all(core.db, 'SELECT 1 FROM saved_list_member WHERE list_id = ?', everybody)).toEqual([]);
  const kinds = all<{ kind: string }>(core.db, "SELECT DISTINCT kind FROM ledger WHERE kind LIKE 'list-%'");
  expect(kinds.map(({ kind }) => kind).sort()).toEqual(['list-made', 'list-removed', 'list-used']);
  expect(await refusal(api.as(texterId).savedList.list())).toMatchObject({ code: 'FORBIDDEN' });
});

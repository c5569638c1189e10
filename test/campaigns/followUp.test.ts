import { afterAll, beforeAll, expect, test } from 'vitest';
import { createImports, type Imports } from '../../main/core/campaigns/imports.ts';
import { noteNumberFact } from '../../main/core/people/facts.ts';
import { all } from '../../main/core/store/statement.ts';
import type { Campaign } from '../../shared/contract/campaigns.ts';
import type { ContactDryRun, Job } from '../../shared/contract/lists.ts';
import { refusal } from '../helpers/api.ts';
import { restOver } from '../helpers/restApi.ts';
import { action, campaign, conversation, fictionNumber, message } from '../helpers/seed.ts';
import { questionsWorld } from '../questions/world.ts';

const world = await questionsWorld();
const { core, ids, maya, sol, campaignId } = world;
const rest = restOver(world);
const asMaya = { as: world.tokenFor(ids.maya) };
afterAll(() => core.close());

/** What each person answers, by first name. */
const people = new Map<string, { id: string; number: string }>();
const person = (firstName: string, index: number, texted = true, state: 'closed' | 'waiting' = 'waiting') => {
  const number = fictionNumber('US', index);
  const fields = { Precinct: `P${index}` };
  const id = conversation(core, { campaignId, number, firstName, fields, texterId: ids.ana, state });
  if (texted) message(core, { conversationId: id, number, body: 'Hi', direction: 'out', kind: 'initial' });
  people.set(firstName, { id, number });
};
const of = (name: string) => {
  const found = people.get(name);
  if (!found) throw new Error(name);
  return found;
};
const answer = (name: string, question: string, given: { choices?: string[]; value?: string | number }) =>
  maya.answers.record({ conversationId: of(name).id, question, ...given });

beforeAll(async () => {
  for (const [at, name] of ['Yara', 'Yves', 'Nora', 'Silas', 'Hugo', 'Wilma', 'Stan'].entries())
    person(name, at + 10);
  person('Late', 20, false);
  for (const name of ['Yara', 'Yves', 'Hugo', 'Wilma', 'Stan'])
    await answer(name, 'support', { choices: ['yes'] });
  await answer('Nora', 'support', { choices: ['no'] });
  await answer('Yara', 'help', { choices: ['calls', 'drive'] });
  await answer('Yara', 'seats', { value: 4 });
  await answer('Silas', 'wish', { value: 'Buses' });
  const { id, number } = of('Nora');
  message(core, { conversationId: id, number, body: 'No' });
  // What became known since the first campaign: a hold, a wrong number, an opt-out.
  action(core, {
    kind: 'likely-opt-out',
    conversationId: of('Hugo').id,
    number: of('Hugo').number,
    holds: true,
  });
  const subject = core.subject(of('Wilma').number);
  const fact = { subject, kind: 'wrong-number', name: 'Wilma Doe', conversationId: of('Wilma').id } as const;
  core.write((tx) => noteNumberFact(core, tx, { ...fact, actorId: ids.maya, messageId: null }));
  await maya.conversation.optOut({ id: of('Stan').id });
});

const dryRun = async (who: unknown) => {
  const { status, body } = await rest('POST', `/campaigns/${campaignId}/follow-up/dry-run`, {
    ...asMaya,
    body: { who },
  });
  expect(status).toBe(200);
  return body as unknown as ContactDryRun;
};
const names = ({ examples }: ContactDryRun) => examples.map(({ firstName }) => firstName).sort();
const contactsOf = (id: string) =>
  all<{ first_name: string; state: string; opt_state: string; hold_at: number | null; fields: string }>(
    core.db,
    'SELECT first_name, state, opt_state, hold_at, fields FROM conversation WHERE campaign_id = ? ORDER BY first_name',
    id,
  );

test('whom each choice means is told beforehand', async () => {
  const texted = ['Hugo', 'Nora', 'Silas', 'Stan', 'Wilma', 'Yara', 'Yves'];
  expect(names(await dryRun({ by: 'everybody' }))).toEqual([...texted, 'Late'].sort());
  expect(names(await dryRun({ by: 'not-texted' }))).toEqual(['Late']);
  expect(names(await dryRun({ by: 'no-reply' }))).toEqual(texted.filter((name) => name !== 'Nora'));
  expect(names(await dryRun({ by: 'no-answer', question: 'support' }))).toEqual(['Silas']);
  expect(names(await dryRun({ by: 'answer', question: 'support', choices: ['no'] }))).toEqual(['Nora']);
  expect(names(await dryRun({ by: 'answer', question: 'seats' }))).toEqual(['Yara']);
  expect((await dryRun({ by: 'closed-as', closedAs: ['refused'] })).result.rows).toBe(0);
  const before = await maya.answers.list({ conversationId: of('Nora').id });
  expect(before.answers).toHaveLength(1);
  await maya.answers.clear({ conversationId: of('Nora').id, question: 'support' });
  expect((await dryRun({ by: 'answer', question: 'support', choices: ['no'] })).result.rows).toBe(0);
});

test('a follow-up decides anew as an import does, and carries columns and answers over', async () => {
  const who = { by: 'answer', question: 'support', choices: ['yes'] };
  const told = await dryRun(who);
  expect(told.result).toMatchObject({ rows: 5, imported: 2, onHold: 1, wrongNumber: 1, alreadyOptedOut: 1 });
  const before = await maya.campaign.list({});
  const body = { who, name: 'Drivers', parts: ['script', 'texters'] };
  const answered = await rest('POST', `/campaigns/${campaignId}/follow-up`, { ...asMaya, body });
  expect(answered.status).toBe(200);
  const { campaign: made, job } = answered.body as unknown as { campaign: Campaign; job: Job };
  const sentence = 'those who answered “Yes” to “Support”';
  expect(made).toMatchObject({
    name: 'Drivers',
    state: 'draft',
    region: 'US',
    origin: { campaignId, sentence: `Follow-up to “Issue 2”: ${sentence}.` },
  });
  const ended = await world.console.imports().ended(job.id);
  expect(ended).toMatchObject({ state: 'done', kind: 'contacts', source: `From “Issue 2”: ${sentence}` });
  expect(ended.result).toEqual(told.result);
  const contacts = contactsOf(made.id);
  expect(contacts.map((row) => [row.first_name, row.state, row.opt_state])).toEqual([
    ['Hugo', 'to-send', 'none'],
    ['Stan', 'closed', 'manual'],
    ['Yara', 'to-send', 'none'],
    ['Yves', 'to-send', 'none'],
  ]);
  expect(contacts[0]?.hold_at).not.toBeNull();
  expect(JSON.parse(contacts[2]?.fields ?? '')).toEqual({
    Precinct: 'P10',
    'answer support': 'Yes',
    'answer help': 'Calls, Drive people',
    'answer seats': '4',
  });
  // The script of the follow-up may fill in an answer.
  await maya.campaign.update({ id: made.id, script: 'Still {answer help}? Issue. Reply STOP to opt out.' });
  expect(await refusal(maya.campaign.launch({ id: made.id, confirmed: [] }))).not.toMatchObject({
    message: expect.stringContaining('{answer help}'),
  });
  // The old campaign is unchanged, and only an admin may make a follow-up.
  expect(await maya.campaign.list({})).toHaveLength(before.length + 1);
  expect(contactsOf(campaignId)).toHaveLength(8);
  const asked = { id: campaignId, who: { by: 'no-reply' as const }, name: 'Mine' };
  expect(await refusal(sol.campaign.followUp(asked))).toMatchObject({ code: 'FORBIDDEN' });
  expect(
    await refusal(maya.campaign.followUp({ ...asked, who: { by: 'no-answer', question: 'nothing' } })),
  ).toMatchObject({
    code: 'INVALID',
    message: 'The campaign has no question “nothing”.',
  });
});

test('a cancelled follow-up keeps no contact, and its draft', async () => {
  const big = campaign(core, { name: 'Big' });
  for (let index = 100; index < 1200; index += 1)
    conversation(core, { campaignId: big, number: fictionNumber('US', index) });
  const { campaign: made, job } = await maya.campaign.followUp({
    id: big,
    who: { by: 'everybody' },
    name: 'Half',
  });
  const imports = world.console.imports();
  const ended = await imports.cancel(job.id);
  expect(ended).toMatchObject({ state: 'cancelled', result: null });
  expect(contactsOf(made.id)).toEqual([]);
  expect(await maya.campaign.get({ id: made.id })).toMatchObject({ state: 'draft' });
  const again = await maya.campaign.followUp({ id: big, who: { by: 'everybody' }, name: 'Whole' });
  expect(await imports.ended(again.job.id)).toMatchObject({
    state: 'done',
    // 204 is an area code of Manitoba.
    result: { rows: 1100, imported: 1000, wrongRegion: 100 },
  });
  expect(contactsOf(again.campaign.id)).toHaveLength(1000);
});

test('a file’s column that is named like an answer is not taken for one', async () => {
  const make = (firstName: string, index: number, columns: Record<string, string>) =>
    conversation(core, {
      campaignId,
      number: fictionNumber('US', index),
      firstName,
      fields: columns,
      texterId: ids.ana,
    });
  const [told = ''] = [
    make('Told', 30, { 'Answer Support': 'from the file', Town: 'Kent' }),
    make('Silent', 31, { 'answer-support': 'from the file', 'answer to all': 'kept' }),
  ];
  await maya.answers.record({ conversationId: told, question: 'support', choices: ['no'] });
  const body = { who: { by: 'not-texted' }, name: 'From a file', parts: [] };
  const { campaign: made, job } = (
    await rest('POST', `/campaigns/${campaignId}/follow-up`, { ...asMaya, body })
  ).body as unknown as { campaign: Campaign; job: Job };
  await world.console.imports().ended(job.id);
  const fields = Object.fromEntries(
    contactsOf(made.id).map((row) => [row.first_name, JSON.parse(row.fields)]),
  );
  expect(fields.Told).toEqual({
    'file Answer Support': 'from the file',
    Town: 'Kent',
    'answer support': 'No',
  });
  expect(fields.Silent).toEqual({ 'file answer-support': 'from the file', 'answer to all': 'kept' });
});

test('a follow-up that ended with the process is begun again at the next start', async () => {
  const ask = (imports: Imports, name: string) =>
    imports.followUp({
      campaignId,
      who: { by: 'everybody' },
      takeIn: [],
      fixedLines: false,
      name,
      parts: ['script'],
      accountId: ids.maya,
      write: core.write,
    });
  const jobsOf = (id: string) => maya.imports.jobs({ campaignId: id });
  const first = createImports(core);
  const { campaignId: draft, job } = ask(first, 'Cut off');
  await first.close();
  const second = createImports(core);
  const [again, cut] = await jobsOf(draft);
  expect(cut).toMatchObject({ id: job.id, state: 'failed', source: again?.source });
  expect(await second.ended(again?.id ?? '')).toMatchObject({ state: 'done' });
  // All but the one whose number is wrong.
  expect(contactsOf(draft)).toHaveLength(contactsOf(campaignId).length - 1);
  expect(all(core.db, 'SELECT asked FROM job WHERE asked IS NOT NULL')).toEqual([]);

  // One that a person cancelled is not begun again, nor one that ended so too often.
  const { job: unwanted, campaignId: empty } = ask(second, 'Cancelled');
  await second.cancel(unwanted.id);
  const { campaignId: other } = ask(second, 'Cut off too often');
  await second.close();
  for (let times = 0; times < 3; times += 1) await createImports(core).close();
  const states = async (id: string) => (await jobsOf(id)).map(({ state }) => state);
  expect(await states(empty)).toEqual(['cancelled']);
  expect(await states(other)).toEqual(['failed', 'failed', 'failed']);
  expect((await jobsOf(other))[0]?.detail).toContain('Start it again.');
});

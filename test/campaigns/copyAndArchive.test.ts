import { afterAll, expect, test } from 'vitest';
import { all } from '../../main/core/store/statement.ts';
import { refusal } from '../helpers/api.ts';
import { restOver } from '../helpers/restApi.ts';
import { questionsWorld } from '../questions/world.ts';

const world = await questionsWorld();
const { ids, campaignId, maya, ana, sol, core } = world;
const rest = restOver(world);
const asMaya = { as: world.tokenFor(ids.maya) };
afterAll(() => core.close());

const kinds = () =>
  all<{ kind: string }>(core.db, "SELECT kind FROM ledger WHERE kind LIKE 'campaign-%' ORDER BY seq").map(
    ({ kind }) => kind,
  );

test('a copy takes over what was chosen, and never the contacts', async () => {
  world.talk(1, ids.ana);
  await maya.campaign.update({
    id: campaignId,
    replies: [{ title: 'Hours', text: 'Seven to eight.' }],
    hours: { sendFrom: 600, sendUntil: null, zone: null },
  });
  const body = { name: 'Again', parts: ['script', 'questions', 'texters'] };
  const made = await rest('POST', `/campaigns/${campaignId}/copy`, { ...asMaya, body });
  expect(made.status).toBe(200);
  const was = await maya.campaign.get({ id: campaignId });
  expect(made.body).toMatchObject({
    name: 'Again',
    state: 'draft',
    region: was.region,
    script: was.script,
    replies: [],
    hours: null,
    texterIds: expect.arrayContaining([ids.ana, ids.ben]),
    origin: { campaignId, sentence: 'Copied from “Issue 2”.' },
    counts: { contacts: 0 },
  });
  const id = String(made.body.id);
  const [mine, theirs] = await Promise.all(
    [id, campaignId].map((of) => maya.questions.script({ campaignId: of })),
  );
  expect(mine?.questions).toEqual(theirs?.questions);
  // A copy takes over everything but the texters, unless told otherwise.
  const usual = await maya.campaign.copy({ id: campaignId, name: 'Usual' });
  expect(usual).toMatchObject({
    replies: was.replies.map(({ id: _, ...reply }) => reply),
    hours: was.hours,
    texterIds: [],
  });
  expect(kinds().filter((kind) => kind === 'campaign-created')).toHaveLength(2);
  // A copy stays when the draft that it was made from is deleted.
  const third = await maya.campaign.copy({ id, name: 'Third' });
  await maya.campaign.remove({ id });
  const { origin } = await maya.campaign.get({ id: third.id });
  expect(origin).toEqual({ campaignId: null, sentence: 'Copied from “Again”.' });
});

test('an archived campaign leaves the lists and texters’ eyes, stays in figures, and comes back', async () => {
  const conversationId = world.talk(2, ids.ana);
  await ana.messenger.draft.save({ conversationId, body: 'Half a wor' });
  const running = await refusal(maya.campaign.archive({ id: campaignId }));
  expect(running).toMatchObject({ code: 'CONFLICT', message: expect.stringContaining('Close it first') });
  await maya.campaign.close({ id: campaignId });
  const before = await sol.dashboard.read({ period: 'campaign-life', campaignId, zone: 'UTC' });
  const archived = await rest('POST', `/campaigns/${campaignId}/archive`, asMaya);
  expect(archived.body).toMatchObject({ archivedAt: expect.any(Number), counts: { contacts: 2 } });
  const names = async (query: string) => {
    const { body } = await rest('GET', `/campaigns${query}`, asMaya);
    return (body as unknown as { name: string }[]).map(({ name }) => name);
  };
  expect(await names('')).not.toContain('Issue 2');
  expect(await names('?archived=only')).toEqual(['Issue 2']);
  expect(await names('?archived=with')).toContain('Issue 2');
  // Admins and supervisors still find its contacts, texters do not.
  expect((await sol.conversation.list({ campaignId })).items).toHaveLength(2);
  expect((await ana.conversation.list({})).items).toEqual([]);
  expect(await ana.messenger.draft.list()).toEqual([]);
  expect(await refusal(ana.conversation.get({ id: conversationId }))).toMatchObject({ code: 'NOT_FOUND' });
  expect(await sol.dashboard.read({ period: 'campaign-life', campaignId, zone: 'UTC' })).toEqual(before);
  // An archived campaign cannot be changed.
  const draft = await maya.campaign.copy({ id: campaignId, name: 'Draft' });
  await maya.campaign.archive({ id: draft.id });
  expect(await refusal(maya.campaign.launch({ id: draft.id, confirmed: [] }))).toMatchObject({
    code: 'CONFLICT',
    message: expect.stringContaining('Bring it back first'),
  });
  await maya.campaign.bringBack({ id: campaignId });
  expect(await names('')).toContain('Issue 2');
  expect((await ana.conversation.list({})).items).toHaveLength(2);
  expect(await ana.messenger.draft.list()).toEqual([{ conversationId, body: 'Half a wor' }]);
  expect(kinds()).toEqual(expect.arrayContaining(['campaign-archived', 'campaign-brought-back']));
});

import { beforeEach, expect, test } from 'vitest';
import { all } from '../../main/core/store/statement.ts';
import { refusal } from '../helpers/api.ts';
import { connection, conversation, fictionNumber, senderNumber } from '../helpers/seed.ts';
import { type QuestionsWorld, questionsWorld } from './world.ts';

/** Canned replies: what a texter is offered, what is filled in, and whose use is counted. */

const REPLIES = [
  { title: 'Thanks', text: 'Thank you {firstName}!' },
  { folder: 'Help', title: 'Help', text: 'You said {answer: support} and {answer:help}.', question: 'help' },
  { folder: 'Help', title: 'Town', text: 'See you in {Town}!' },
];

let world: QuestionsWorld;
let id: string;
beforeEach(async () => {
  world = await questionsWorld();
  const { core, campaignId, ids } = world;
  const connectionId = connection(core, { profile: 'provider-1' });
  const senderNumberId = senderNumber(core, { connectionId, number: fictionNumber('US', 90) });
  const common = { campaignId, senderNumberId, firstName: 'Pat', state: 'to-answer' } as const;
  id = conversation(core, { ...common, number: fictionNumber('US', 40), texterId: ids.ana });
  await world.maya.campaign.update({ id: campaignId, replies: REPLIES });
});
const offered = async () => (await world.ana.conversation.get({ id })).replies;
const replyId = async (title: string) => (await offered()).find((each) => each.title === title)?.id ?? '';

test('answers fill replies, and what nothing is known for is named and asked about before it is sent', async () => {
  const { ana } = world;
  expect(await offered()).toMatchObject([
    { folder: '', text: 'Thank you Pat!', missing: [], question: null, uses: { own: 0, all: 0 } },
    { folder: 'Help', missing: ['answer: support', 'answer:help'], question: 'help' },
    { text: 'See you in {Town}!', missing: ['Town'] },
  ]);
  await ana.answers.record({ conversationId: id, question: 'support', choices: ['yes'] });
  await ana.answers.record({ conversationId: id, question: 'help', choices: ['drive', 'calls'] });
  expect((await offered())[1]).toMatchObject({ text: 'You said Yes and Calls, Drive people.', missing: [] });
  // An answer to a question is not a column of the file.
  expect((await ana.conversation.get({ id })).contact.fields).toEqual({});

  const body = (await offered())[2]?.text ?? '';
  const asked = await refusal(ana.conversation.send({ id, body }));
  expect(asked.code).toBe('UNCONFIRMED');
  expect(asked.message).toContain('{Town}');
  const { message } = await ana.conversation.send({ id, body, confirmed: ['empty-field'] });
  expect(message.body).toBe(body);
});

test('a recommended reply may name the answer that recommends it', async () => {
  const { ana, save, maya, campaignId } = world;
  const { questions } = await maya.questions.script({ campaignId });
  await save(
    questions.map((each) => (each.code === 'seats' ? { ...each, reply: '{answer:seats} seats!' } : each)),
  );
  const { script } = await ana.answers.record({ conversationId: id, question: 'seats', value: 3 });
  expect(script.find(({ code }) => code === 'seats')?.reply).toBe('3 seats!');
});

test('uses are counted by account, outlive an edit of the list, and end with the reply', async () => {
  const { ana, ben, maya, campaignId, ids, core } = world;
  const thanks = await replyId('Thanks');
  await ana.conversation.send({ id, body: 'Thank you Pat!', replyId: thanks });
  await maya.conversation.assign({ id, texterId: ids.ben });
  await ben.conversation.send({ id, body: 'Thanks Pat, and bye', replyId: thanks });
  const seen = (await ben.conversation.get({ id })).replies[0];
  expect(seen).toMatchObject({ title: 'Thanks', uses: { own: 1, all: 2 } });
  // Another program saves the list again, without ids and in another order.
  await maya.campaign.update({ id: campaignId, replies: [...REPLIES].reverse() });
  const { replies } = await maya.campaign.get({ id: campaignId });
  expect(replies.map(({ title }) => title)).toEqual(['Town', 'Help', 'Thanks']);
  expect(replies[2]?.id).toBe(thanks);
  // The screen saves a renamed reply with its id.
  await maya.campaign.update({
    id: campaignId,
    replies: [{ id: thanks, title: 'Say thanks', text: 'Thank you {firstName}!' }],
  });
  const [renamed, ...others] = (await maya.conversation.get({ id })).replies;
  expect([renamed, others]).toMatchObject([
    { id: thanks, title: 'Say thanks', uses: { own: 0, all: 2 } },
    [],
  ]);
  // Somebody may still look at the old list; ids of another campaign's replies are refused.
  const wrong = await refusal(ben.conversation.send({ id, body: 'x y', replyId: campaignId }));
  expect([wrong.code, wrong.message]).toEqual(['INVALID', 'This campaign has no such canned reply.']);
  expect(all(core.db, 'SELECT count(*) AS n FROM canned_reply')).toEqual([{ n: 3 }]);
});

test('launching names fields of ready replies that no contact has', async () => {
  const { maya, campaignId } = world;
  const launch = (confirmed: 'script-no-organisation'[]) =>
    maya.campaign.launch({ id: campaignId, confirmed });
  await maya.campaign.pause({ id: campaignId });
  const asked = await refusal(launch([]));
  expect(asked.code).toBe('UNCONFIRMED');
  expect(asked.message).toContain('{Town}');
  expect(asked.message).not.toContain('answer');
  await maya.campaign.update({ id: campaignId, replies: REPLIES.slice(0, 2) });
  expect((await launch([])).state).toBe('launched');
});

import { expect, test } from 'vitest';
import { all } from '../../main/core/store/statement.ts';
import { readQuestionFile } from '../../renderer/views/campaigns/questions/readFile.ts';
import type { Question } from '../../shared/questions/script.ts';
import { t } from '../../shared/text/say.ts';
import { refusal } from '../helpers/api.ts';
import { restOver } from '../helpers/restApi.ts';
import { campaign } from '../helpers/seed.ts';
import { changed, type QuestionsWorld, questionsWorld, SCRIPT } from './world.ts';

const codes = (questions: readonly Question[]) => questions.map(({ code }) => code);
const answered = async (w: QuestionsWorld, index: number, question: string, choices: string[]) => {
  const conversationId = w.talk(index, w.ids.ana);
  await w.ana.answers.record({ conversationId, question, choices });
  return conversationId;
};

test('a script is read as it was saved, and what a supervisor may read only an admin may save', async () => {
  const w = await questionsWorld();
  const { questions, retired, revision } = await w.sol.questions.script({ campaignId: w.campaignId });
  expect(questions).toEqual(SCRIPT);
  expect(retired).toEqual([]);
  const input = { campaignId: w.campaignId, revision, questions: [] };
  expect((await refusal(w.sol.questions.save(input))).code).toBe('FORBIDDEN');
  expect((await refusal(w.ana.questions.script({ campaignId: w.campaignId }))).code).toBe('FORBIDDEN');
  const last = all<{ kind: string; payload: string }>(w.core.db, 'SELECT kind, payload FROM ledger').at(-1);
  expect(last?.kind).toBe('questions-changed');
  expect(JSON.parse(last?.payload ?? '')).toEqual({ campaign: w.campaignId, questions: 4, retired: 0 });
});

test('somebody who read an older script does not overwrite a newer one', async () => {
  const w = await questionsWorld();
  const { revision } = await w.maya.questions.script({ campaignId: w.campaignId });
  const input = { campaignId: w.campaignId, revision };
  const newer = await w.maya.questions.save({
    ...input,
    questions: changed('wish', { text: 'Which issue?' }),
  });
  expect((await refusal(w.maya.questions.save({ ...input, questions: [] }))).code).toBe('CONFLICT');
  expect((await w.maya.questions.script({ campaignId: w.campaignId })).questions).toEqual(newer.questions);
  await w.maya.questions.save({ ...input, revision: newer.revision, questions: [] });
  expect((await w.maya.questions.script({ campaignId: w.campaignId })).questions).toEqual([]);
});

test('what is wrong is said with its place, and nothing of it is saved', async () => {
  const w = await questionsWorld();
  const { revision } = await w.maya.questions.script({ campaignId: w.campaignId });
  const round = changed('wish', { next: 'support' });
  const input = { campaignId: w.campaignId, revision, questions: round };
  const error: unknown = await w.maya.questions.save(input).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({
    code: 'INVALID',
    data: { issues: [{ path: ['questions', 0, 'next'] }, { path: ['questions', 3, 'next'] }] },
  });
  expect((await w.maya.questions.script({ campaignId: w.campaignId })).questions).toEqual(SCRIPT);
  const { problems, warnings } = await w.maya.questions.check({ campaignId: w.campaignId, questions: round });
  expect(problems.map(({ path }) => path)).toEqual([
    [0, 'next'],
    [3, 'next'],
  ]);
  expect(warnings).toEqual([]);
  const lonely = changed('help', { next: 'end' });
  const lonelyCheck = await w.maya.questions.check({ campaignId: w.campaignId, questions: lonely });
  expect(lonelyCheck).toMatchObject({ problems: [], warnings: [{ path: [2] }] });
});

test('a changed script keeps every answer: words, order, a choice and a question that are taken out', async () => {
  const w = await questionsWorld();
  const one = await answered(w, 1, 'support', ['unsure']);
  const two = await answered(w, 2, 'help', ['calls', 'drive']);
  const [support, help, seats, wish] = SCRIPT;
  if (!support || !help || !seats || !wish) throw new Error('The script has four questions.');
  const later = await w.save([
    { ...wish, text: 'What else?' },
    { ...support, name: 'Vote', choices: support.choices.filter(({ code }) => code !== 'unsure') },
  ]);
  expect(codes(later.questions)).toEqual(['wish', 'support']);
  expect(codes(later.retired)).toEqual(['help']); // seats had no answer
  expect(later.answered).toEqual({ support: 1, help: 1 });
  const seen = await w.ana.answers.list({ conversationId: one });
  expect(seen.answers).toMatchObject([
    { question: 'support', name: 'Vote', choices: [{ code: 'unsure', label: 'Not sure' }], asked: true },
  ]);
  expect((await w.ana.answers.list({ conversationId: two })).answers).toMatchObject([
    { question: 'help', choices: [{ code: 'calls' }, { code: 'drive' }], asked: false },
  ]);
  // Questions that are asked again are as before.
  const again = await w.save(SCRIPT);
  expect(again.questions).toEqual(SCRIPT);
  expect(again.retired).toEqual([]);
  expect((await w.ana.answers.list({ conversationId: two })).answers[0]?.asked).toBe(true);
  expect(all(w.core.db, 'SELECT 1 FROM answer WHERE ended_at IS NULL')).toHaveLength(3);
});

test('the kind of a question that was answered stays, but for one choice that becomes many', async () => {
  const w = await questionsWorld();
  const one = await answered(w, 1, 'support', ['yes']);
  const input = await w.maya.questions.script({ campaignId: w.campaignId });
  const asNumber = changed('support', { kind: 'number', choices: [] });
  const error = await refusal(w.save(asNumber));
  expect(error).toMatchObject({ code: 'INVALID', message: expect.stringContaining('kind stays') });
  expect((await w.maya.questions.script({ campaignId: w.campaignId })).revision).toBe(input.revision);
  await w.save(changed('support', { kind: 'many' }));
  const both = await w.ana.answers.record({
    conversationId: one,
    question: 'support',
    choices: ['yes', 'no'],
  });
  expect(both.answers[0]?.choices).toHaveLength(2);
  const wish = changed('wish', { kind: 'number' });
  await w.save(wish.map((each) => (each.code === 'support' ? { ...each, kind: 'many' } : each))); // nobody has answered that
});

test('a file carries a script into another campaign, and a copy goes behind what is there', async () => {
  const w = await questionsWorld();
  const file = await w.sol.questions.export({ campaignId: w.campaignId });
  const other = campaign(w.core, { name: 'Other', state: 'draft' });
  const { revision } = await w.maya.questions.script({ campaignId: other });
  const read = await w.maya.questions.import({ campaignId: other, revision, file });
  expect(read.questions).toEqual(SCRIPT);
  const again = { campaignId: other, revision: read.revision, from: w.campaignId };
  expect(await refusal(w.maya.questions.copyFrom(again))).toMatchObject({
    code: 'CONFLICT',
    message: 'All of its questions are asked here already.',
  });
  // Only what is missing is added, however often this is called.
  const fewer = await w.save(SCRIPT.slice(2), other);
  const copied = await w.maya.questions.copyFrom({ ...again, revision: fewer.revision });
  expect(codes(copied.questions)).toEqual(['seats', 'wish', 'support-2', 'help-2']);
  expect(copied.questions[2]?.choices[2]?.next).toBe('wish');
  expect((await refusal(w.maya.questions.copyFrom({ ...again, revision: copied.revision }))).code).toBe(
    'CONFLICT',
  );
  const empty = campaign(w.core);
  const nothing = { campaignId: other, revision: copied.revision, from: empty };
  expect((await refusal(w.maya.questions.copyFrom(nothing))).code).toBe('CONFLICT');
  // Deleting a draft deletes its questions.
  await w.maya.campaign.remove({ id: other });
  const left = all(w.core.db, 'SELECT 1 FROM question WHERE campaign_id = ?', other);
  expect(left).toEqual([]);
});

test('a copied question does not take over the answers of a retired one', async () => {
  const w = await questionsWorld();
  const conversationId = w.talk(1, w.ids.ana);
  await w.ana.answers.record({ conversationId, question: 'wish', value: 'Lower rents' });
  const other = campaign(w.core, { texterIds: [w.ids.ana] });
  const [, , , wish] = SCRIPT;
  if (!wish) throw new Error('The script has four questions.');
  await w.save([{ ...wish, name: 'Colour', text: 'Which colour do they like?' }], other);
  const { revision } = await w.save([]);
  const copied = await w.maya.questions.copyFrom({ campaignId: w.campaignId, revision, from: other });
  expect(copied.questions.map(({ code }) => code)).toEqual(['wish-2']);
  expect(copied.answered).toEqual({ wish: 1 });
  expect((await w.ana.answers.list({ conversationId })).current).toBe('wish-2');
});

test('over REST: read, save, a file that is wrong says where', async () => {
  const w = await questionsWorld();
  const rest = restOver(w);
  const as = w.tokenFor(w.ids.maya);
  const path = `/campaigns/${w.campaignId}/questions`;
  const read = await rest('GET', path, { as });
  expect(read).toMatchObject({ status: 200, body: { questions: SCRIPT } });
  const { revision } = read.body;
  const fewer = await rest('POST', path, { as, body: { revision, questions: SCRIPT.slice(0, 1) } });
  // The choice that led to `wish` goes on to the next question.
  expect(fewer).toMatchObject({
    status: 422,
    body: { data: { issues: [{ path: ['questions', 0, 'choices', 2, 'next'] }] } },
  });
  const { body: file } = await rest('GET', `${path}/file`, { as });
  const wrong = {
    ...file,
    questions: [{ ...SCRIPT[3], choices: [{ code: 'a', label: 'A', key: '1', colour: 'x' }] }],
  };
  const refused = await rest('POST', `${path}/import`, { as, body: { revision, file: wrong } });
  expect(refused).toMatchObject({
    status: 422,
    body: { data: { issues: [{ path: ['file', 'questions', 0, 'choices', 0, 'colour'] }] } },
  });
  const key = await rest('POST', `${path}/import`, {
    as,
    body: { revision, file: { ...file, questions: changed('wish', { kind: 'one' }) } },
  });
  expect(key).toMatchObject({
    status: 422,
    body: { data: { issues: [{ path: ['file', 'questions', 3, 'choices'] }] } },
  });
  const newer = await rest('POST', `${path}/import`, {
    as,
    body: { revision, file: { ...file, version: 2 } },
  });
  expect(newer).toMatchObject({ status: 422, body: { message: expect.stringContaining('newer Heed') } });
  expect((await rest('GET', path, { as })).body.revision).toBe(revision);
});

test('a file says whether it is damaged, of a newer Heed, or none of ours', () => {
  const problem = (content: unknown) => {
    const found = readQuestionFile(JSON.stringify(content));
    return found.ok ? 'fine' : found.problems[0]?.message;
  };
  const file = { kind: 'heed-questions', version: 1, questions: [] };
  expect(problem(file)).toBe('fine');
  expect(problem({ ...file, version: 2 })).toBe(t('questions:wrong.version'));
  for (const wrong of [{ version: 0 }, { version: '1' }, { questions: 'none' }])
    expect(problem({ ...file, ...wrong })).toBe(t('questions:wrong.damaged'));
  expect(problem({ ...file, kind: 'x' })).toBe(t('questions:wrong.file'));
});

test('names that nobody can see are refused, control characters are left out', async () => {
  const w = await questionsWorld();
  const named = (name: string) => w.save(changed('support', { name }));
  for (const name of ['\u0000', '\u200b\u200d', '\u2060 \ufeff'])
    expect((await refusal(named(name))).code).toBe('INVALID');
  expect((await named('Sup\u0000port')).questions[0]?.name).toBe('Support');
});

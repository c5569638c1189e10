import fc from 'fast-check';
import { expect, test } from 'vitest';
import { optOut } from '../../main/core/optOuts/optOut.ts';
import { all, one, run } from '../../main/core/store/statement.ts';
import { eventOf } from '../../main/core/webhooksOut/event.ts';
import type { DeliveryRow } from '../../main/core/webhooksOut/rows.ts';
import { asBefore } from '../../renderer/components/questions/useRecord.ts';
import { problemsOf } from '../../shared/questions/check.ts';
import type { Question } from '../../shared/questions/script.ts';
import { written } from '../../shared/text/stored.ts';
import { refusal } from '../helpers/api.ts';
import { writer } from '../helpers/core.ts';
import { restOver } from '../helpers/restApi.ts';
import { campaign, fictionNumber } from '../helpers/seed.ts';
import { changed, type QuestionsWorld, questionsWorld, SCRIPT } from './world.ts';

const rows = (w: QuestionsWorld) =>
  all<{ ended_at: number | null; ended_why: string | null }>(
    w.core.db,
    'SELECT ended_at, ended_why FROM answer ORDER BY rowid',
  );

test('the thread says what to ask, and each answer leads on', async () => {
  const w = await questionsWorld();
  const id = w.talk(1, w.ids.ana);
  const { questions } = await w.ana.conversation.get({ id });
  expect(questions.current).toBe('support');
  // Replies are filled in for this contact.
  expect(questions.script[0]?.choices[0]?.reply).toBe('Great, Pat! Can you help?');
  expect(questions.script[0]?.reply).toBe('Thanks, Pat.');
  const record = (question: string, answer: { choices?: string[]; value?: string | number }) =>
    w.ana.answers.record({ conversationId: id, question, ...answer });
  expect((await record('support', { choices: ['yes'] })).current).toBe('help');
  expect((await record('help', { choices: ['drive', 'calls'] })).current).toBe('seats');
  const done = await record('seats', { value: 3 });
  expect(done.current).toBeNull();
  expect(done.answers).toMatchObject([
    { question: 'support', choices: [{ code: 'yes', label: 'Yes' }], value: null, by: 'Ana' },
    { question: 'help', choices: [{ code: 'calls' }, { code: 'drive' }] },
    { question: 'seats', choices: [], value: '3' },
  ]);
  expect((await w.ana.conversation.get({ id })).questions).toEqual(done);
  // None of it sent anything.
  expect(all(w.core.db, 'SELECT 1 FROM message')).toEqual([]);
});

test('a reply that gets long when it is filled is no obstacle to opening the thread', async () => {
  const w = await questionsWorld();
  const id = w.talk(1, w.ids.ana);
  const reply = `{firstName}${'.'.repeat(1580)}`;
  await w.save(changed('support', { reply }));
  run(writer(w.core), 'UPDATE conversation SET first_name = ? WHERE id = ?', 'Pat'.repeat(20), id);
  const { questions } = await w.ana.conversation.get({ id });
  expect(questions.script[0]?.reply).toHaveLength(1640);
  const answered = await w.ana.answers.record({ conversationId: id, question: 'support', choices: ['no'] });
  expect(answered.current).toBeNull();
});

test('a correction ends the answer and keeps it; the same answer again changes nothing', async () => {
  const w = await questionsWorld();
  const conversationId = w.talk(1, w.ids.ana);
  const of = { conversationId, question: 'support' };
  await w.ana.answers.record({ ...of, choices: ['yes'] });
  await w.ana.answers.record({ ...of, choices: ['yes'] });
  expect(rows(w)).toHaveLength(1);
  w.clock.advance(60_000);
  const corrected = await w.sol.answers.record({ ...of, choices: ['no'] });
  expect(corrected).toMatchObject({ current: null, answers: [{ choices: [{ code: 'no' }], by: 'Sol' }] });
  w.clock.advance(60_000);
  const cleared = await w.maya.answers.clear(of);
  expect(cleared).toMatchObject({ current: 'support', answers: [] });
  await w.maya.answers.clear(of);
  expect(await w.ana.answers.history({ conversationId })).toMatchObject([
    { choice: { code: 'yes' }, by: 'Ana', ended: { by: 'Sol', why: 'corrected' } },
    { choice: { code: 'no' }, by: 'Sol', ended: { by: 'Maya', why: 'taken-back' } },
  ]);
  // Of several answers, those that still hold keep their rows.
  await w.ana.answers.record({ conversationId, question: 'help', choices: ['calls', 'drive'] });
  await w.ana.answers.record({ conversationId, question: 'help', choices: ['drive', 'none'] });
  const help = (await w.ana.answers.history({ conversationId })).filter(
    ({ question }) => question === 'help',
  );
  expect(help.map(({ choice, ended }) => [choice?.code, ended?.why ?? null])).toEqual([
    ['calls', 'corrected'],
    ['drive', null],
    ['none', null],
  ]);
});

test.each<[string, { question: string; choices?: string[]; value?: string | number }, string]>([
  ['a question that is not asked', { question: 'other', choices: ['yes'] }, 'question'],
  ['a choice that is not offered', { question: 'support', choices: ['maybe'] }, 'choices'],
  ['two of one', { question: 'support', choices: ['yes', 'no'] }, 'choices'],
  ['none', { question: 'help', choices: [] }, 'choices'],
  ['a value for choices', { question: 'support', value: 'yes' }, 'value'],
  ['choices for a number', { question: 'seats', choices: ['yes'] }, 'choices'],
  ['words for a number', { question: 'seats', value: '3' }, 'value'],
  ['a number for words', { question: 'wish', value: 3 }, 'value'],
  ['no words', { question: 'wish', value: '  ' }, 'value'],
])('%s is refused by its place', async (_, input, field) => {
  const w = await questionsWorld();
  const conversationId = w.talk(1, w.ids.ana);
  const error: unknown = await w.ana.answers
    .record({ conversationId, ...input })
    .catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: 'INVALID', data: { issues: [{ path: [field] }] } });
  expect(rows(w)).toEqual([]);
});

test('another’s conversation and a hidden one are ones that do not exist; a draft has no answers', async () => {
  const w = await questionsWorld();
  const conversationId = w.talk(1, w.ids.ana);
  const yes = { question: 'support', choices: ['yes'] };
  await w.ana.answers.record({ conversationId, ...yes });
  const none = await refusal(w.ben.answers.record({ conversationId: 'missing', ...yes }));
  expect(await refusal(w.ben.answers.record({ conversationId, ...yes }))).toEqual(none);
  const draft = campaign(w.core, { state: 'draft', texterIds: [w.ids.ana] });
  await w.save(SCRIPT, draft);
  const early = w.talk(2, w.ids.ana, draft);
  expect((await refusal(w.ana.answers.record({ conversationId: early, ...yes }))).code).toBe('CONFLICT');
});

test.each([true, false])(
  'an opted-out contact’s answers go on as long as texters see them; automatic: %s',
  async (automatic) => {
    const w = await questionsWorld();
    const conversationId = w.talk(1, w.ids.ana);
    const place = one<{ subject: string; number: string }>(
      w.core.db,
      'SELECT subject, number FROM conversation WHERE id = ?',
      conversationId,
    );
    w.core.write((tx) =>
      optOut(w.core, tx, {
        subject: place?.subject ?? '',
        number: place?.number ?? '',
        cause: automatic ? 'auto-keyword' : 'manual',
        actorId: automatic ? null : w.ids.ana,
        reason: written(''),
        rule: '',
        matched: '',
        conversationId,
        messageId: null,
        senderNumberId: null,
        importId: null,
        saidAt: 1,
        receivedAt: 1,
      }),
    );
    const texts = all(w.core.db, 'SELECT id FROM message');
    const yes = { conversationId, question: 'support', choices: ['yes'] };
    if (automatic) {
      // Texters would read them after the opt-in.
      for (const call of [
        w.sol.answers.record(yes),
        w.sol.answers.clear({ conversationId, question: 'support' }),
      ]) {
        expect((await refusal(call)).code).toBe('CONFLICT');
      }
      expect(await w.sol.answers.list({ conversationId })).toEqual({
        current: null,
        script: [],
        answers: [],
      });
      expect(rows(w)).toEqual([]);
      expect(await refusal(w.ana.answers.record(yes))).toEqual(
        await refusal(w.ana.answers.record({ ...yes, conversationId: 'missing' })),
      );
      expect((await refusal(w.ana.answers.history({ conversationId }))).code).toBe('NOT_FOUND');
    } else {
      expect((await w.sol.answers.record(yes)).current).toBe('help');
      expect((await w.ana.answers.record({ ...yes, choices: ['no'] })).current).toBeNull();
    }
    expect(all(w.core.db, 'SELECT id FROM message')).toEqual(texts);
  },
);

test('over REST an answer that comes twice with its key is recorded once', async () => {
  const w = await questionsWorld();
  const rest = restOver(w);
  const as = w.tokenFor(w.ids.ana);
  const path = `/conversations/${w.talk(1, w.ids.ana)}/answers`;
  const headers = { 'idempotency-key': 'once' };
  const say = (choices: string[]) =>
    rest('POST', path, { as, headers, body: { question: 'support', choices } });
  const first = await say(['yes']);
  expect(first).toMatchObject({ status: 200, body: { current: 'help' } });
  await rest('POST', path, { as, body: { question: 'support', choices: ['no'] } });
  // The repeated call gets its first answer again, and does not write the old answer again.
  expect(await say(['yes'])).toEqual(first);
  expect((await rest('GET', path, { as })).body).toMatchObject({ answers: [{ choices: [{ code: 'no' }] }] });
  const taken = await rest('DELETE', `${path}/support`, { as });
  expect(taken).toMatchObject({ status: 200, body: { answers: [], current: 'support' } });
  const history = await rest('GET', `${path}/history`, { as });
  expect(history.body).toMatchObject([{ ended: { why: 'corrected' } }, { ended: { why: 'taken-back' } }]);
});

type Step =
  | { readonly kind: 'record'; readonly who: number; readonly at: number; readonly pick: number }
  | { readonly kind: 'clear'; readonly who: number; readonly at: number }
  | { readonly kind: 'edit'; readonly keep: readonly boolean[]; readonly turn: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('record' as const),
      who: fc.nat(2),
      at: fc.nat(3),
      pick: fc.nat(5),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('clear' as const), who: fc.nat(2), at: fc.nat(3) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('edit' as const),
      keep: fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
      turn: fc.nat(3),
    }),
  },
);

/**
 * Some of the questions in another order, each without one of its choices; what led to a missing question
 * goes on to the next.
 */
function edited(keep: readonly boolean[], turn: number): Question[] {
  const kept = SCRIPT.filter((_, at) => keep[at]);
  const turned = [...kept.slice(turn), ...kept.slice(0, turn)];
  return turned.map((question) => ({
    ...question,
    next: 'following',
    choices: question.choices.slice(turn % 2).map((choice) => ({ ...choice, next: null })),
  }));
}

test('whatever is recorded, taken back and edited in between: no answer is lost, nobody’s is changed', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 14 }), async (steps) => {
      const w = await questionsWorld();
      const talks = [0, 1, 2].map((index) => w.talk(index, w.ids.ana));
      /** Each contact's latest answers, by question. */
      const said = new Map<string, string>();
      let recorded = 0;
      for (const each of steps) {
        w.clock.advance(1000);
        if (each.kind === 'edit') {
          const questions = edited(each.keep, each.turn);
          expect(problemsOf(questions)).toEqual([]);
          await w.save(questions);
          continue;
        }
        const conversationId = talks[each.who] ?? '';
        const asked = (await w.ana.answers.list({ conversationId })).script[each.at];
        if (!asked) continue;
        const key = `${conversationId} ${asked.code}`;
        if (each.kind === 'clear') {
          await w.ana.answers.clear({ conversationId, question: asked.code });
          said.delete(key);
          continue;
        }
        const choice = asked.choices[each.pick % Math.max(1, asked.choices.length)];
        const value = asked.kind === 'number' ? each.pick : `words ${each.pick}`;
        const answer = choice ? { choices: [choice.code] } : { value };
        await w.ana.answers.record({ conversationId, question: asked.code, ...answer });
        said.set(key, choice?.code ?? String(value));
        recorded += 1;
      }
      const found = await Promise.all(
        talks.map(async (conversationId) => {
          const { answers, current, script } = await w.ana.answers.list({ conversationId });
          if (current !== null) {
            expect(script.map(({ code }) => code)).toContain(current);
            expect(answers.map(({ question }) => question)).not.toContain(current);
          }
          return answers.map(({ question, choices, value }): [string, string] => [
            `${conversationId} ${question}`,
            choices.map(({ code }) => code).join(' ') || (value ?? ''),
          ]);
        }),
      );
      expect(new Map(found.flat())).toEqual(said);
      expect(rows(w).length).toBeLessThanOrEqual(recorded);
      const broken = 'SELECT 1 FROM answer WHERE (ended_at IS NULL) <> (ended_why IS NULL)';
      expect(all(w.core.db, broken)).toEqual([]);
    }),
    { numRuns: 25 },
  );
});

test('a question that was opened to many choices keeps the one that was given', async () => {
  const w = await questionsWorld();
  const conversationId = w.talk(1, w.ids.ana);
  await w.ana.answers.record({ conversationId, question: 'support', choices: ['yes'] });
  await w.save(changed('support', { kind: 'many' }));
  const more = await w.ana.answers.record({
    conversationId,
    question: 'support',
    choices: ['yes', 'unsure'],
  });
  expect(more.answers[0]?.choices.map(({ code }) => code)).toEqual(['yes', 'unsure']);
  expect(rows(w).every(({ ended_at }) => ended_at === null)).toBe(true);
});

test('other programs are told of each answer in its transaction, and never of one that did not happen', async () => {
  const w = await questionsWorld();
  const told = () =>
    all<DeliveryRow>(w.core.db, 'SELECT * FROM webhook_delivery ORDER BY position').map((row) =>
      eventOf(w.core.db, row),
    );
  const conversationId = w.talk(1, w.ids.ana);
  const record = (question: string, answer: { choices?: string[]; value?: number }) =>
    w.ana.answers.record({ conversationId, question, ...answer });
  await record('support', { choices: ['no'] });
  expect(told()).toEqual([]);
  const create = (events: ('opt-out' | 'answer')[]) =>
    w.maya.webhookOut.create({ name: 'CRM', url: 'https://crm.example.org/heed', events });
  await create(['opt-out']);
  await create(['answer']);
  await record('help', { choices: ['drive', 'calls'] });
  w.clock.advance(1);
  await record('help', { choices: ['drive', 'calls'] });
  w.clock.advance(1);
  await record('help', { choices: ['calls'] });
  w.clock.advance(1);
  await w.ana.answers.clear({ conversationId, question: 'help' });
  await record('seats', { value: 2.5 });
  await refusal(record('seats', { choices: ['calls'] }));
  const number = fictionNumber('US', 1);
  const help = { conversation: conversationId, question: 'help', name: 'Help', value: null };
  expect(told()).toMatchObject([
    {
      type: 'answer-recorded',
      number,
      optedOut: false,
      campaign: { name: 'Issue 2' },
      answer: { ...help, choices: [{ code: 'calls', label: 'Calls' }, { code: 'drive' }], by: 'Ana' },
    },
    { type: 'answer-corrected', answer: { ...help, choices: [{ code: 'calls' }] } },
    { type: 'answer-taken-back', answer: { ...help, choices: [] } },
    { type: 'answer-recorded', answer: { question: 'seats', choices: [], value: '2.5' } },
  ]);
  // What still waits when a person is erased says nothing of them.
  await w.maya.person.erase({ number, reason: 'asked' });
  for (const event of told()) expect(event).toMatchObject({ number: null, answer: null });
});

test('what is no answer is refused in the words of whoever asks', async () => {
  const w = await questionsWorld();
  const rest = restOver(w);
  const path = `/conversations/${w.talk(1, w.ids.ana)}/answers`;
  const said = async (language: string, answer: object) => {
    const headers = { 'accept-language': language };
    const body = { question: 'support', ...answer };
    const { body: refused } = await rest('POST', path, { as: w.tokenFor(w.ids.ana), body, headers });
    return (refused.data as { issues: { message: string }[] }).issues[0]?.message;
  };
  const many = { choices: Array.from({ length: 21 }, (_, at) => `c${at}`) };
  expect(await said('en', many)).toBe('At most 20 at once.');
  expect(await said('en', { value: true })).toBe('Give a number or a few words.');
  expect(await said('es', { value: true })).toBe('Dé un número o unas pocas palabras.');
  expect(await said('es', { value: 1e13 })).toMatch(/^Dé un número entre/);
  expect(await said('en', { value: '\u200b' })).toBe(await said('en', { value: ' ' }));
});

test('an answer in words is not put back as a number', () => {
  const before = { question: 'seats', name: '', text: '', choices: [], by: null, at: 0, asked: true };
  expect(asBefore({ ...before, kind: 'number', value: 'three' })).toBeNull();
  expect(asBefore({ ...before, kind: 'number', value: '2.5' })).toEqual({ value: 2.5 });
  expect(asBefore({ ...before, kind: 'text', value: 'three' })).toEqual({ value: 'three' });
});

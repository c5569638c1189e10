import fc from 'fast-check';
import { expect, test } from 'vitest';
import { demoCampaigns } from '../../main/core/demo/campaigns.ts';
import { problemsOf, warningsOf } from '../../shared/questions/check.ts';
import { freeKey, joined, newCode, withCodes } from '../../shared/questions/codes.ts';
import {
  type Choice,
  END,
  FOLLOWING,
  type Question,
  QuestionFile,
  Questions,
  questionFile,
} from '../../shared/questions/script.ts';
import { type Answers, type Given, nextAfter, replyAfter, walk } from '../../shared/questions/walk.ts';

const choice = (code: string, more: Partial<Choice> = {}): Choice => ({
  code,
  label: `Label ${code}`,
  key: code.slice(0, 1),
  reply: '',
  next: null,
  ...more,
});
const question = (code: string, more: Partial<Question> = {}): Question => ({
  code,
  name: `Name ${code}`,
  text: `Text ${code}`,
  kind: 'one',
  reply: '',
  next: FOLLOWING,
  choices: [choice('yes'), choice('no')],
  ...more,
});
const given = (...choices: string[]): Given => ({ choices, value: null });

/** Support, then a day for volunteers, then a ride; after a no, nothing more is asked. */
const script: readonly Question[] = [
  question('support', {
    choices: [choice('yes'), choice('no', { next: END }), choice('unsure', { next: 'ride' })],
  }),
  question('days', {
    kind: 'many',
    choices: [choice('monday', { next: 'ride' }), choice('friday', { next: END })],
  }),
  question('seats', { kind: 'number', choices: [], next: END }),
  question('ride'),
];

test.each<[string, Record<string, Given>, string | null]>([
  ['nothing yet: the first', {}, 'support'],
  ['as the question says: the one that follows', { support: given('yes') }, 'days'],
  ['to the end by a choice', { support: given('no') }, null],
  ['past others by a choice', { support: given('unsure') }, 'ride'],
  [
    'the first chosen in the order of the script decides',
    { support: given('yes'), days: given('friday', 'monday') },
    'ride',
  ],
  ['a choice that is no longer offered goes on as the question says', { support: given('gone') }, 'days'],
  ['the last question ends it', { support: given('unsure'), ride: given('yes') }, null],
  ['answers off the way change nothing', { support: given('no'), ride: given('yes') }, null],
  ['what was answered early is not asked again', { support: given('unsure'), ride: given('no') }, null],
  [
    'an answer without the one before it is kept, and the first is still asked',
    { ride: given('no') },
    'support',
  ],
])('which question is current: %s', (_, answers, code) => {
  expect(walk(script, new Map(Object.entries(answers))).current?.code ?? null).toBe(code);
});

test('an empty script asks nothing, and one that goes in a circle still ends', () => {
  expect(walk([], new Map())).toEqual({ current: null, path: [] });
  const round = [question('a', { next: 'b' }), question('b', { next: 'a' })];
  const answers: Answers = new Map([
    ['a', given('yes')],
    ['b', given('yes')],
  ]);
  expect(walk(round, answers)).toEqual({ current: null, path: round });
  expect(nextAfter(round, question('c', { next: 'nowhere' }), given('yes'))).toBeNull();
});

test('the reply is that of the first choice that has one, else the question’s', () => {
  const asked = question('a', {
    reply: 'Thanks!',
    choices: [
      choice('yes', { reply: 'Great!' }),
      choice('no'),
      choice('maybe', { reply: 'Think about it.' }),
    ],
  });
  expect(replyAfter(asked, given('yes'))).toBe('Great!');
  expect(replyAfter(asked, given('no'))).toBe('Thanks!');
  expect(replyAfter(asked, given('maybe', 'no'))).toBe('Think about it.');
  expect(replyAfter(asked, { choices: [], value: '3' })).toBe('Thanks!');
});

const places = (questions: readonly Question[]) => problemsOf(questions).map(({ path }) => path.join('.'));

test.each<[string, readonly Question[], string[]]>([
  ['a sound one', script, []],
  ['a doubled code', [question('a'), question('a', { name: 'Other' })], ['1.code']],
  [
    'a doubled name, in whichever case',
    [question('a', { name: 'Ride' }), question('b', { name: 'RÍDE' })],
    ['1.name'],
  ],
  [
    'a doubled choice',
    [question('a', { choices: [choice('yes'), choice('yes', { label: 'y', key: 'z' })] })],
    ['0.choices.1.code'],
  ],
  [
    'a doubled label',
    [question('a', { choices: [choice('yes', { label: 'Yes' }), choice('no', { label: 'yes' })] })],
    ['0.choices.1.label'],
  ],
  ['a doubled key', [question('a', { choices: [choice('yes'), choice('yep')] })], ['0.choices.1.key']],
  ['no choices', [question('a', { choices: [] })], ['0.choices']],
  ['choices of a number', [question('a', { kind: 'number' })], ['0.choices']],
  ['a place that is not there', [question('a', { next: 'b' })], ['0.next']],
  [
    'the same of a choice',
    [question('a', { choices: [choice('yes', { next: 'b' })] })],
    ['0.choices.0.next'],
  ],
  ['a question that leads to itself', [question('a', { next: 'a' })], ['0.next']],
  [
    'a way round',
    [question('a'), question('b', { choices: [choice('yes', { next: 'a' })] })],
    ['0.next', '1.next'],
  ],
])('what is wrong with a script: %s', (_, questions, where) => {
  expect(places(questions)).toEqual(where);
});

test('a question to which no way leads is warned of, and may stay', () => {
  const lonely = [question('a', { next: END }), question('b')];
  expect(problemsOf(lonely)).toEqual([]);
  expect(warningsOf(lonely).map(({ path }) => path)).toEqual([[1]]);
  expect(warningsOf(script)).toHaveLength(1); // nobody is led to the seats
  expect(warningsOf([])).toEqual([]);
});

test.each<[string, unknown, string]>([
  ['no file of ours', { hello: 1 }, 'kind'],
  ['of a newer Heed', { ...questionFile([]), version: 2 }, 'version'],
  [
    'a field that nobody knows',
    questionFile([{ ...question('a'), colour: 'red' } as Question]),
    'questions.0',
  ],
  [
    'a key that is no letter',
    questionFile([question('a', { choices: [choice('b', { key: '7' })] })]),
    'questions.0.choices.0.key',
  ],
  [
    'a key that moves between conversations',
    questionFile([question('a', { choices: [choice('b', { key: 'J' })] })]),
    'questions.0.choices.0.key',
  ],
  ['no words', questionFile([question('a', { text: ' ' })]), 'questions.0.text'],
  ['a reserved code', questionFile([question('end')]), 'questions.0.code'],
  ['a word that every object has', questionFile([question('constructor')]), 'questions.0.code'],
])('a file is read strictly and says where it is wrong: %s', (_, file, where) => {
  const { error } = QuestionFile.safeParse(file);
  expect(error?.issues[0]?.path.join('.')).toBe(where);
  expect(error?.issues[0]?.message).toMatch(/\w/);
});

test('codes of new questions are made from their names, wherever they are named', () => {
  const made = withCodes(
    [
      question('support', {
        choices: [choice('new-1', { label: 'Sí, ¡claro!', next: 'new-2' }), choice('new-2', { label: '?' })],
      }),
      question('new-1', { name: 'Ride to the Polls', next: 'new-2' }),
      question('new-2', { name: 'End' }),
      question('new-3', { name: '乗車' }),
    ],
    ['ride-to-the-polls'],
  );
  expect(made.map(({ code, next }) => [code, next])).toEqual([
    ['support', FOLLOWING],
    ['ride-to-the-polls-2', 'end-2'],
    ['end-2', FOLLOWING],
    ['question', FOLLOWING],
  ]);
  expect(made[0]?.choices.map(({ code, next }) => [code, next])).toEqual([
    ['si-claro', 'end-2'],
    ['choice', null],
  ]);
  expect(newCode(['new-1', 'a', 'new-3'])).toBe('new-2');
});

test('a key is the first free letter of the label', () => {
  expect(freeKey('Yes', [])).toBe('y');
  expect(freeKey('Yes', ['y'])).toBe('e');
  expect(freeKey('Járk', [])).toBe('a');
  expect(freeKey('', ['a'])).toBe('b');
});

/** Random scripts as an editor could make them: any kind of question, leading to any question there is. */
const randomScript = fc.integer({ min: 1, max: 8 }).chain((count) => {
  const codes = Array.from({ length: count }, (_, at) => `q${at}`);
  const next = fc.constantFrom(FOLLOWING, END, ...codes);
  return fc.tuple(
    ...codes.map((code) =>
      fc
        .record({
          kind: fc.constantFrom('one' as const, 'many' as const, 'number' as const),
          next,
          nexts: fc.array(fc.option(next), { minLength: 1, maxLength: 4 }),
        })
        .map(({ kind, next: following, nexts }) =>
          question(code, {
            kind,
            next: following,
            choices:
              kind === 'number'
                ? []
                : nexts.map((to, at) => choice(`c${at}`, { next: to, key: 'abcd'.charAt(at) })),
          }),
        ),
    ),
  );
});
const pick = (asked: Question, which: number): Given => {
  const { choices } = asked;
  if (choices.length === 0) return { choices: [], value: String(which) };
  const one = choices[which % choices.length]?.code ?? '';
  return { choices: asked.kind === 'many' ? [one, choices[0]?.code ?? ''] : [one], value: null };
};

test('a script without problems always ends, asks each question once, and a file of it reads the same', () => {
  fc.assert(
    fc.property(randomScript, fc.array(fc.nat(9), { minLength: 8, maxLength: 8 }), (questions, picks) => {
      expect(Questions.parse(questions)).toEqual(questions);
      expect(QuestionFile.parse(JSON.parse(JSON.stringify(questionFile(questions)))).questions).toEqual(
        questions,
      );
      fc.pre(problemsOf(questions).length === 0);
      const answers = new Map<string, Given>();
      let turns = 0;
      for (let at = walk(questions, answers).current; at; at = walk(questions, answers).current) {
        expect(answers.has(at.code)).toBe(false);
        answers.set(at.code, pick(at, picks[turns] ?? 0));
        turns += 1;
        expect(turns).toBeLessThanOrEqual(questions.length);
      }
      expect(walk(questions, answers).path).toHaveLength(turns);
      // A question that is asked by itself is named in no warning.
      const warned = warningsOf(questions).map(({ path }) => questions[Number(path[0])]?.code);
      for (const code of answers.keys()) expect(warned).not.toContain(code);
    }),
    { numRuns: 300 },
  );
});

test('a script joined to another keeps both, without doubles', () => {
  fc.assert(
    fc.property(randomScript, randomScript, (first, second) => {
      const both = joined(first, second);
      expect(both.slice(0, first.length)).toEqual(first);
      expect(both).toHaveLength(first.length + second.length);
      const clashes = problemsOf(both).filter(({ path }) => path[1] === 'code' || path[1] === 'name');
      expect(clashes).toEqual([]);
      const codes = new Map(second.map(({ code }, at) => [code, both[first.length + at]?.code]));
      second.forEach((asked, at) => {
        const to = both[first.length + at]?.next;
        expect(to).toBe(codes.get(asked.next) ?? asked.next);
      });
    }),
    { numRuns: 100 },
  );
});

test('a code that is cut before its number stays a code, and one of a retired question is not taken', () => {
  const asked = (code: string): Question => ({
    ...{ code, name: code.slice(0, 30), text: 'Well?', kind: 'text', reply: '', next: 'end', choices: [] },
  });
  // The 36th character is a hyphen.
  const long = `${'a'.repeat(35)}-bbbb`;
  const both = joined([asked(long)], [asked(long)]);
  expect(both[1]?.code).toBe(`${'a'.repeat(35)}-2`);
  expect(Questions.safeParse(both).error).toBeUndefined();
  expect(joined([], [asked('support')], ['support'])[0]?.code).toBe('support-2');
});

test('the demo’s questions are sound, and every one of them can be reached', () => {
  for (const { questions } of demoCampaigns) {
    expect(Questions.parse(questions)).toEqual(questions);
    expect(problemsOf(questions)).toEqual([]);
    expect(warningsOf(questions)).toEqual([]);
  }
});

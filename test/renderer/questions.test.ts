import fc from 'fast-check';
import { expect, test } from 'vitest';
import { answerText } from '../../renderer/components/questions/answerWords.ts';
import {
  addQuestion,
  askAgain,
  issuesOf,
  moved,
  relabelled,
  removeQuestion,
} from '../../renderer/views/campaigns/questions/edit.ts';
import { readQuestionFile } from '../../renderer/views/campaigns/questions/readFile.ts';
import { readNumber } from '../../shared/questions/number.ts';
import { questionFile, TAKEN_KEYS } from '../../shared/questions/script.ts';
import { sourcesOf } from '../hosts/sources.ts';
import { SCRIPT } from '../questions/world.ts';

test.each<[string, number | null]>([
  ['3', 3],
  [' 12 ', 12],
  ['-2', -2],
  ['2.5', 2.5],
  ['2,5', 2.5],
  ['0,125', 0.125],
  ['1,000', null], // a thousand here, one there
  ['1.000.000', null],
  ['three', null],
  ['3 seats', null],
  ['', null],
  ['1e9', null],
])('a number as it is typed: %j', (text, value) => {
  expect(readNumber(text)).toBe(value);
});

test('words that were recorded before a question asked for a number are shown as they are', () => {
  const said = (value: string) => answerText({ kind: 'number', value, choices: [] });
  expect([said('2500'), said('Lower rents')]).toEqual(['2,500', 'Lower rents']);
});

const nexts = (script: typeof SCRIPT) =>
  script.flatMap(({ next, choices }) => [next, ...choices.flatMap((each) => each.next ?? [])]);

test('whatever is moved, taken out and asked again, nothing leads to what is not there, and nothing else changes', () => {
  const step = fc.record({
    kind: fc.constantFrom('move', 'remove', 'again'),
    from: fc.nat(4),
    to: fc.nat(4),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      let script = SCRIPT;
      let gone: typeof SCRIPT = [];
      for (const { kind, from, to } of steps) {
        const one = script[from];
        if (kind === 'move') script = moved(script, from, to);
        else if (kind === 'remove' && one !== undefined) {
          script = removeQuestion(script, one.code);
          gone = [...gone, one];
        } else if (kind === 'again' && gone[0] !== undefined) {
          script = askAgain(script, gone[0]);
          gone = gone.slice(1);
        }
        const codes = script.map(({ code }) => code);
        for (const next of nexts(script)) expect([...codes, 'following', 'end']).toContain(next);
        expect([...codes, ...gone.map(({ code }) => code)].sort()).toEqual(
          SCRIPT.map(({ code }) => code).sort(),
        );
        for (const { code, name, text } of script) {
          expect(SCRIPT.find((each) => each.code === code)).toMatchObject({ name, text });
        }
      }
    }),
  );
});

test('a new question has a code that nothing else has, and says what it lacks', () => {
  const script = addQuestion(SCRIPT, ['new-1']);
  expect(script.at(-1)?.code).toBe('new-2');
  const fields = issuesOf(script).map(({ path }) => path.join('.'));
  expect(fields).toEqual(
    expect.arrayContaining(['4.name', '4.text', '4.choices.0.label', '4.choices.1.key']),
  );
  expect(issuesOf(SCRIPT)).toEqual([]);
});

test('a choice keeps a key that a person chose, and else takes one from its label', () => {
  const [first] = SCRIPT;
  const choices = first?.choices ?? [];
  expect(relabelled(choices, 0, 'Certainly')[0]).toMatchObject({ label: 'Certainly', key: 'c' });
  const own = choices.map((choice, at) => (at === 0 ? { ...choice, key: 'x' } : choice));
  expect(relabelled(own, 0, 'Certainly')[0]).toMatchObject({ key: 'x' });
  // “n” is taken by No.
  expect(relabelled(choices, 0, 'Nearly')[0]).toMatchObject({ key: 'e' });
});

test('a file is taken in whole, or not at all and with the places that are wrong', () => {
  const text = (change: object) => JSON.stringify({ ...questionFile(SCRIPT), ...change });
  expect(readQuestionFile(text({}))).toEqual({ ok: true, questions: SCRIPT });
  const places = (file: string) => {
    const found = readQuestionFile(file);
    return found.ok ? [] : found.problems.map(({ where }) => where);
  };
  expect(places('not JSON')).toEqual(['']);
  expect(places(text({ version: 2 }))).toEqual(['']);
  expect(places(text({ questions: SCRIPT.slice(0, 1) }))).toEqual(['Question 1, choice 3']);
  const [support, ...rest] = SCRIPT;
  expect(places(text({ questions: [{ ...support, text: '' }, ...rest] }))).toEqual(['Question 1']);
});

test('no key of the messenger is one that a choice may have', () => {
  const used = [...sourcesOf('renderer')]
    .filter(([path]) =>
      /renderer\/(?:views\/(?:messenger|conversations)|components\/(?!questions))\//.test(path),
    )
    .flatMap(([, source]) =>
      [...source.matchAll(/useHotkey\(\s*(\[[^\]]*\]|'[^']*')/g)].flatMap(([, keys = '']) =>
        [...keys.matchAll(/'([a-z])'/gi)].map(([, key = '']) => key.toLowerCase()),
      ),
    );
  expect([...new Set(used)].sort()).toEqual([...TAKEN_KEYS].sort());
});

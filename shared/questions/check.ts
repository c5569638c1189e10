import { t } from '../text/say.ts';
import { fieldKey } from '../text/template.ts';
import { END, FOLLOWING, type Question } from './script.ts';

/** What is wrong in a list of questions, and where; the path in zod's form. */
export type Issue = { readonly path: (string | number)[]; readonly message: string };

/** Places of values that occur earlier in the list. */
function doubles(values: readonly string[]): number[] {
  return values.flatMap((value, index) => (values.indexOf(value) < index ? [index] : []));
}

/** Words in the form in which they are compared: without case and accents. */
const folded = (words: string) => fieldKey(words) || words;

/** Every place to which a question can lead. */
function leadsTo(script: readonly Question[], at: number): number[] {
  const question = script[at];
  if (question === undefined) return [];
  const { choices } = question;
  const nexts = choices.length === 0 ? [question.next] : choices.map(({ next }) => next ?? question.next);
  return nexts.flatMap((next) => {
    if (next === END) return [];
    const to = next === FOLLOWING ? at + 1 : script.findIndex(({ code }) => code === next);
    return to >= 0 && to < script.length ? [to] : [];
  });
}

/** Whether the questions lead from a place back to it. */
function goesRound(script: readonly Question[], from: number): boolean {
  const seen = new Set<number>();
  const next = leadsTo(script, from);
  for (let at = next.pop(); at !== undefined; at = next.pop()) {
    if (at === from) return true;
    if (seen.has(at)) continue;
    seen.add(at);
    next.push(...leadsTo(script, at));
  }
  return false;
}

const isThere = (script: readonly Question[], next: string | null) =>
  next === null || next === END || next === FOLLOWING || script.some(({ code }) => code === next);

function choiceProblems(script: readonly Question[], question: Question, at: number): Issue[] {
  const { kind, choices } = question;
  const place = (index: number, field: string) => [at, 'choices', index, field];
  const needs = kind === 'one' || kind === 'many';
  if (!needs && choices.length > 0)
    return [{ path: [at, 'choices'], message: t('questions:wrong.noChoices') }];
  if (needs && choices.length === 0)
    return [{ path: [at, 'choices'], message: t('questions:wrong.choices') }];
  const doubled = (field: 'code' | 'label' | 'key', values: readonly string[], message: string) =>
    doubles(values).map((index) => ({ path: place(index, field), message }));
  const labels = choices.map(({ label }) => folded(label));
  return [
    ...doubled(
      'code',
      choices.map(({ code }) => code),
      t('questions:wrong.codeDoubled'),
    ),
    ...doubled('label', labels, t('questions:wrong.labelDoubled')),
    ...doubled(
      'key',
      choices.map(({ key }) => key),
      t('questions:wrong.keyDoubled'),
    ),
    ...choices.flatMap(({ next }, index) =>
      isThere(script, next) ? [] : [{ path: place(index, 'next'), message: t('questions:wrong.next') }],
    ),
  ];
}

/**
 * What prevents a list of questions from being saved: names, codes, keys or labels that occur twice, choices
 * that are missing or too many, places that do not exist, and circles, since such a script never ends. Each
 * with its place, such as `[1, 'choices', 0, 'key']`. Its form was checked before (`Questions`).
 */
export function problemsOf(script: readonly Question[]): Issue[] {
  const doubled = (field: 'code' | 'name', values: readonly string[], message: string) =>
    doubles(values).map((index) => ({ path: [index, field], message }));
  const names = script.map(({ name }) => folded(name));
  return [
    ...doubled(
      'code',
      script.map(({ code }) => code),
      t('questions:wrong.codeDoubled'),
    ),
    ...doubled('name', names, t('questions:wrong.nameDoubled')),
    ...script.flatMap((question, at) => [
      ...(isThere(script, question.next) ? [] : [{ path: [at, 'next'], message: t('questions:wrong.next') }]),
      ...choiceProblems(script, question, at),
      ...(goesRound(script, at) ? [{ path: [at, 'next'], message: t('questions:wrong.round') }] : []),
    ]),
  ];
}

/** What a person should know and may leave: questions that nothing leads to. */
export function warningsOf(script: readonly Question[]): Issue[] {
  const reached = new Set<number>();
  const next = script.length > 0 ? [0] : [];
  for (let at = next.pop(); at !== undefined; at = next.pop()) {
    if (reached.has(at)) continue;
    reached.add(at);
    next.push(...leadsTo(script, at));
  }
  return script.flatMap((_, at) =>
    reached.has(at) ? [] : [{ path: [at], message: t('questions:warn.unreachable') }],
  );
}

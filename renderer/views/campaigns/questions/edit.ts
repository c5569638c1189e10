import { type Issue, problemsOf } from '../../../../shared/questions/check.ts';
import { freeKey, newCode } from '../../../../shared/questions/codes.ts';
import { type Choice, FOLLOWING, type Question, Questions } from '../../../../shared/questions/script.ts';

/** Every change that the editor makes to a script, as pure functions. */

type Script = readonly Question[];

export const needsChoices = (kind: Question['kind']) => kind === 'one' || kind === 'many';

/** Adds a question with a new code; those of retired questions stay reserved. */
export function addQuestion(script: Script, retired: readonly string[]): Question[] {
  const code = newCode([...script.map((each) => each.code), ...retired]);
  const question: Question = {
    code,
    name: '',
    text: '',
    kind: 'one',
    reply: '',
    next: FOLLOWING,
    choices: [],
  };
  return [...script, { ...question, choices: addChoice(addChoice([])) }];
}

export function addChoice(choices: readonly Choice[]): Choice[] {
  const code = newCode(choices.map((each) => each.code));
  return [...choices, { code, label: '', key: '', reply: '', next: null }];
}

export function changeQuestion(script: Script, code: string, change: Partial<Question>): Question[] {
  return script.map((question) => (question.code === code ? { ...question, ...change } : question));
}

/** Removes a question. What led to it leads to the following question, or to that of its own question. */
export function removeQuestion(script: Script, code: string): Question[] {
  return script
    .filter((question) => question.code !== code)
    .map((question) => ({
      ...question,
      next: question.next === code ? FOLLOWING : question.next,
      choices: question.choices.map((choice) => (choice.next === code ? { ...choice, next: null } : choice)),
    }));
}

/** Adds a question that is no longer asked at the end again; places that are gone since are left out. */
export function askAgain(script: Script, question: Question): Question[] {
  const there = new Set([...script.map(({ code }) => code), question.code]);
  const known = (next: string) => there.has(next) || next === FOLLOWING || next === 'end';
  return [
    ...script,
    {
      ...question,
      next: known(question.next) ? question.next : FOLLOWING,
      choices: question.choices.map((choice) =>
        choice.next === null || known(choice.next) ? choice : { ...choice, next: null },
      ),
    },
  ];
}

/** Moves the entry at `from` to `to`; unchanged where there is no such place. */
export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const [item] = list.slice(from, from + 1);
  if (item === undefined || to < 0 || to >= list.length) return [...list];
  return list.toSpliced(from, 1).toSpliced(to, 0, item);
}

/**
 * A choice with another label. While its key is empty or was made from the old label, it is made from the new
 * one.
 */
export function relabelled(choices: readonly Choice[], at: number, label: string): Choice[] {
  const others = choices.filter((_, index) => index !== at).map(({ key }) => key);
  return choices.map((choice, index) => {
    if (index !== at) return choice;
    const made = choice.key === '' || choice.key === freeKey(choice.label, others);
    return { ...choice, label, key: made && label !== '' ? freeKey(label, others) : choice.key };
  });
}

/** Everything that prevents a script from being saved: its form first, then how it is connected. */
export function issuesOf(script: Script): Issue[] {
  const { error } = Questions.safeParse(script);
  const form = (error?.issues ?? []).map(({ path, message }) => ({
    path: path.map((step) => (typeof step === 'number' ? step : String(step))),
    message,
  }));
  const places = new Set(form.map(({ path }) => path.join('.')));
  return [...form, ...problemsOf(script).filter(({ path }) => !places.has(path.join('.')))];
}

/** The first problem at a place such as `1.choices.0.key`. */
export const problemAt = (issues: readonly Issue[], place: string): string | undefined =>
  issues.find(({ path }) => path.join('.') === place)?.message;

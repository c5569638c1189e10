import { END, FOLLOWING, type Question } from './script.ts';

/** What was answered to one question: codes of choices, or a number or words. */
export type Given = { readonly choices: readonly string[]; readonly value: string | null };
/** Answers in force by the question's code. */
export type Answers = ReadonlyMap<string, Given>;

/**
 * Where an answer leads: to the place of its first choice, in the order of the script, that names one; else
 * to the question's. Null: the script ends. A place that does not exist is its end.
 */
export function nextAfter(
  script: readonly Question[],
  question: Question,
  given: Given | undefined,
): Question | null {
  const chosen = question.choices.find(
    (choice) => choice.next !== null && given?.choices.includes(choice.code),
  );
  const next = chosen?.next ?? question.next;
  if (next === END) return null;
  if (next === FOLLOWING) return script[script.indexOf(question) + 1] ?? null;
  return script.find(({ code }) => code === next) ?? null;
}

export type Walk = {
  /** The question to ask now; null: none. */
  readonly current: Question | null;
  /** Answered questions that lead to it, in order. */
  readonly path: readonly Question[];
};

/**
 * Follows a script along its answers: from the first question, past each that has an answer, to the first
 * that has none. Ends for every script, also for one with a circle, which only a union could bring.
 */
export function walk(script: readonly Question[], answers: Answers): Walk {
  const path: Question[] = [];
  let at = script[0] ?? null;
  while (at !== null && !path.includes(at)) {
    const given = answers.get(at.code);
    if (given === undefined) return { current: at, path };
    path.push(at);
    at = nextAfter(script, at, given);
  }
  return { current: null, path };
}

/**
 * The reply to offer after an answer: that of its first choice that has one, else the question's, else none.
 */
export function replyAfter(question: Question, given: Given): string {
  const own = question.choices.find(({ code, reply }) => reply !== '' && given.choices.includes(code));
  return own?.reply ?? question.reply;
}

import { fieldKey } from '../text/template.ts';
import type { Choice, Question } from './script.ts';
import { isReserved, TAKEN_KEYS } from './script.ts';

/**
 * The beginning of a provisional code, which no person sees: the real one is made from the name when the
 * script is saved.
 */
const PROVISIONAL = /^new-\d+$/;

/** Whether a code is one of `newCode`. */
export const isProvisional = (code: string): boolean => PROVISIONAL.test(code);

/** Letters and digits joined by hyphens, at most 40; empty where a name has neither. */
function slug(name: string): string {
  return name
    .split(/[\s_.'’/-]+/)
    .map((word) => fieldKey(word).replace(/[^a-z0-9]/g, ''))
    .filter((word) => word !== '')
    .join('-')
    .slice(0, 36)
    .replace(/-$/, '');
}

/** The first of `base`, `base-2`, `base-3` … that is free. */
function freeCode(base: string, taken: ReadonlySet<string>): string {
  for (let count = 1; ; count += 1) {
    const code = count === 1 ? base : `${base.slice(0, 36).replace(/-$/, '')}-${count}`;
    if (!taken.has(code) && !isReserved(code)) return code;
  }
}

/** A code for what has no name yet. */
export function newCode(taken: Iterable<string>): string {
  const known = new Set(taken);
  for (let count = 1; ; count += 1) if (!known.has(`new-${count}`)) return `new-${count}`;
}

const recoded = (next: string, codes: ReadonlyMap<string, string>) => codes.get(next) ?? next;

function withChoiceCodes(choices: readonly Choice[]): Choice[] {
  const taken = new Set(choices.map(({ code }) => code));
  return choices.map((choice) => {
    if (!PROVISIONAL.test(choice.code)) return choice;
    const code = freeCode(slug(choice.label) || 'choice', taken);
    taken.add(code);
    return { ...choice, code };
  });
}

/** Replaces codes by those in `codes`, also where they are named as a place. */
function renamed(script: readonly Question[], codes: ReadonlyMap<string, string>): Question[] {
  return script.map((question) => ({
    ...question,
    code: recoded(question.code, codes),
    next: recoded(question.next, codes),
    choices: question.choices.map((choice) => ({
      ...choice,
      next: choice.next === null ? null : recoded(choice.next, codes),
    })),
  }));
}

/**
 * Replaces provisional codes by ones made from names ("Ride to the polls" → ride-to-the-polls). `retired`:
 * codes of questions that are no longer asked, which stay reserved.
 */
export function withCodes(script: readonly Question[], retired: Iterable<string> = []): Question[] {
  const taken = new Set([...script.map(({ code }) => code), ...retired]);
  const codes = new Map<string, string>();
  for (const { code, name } of script) {
    if (!PROVISIONAL.test(code)) continue;
    const made = freeCode(slug(name) || 'question', taken);
    taken.add(made);
    codes.set(code, made);
  }
  return renamed(script, codes).map((question) => ({
    ...question,
    choices: withChoiceCodes(question.choices),
  }));
}

/** A letter for a choice: the first of its label that is free, else any that is free, else empty. */
export function freeKey(label: string, taken: readonly string[]): string {
  const free = (key: string) => /^[a-z]$/.test(key) && !TAKEN_KEYS.includes(key) && !taken.includes(key);
  return [...fieldKey(label), ...'abcdefghijklmnopqrstuvwxyz'].find(free) ?? '';
}

/** Questions that a script does not ask yet: neither under their code nor in the same words. */
export function missingIn(script: readonly Question[], added: readonly Question[]): Question[] {
  const codes = new Set(script.map(({ code }) => code));
  const words = ({ name, text, kind }: Question) => JSON.stringify([fieldKey(name), text, kind]);
  const asked = new Set(script.map(words));
  return added.filter((question) => !codes.has(question.code) && !asked.has(words(question)));
}

/**
 * A script with another script's questions after its own. Names and codes that occur twice get a number.
 * `retired`: codes of questions that are no longer asked, which stay reserved with their answers.
 */
export function joined(
  script: readonly Question[],
  added: readonly Question[],
  retired: Iterable<string> = [],
): Question[] {
  const codes = new Set([...script.map(({ code }) => code), ...retired]);
  const names = new Set(script.map(({ name }) => fieldKey(name)));
  const renames = new Map<string, string>();
  for (const { code } of added) {
    const made = freeCode(code, codes);
    codes.add(made);
    renames.set(code, made);
  }
  const fresh = renamed(added, renames).map((question) => {
    let { name } = question;
    for (let count = 2; names.has(fieldKey(name)); count += 1)
      name = `${question.name.slice(0, 54)} (${count})`;
    names.add(fieldKey(name));
    return { ...question, name };
  });
  return [...script, ...fresh];
}

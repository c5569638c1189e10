import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { abusiveWords } from '../../main/core/rules/abuse.ts';
import { decide } from '../../main/core/rules/decide.ts';
import type * as folding from '../../main/core/rules/fold.ts';
import { HOSTILE } from '../helpers/hostile.ts';
import { inbound, settings } from '../rules/facts.ts';

/**
 * The work that a contact's text makes for the matcher grows with its length and no faster. Steps are
 * counted, no time is measured: every character that is folded or asked about, and every character that a
 * regular expression passes. What a regular expression does between two characters cannot be seen from
 * outside, so only forms are allowed that cannot go back far.
 */

const looks = vi.hoisted(() => ({ count: 0 }));
vi.mock('../../main/core/rules/fold.ts', async (original) => {
  const real = await original<typeof folding>();
  const counted =
    <Result>(work: (text: string) => Result) =>
    (text: string): Result => {
      looks.count += text.length;
      return work(text);
    };
  return {
    fold: counted(real.fold),
    core: counted(real.core),
    foldCharacter: counted(real.foldCharacter),
    isWordlike: counted(real.isWordlike),
  };
});

type Use = { readonly source: string; longest: number };
const used = new Map<string, Use>();
let passed = 0;
const exec = RegExp.prototype.exec;

beforeEach(() => {
  used.clear();
  passed = 0;
  // test, match, replace and split all come through here, as the language demands.
  RegExp.prototype.exec = function counting(this: RegExp, text: string) {
    const from = this.global || this.sticky ? this.lastIndex : 0;
    const found = exec.call(this, text);
    const until = found ? found.index + found[0].length : text.length;
    passed += Math.max(until - from, 1);
    const use = used.get(this.source) ?? { source: this.source, longest: 0 };
    use.longest = Math.max(use.longest, text.length);
    used.set(this.source, use);
    return found;
  };
});
afterEach(() => {
  RegExp.prototype.exec = exec;
});

const OURS = 'Hello Pat, this is Kim of the campaign. Reply STOP to opt out.';
const EXTRA = { ...settings, extraPhrases: ['lose my number', 'go away now'], extraKeywords: ['basta'] };

function steps(text: string): number {
  looks.count = 0;
  passed = 0;
  decide({ ...inbound(text), ourTexts: [OURS, `${'a'.repeat(100)}b`] }, EXTRA);
  abusiveWords(text);
  return looks.count + passed;
}

/**
 * Each is the worst case for one way of matching: beginnings of everything, repeats, open quotes, marks,
 * masks, one endless word.
 */
const WORST = [
  'a',
  'stop ',
  'please stop text',
  'do not ',
  's t o ',
  's.t.o.',
  'aaaaaaaaab ',
  '"',
  'Liked "',
  'reacted with ',
  '“”',
  "'",
  '🛑',
  '🛑 ',
  '\u200b',
  '\u0301',
  'e\u0301',
  '****',
  'f***',
  'f*u*',
  '- -',
  '#',
  'Hello Pat, this is Kim of ',
  OURS,
  'lose my ',
  'no no wrong ',
  '👨‍👩‍👧',
  '(((',
  '\n',
  'İ',
  'ﷺ',
];

describe('the steps of the matcher', () => {
  test.each(WORST)('twice the text takes twice the steps and no more: %j', (piece) => {
    const length = Math.ceil(10_000 / piece.length);
    steps(piece);
    const once = steps(piece.repeat(length));
    const twice = steps(piece.repeat(2 * length));
    expect(once).toBeGreaterThan(piece.length * length);
    expect(twice).toBeLessThan(2.2 * once);
  });

  test('a character is looked at some sixty times at most; one that stands for a whole phrase, as often as its letters', () => {
    for (const { text } of HOSTILE) expect(steps(text) / (text.length + 100)).toBeLessThan(60);
    for (const piece of WORST) {
      const letters = Math.max(piece.normalize('NFKD').length / piece.length, 1);
      const text = piece.repeat(Math.ceil(20_000 / piece.length));
      expect(steps(text) / text.length / letters, piece).toBeLessThan(60);
    }
  });
});

/**
 * How a regular expression repeats: its unbounded repeats, whether one stands within another, and whether
 * one is not the last part.
 */
function form(source: string): { repeats: number; nested: boolean; followed: boolean } {
  const groups: { repeats: boolean }[] = [{ repeats: false }];
  let [repeats, nested, followed] = [0, false, false];
  let closed: { repeats: boolean } | null = null;
  for (let at = 0; at < source.length; at += 1) {
    const sign = source.charAt(at);
    const unbounded = sign === '*' || sign === '+' || /^\{\d+,\}/.test(source.slice(at, at + 6));
    if (unbounded) {
      repeats += 1;
      nested ||= closed?.repeats === true;
      for (const group of groups) group.repeats = true;
      if (sign === '{') at = source.indexOf('}', at);
      followed ||= !/^\??[)]*$/.test(source.slice(at + 1));
      closed = null;
      continue;
    }
    closed = null;
    if (sign === '\\') at += /^\\[pP]\{/.test(source.slice(at)) ? source.indexOf('}', at) - at : 1;
    else if (sign === '[') {
      for (at += 1; source.charAt(at) !== ']'; at += 1) if (source.charAt(at) === '\\') at += 1;
    } else if (sign === '(') groups.push({ repeats: false });
    else if (sign === ')') closed = groups.pop() ?? null;
  }
  return { repeats, nested, followed };
}

describe('the form of the regular expressions that meet a contact’s text', () => {
  test('the judge of forms knows the bad ones', () => {
    for (const bad of ['(a+)+$', '(?:a|b*)*c', '((x)+y)*', '([ab]+\\s?){2,}'])
      expect(form(bad).nested, bad).toBe(true);
    for (const good of ['[a+*]+', '\\*+', '(?:ab)*', 'a{2,5}b']) expect(form(good).nested, good).toBe(false);
    expect([form('\\s+$').followed, form('a+').followed, form('(a)\\1{2,}').followed]).toEqual([
      true,
      false,
      false,
    ]);
  });

  test('none repeats within a repeat; over a whole text none can begin again from each place', () => {
    for (const { text } of HOSTILE) steps(text);
    for (const piece of WORST) steps(piece.repeat(300));
    expect(used.size).toBeGreaterThan(8);
    for (const { source, longest } of used.values()) {
      const { nested, followed, repeats } = form(source);
      expect(nested, source).toBe(false);
      // Short inputs are cut to a length first, so even its square is little.
      if (longest > 200) {
        expect(repeats, source).toBeLessThanOrEqual(1);
        expect(followed && !source.startsWith('^'), source).toBe(false);
      }
    }
  });
});

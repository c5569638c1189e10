import { noTextLineOf } from './lineType.ts';
import { type ReadNumber, readAnyNumber, readNumber } from './phone.ts';
import type { Region } from './words.ts';

/**
 * What was guessed in reading a number: a letter stands for a digit, two countries have it, or zeros were
 * added again.
 */
export type Doubt = 'letter' | 'country' | 'digits';

/**
 * Why a cell holds no number. `digits-lost`: a spreadsheet shortened it. `extension`: a line of an office's
 * number.
 */
export type CellRefusal = 'empty' | 'digits-lost' | 'extension' | 'invalid' | 'wrong-region';

export type ContactCell = { readonly numbers: readonly string[]; readonly why: CellRefusal };

/** Words that people write beside a number to say which one it is, in English, Spanish, French and German. */
const LABEL =
  '(?:mob(?:ile)?|cell(?:ular|phone)?|text|sms|tele?(?:phone|fono)?|phone|ph|number|no|home|work|main|m[oó]vil|celular|portable|handy|c|h|m|p|t|w)';
const LABELLED = new RegExp(
  `^(?:\\(?${LABEL}(?: (?:phone|number|no))?\\)?[\\s.:#=-]*)?(.*?)(?:[\\s-]*\\(?${LABEL}\\)?\\.?)?$`,
  'iu',
);
const BETWEEN = /\s*(?:[;,&|\n\r]|::+|\/|\bor\b|\band\b|\bo\b|\bou\b|\boder\b)\s*/iu;
/** An extension after a number: "ext. 4", "x12", "#4", ";ext=4". */
const EXTENSION = /(?<=\d[\s)]*)[\s,;]*(?:ext(?:ension|n)?|x|#|durchwahl|poste)[\s.:=]*\d{1,6}\b\.?/giu;
const SCIENTIFIC = /^(\d)(?:[.,](\d+))?e\+?(\d{1,2})$/i;

/**
 * The digits of "4.47700900406E+11". `missing`: how many of them the spreadsheet left out. Null: another
 * form.
 */
function shortened(text: string): { digits: string; missing: number } | null {
  const [, first = '', rest = '', power = ''] = SCIENTIFIC.exec(text.replace(/\s/g, '')) ?? [];
  if (power === '') return null;
  const missing = Number(power) - rest.length;
  return { digits: first + rest + '0'.repeat(Math.min(Math.max(missing, 0), 15)), missing };
}

const plain = (raw: string) =>
  raw
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .trim();

/**
 * The numbers in the cell of a contact, in order, for a campaign in `region`: one number as `readNumber`
 * reads it, one with a label ("Mob: …", "… (mob)"), one that a spreadsheet wrote with an exponent and all
 * digits, or several with a sign between. An extension makes it an office's number, which cannot be texted.
 */
export function readContactCell(raw: string, region: Region): ContactCell {
  const read = readNumber(raw, region);
  if (read.ok) return { numbers: [read.e164], why: 'invalid' };
  if (read.why === 'wrong-region') return { numbers: [], why: 'wrong-region' };
  const text = plain(raw);
  if (text === '') return { numbers: [], why: 'empty' };
  if (/^#+$/.test(text)) return { numbers: [], why: 'digits-lost' };
  const power = shortened(text);
  if (power) {
    if (power.missing > 0) return { numbers: [], why: 'digits-lost' };
    return oneOf(readNumber(power.digits, region));
  }
  if (!/\d{3}/.test(text)) return { numbers: [], why: 'invalid' };
  const numbers: string[] = [];
  let why: CellRefusal = EXTENSION.test(text) ? 'extension' : 'invalid';
  EXTENSION.lastIndex = 0;
  for (const part of text.split(BETWEEN)) {
    const one = readNumber(LABELLED.exec(part)?.[1] ?? part, region);
    if (one.ok) numbers.push(one.e164);
    else if (one.why === 'wrong-region') why = 'wrong-region';
  }
  return { numbers: [...new Set(numbers)], why };
}

function oneOf(read: ReadNumber): ContactCell {
  return read.ok ? { numbers: [read.e164], why: 'invalid' } : { numbers: [], why: read.why };
}

export type OptOutCell = {
  readonly numbers: readonly string[];
  readonly doubt: Doubt | null;
  /** Why something could not be read; null where everything was. */
  readonly why: Exclude<CellRefusal, 'wrong-region' | 'extension'> | null;
};

/**
 * Every number that can be read in a cell of an opt-out list, of any country, so that nobody stays textable
 * because of the list's form. Labels, notes, extensions and signs may stand around them.
 * @param regionKnown false: the country of bare digits is unknown, so each country in which they are a phone
 * counts
 */
export function readOptOutCell(raw: string, region: Region, regionKnown = true): OptOutCell {
  const text = plain(raw);
  if (text === '') return { numbers: [], doubt: null, why: 'empty' };
  if (/^#+$/.test(text)) return { numbers: [], doubt: null, why: 'digits-lost' };
  const found = new Set<string>();
  let doubt: Doubt | null = null;
  let lost = false;
  const take = (piece: string): boolean => {
    const read = everyReading(piece, region, regionKnown);
    for (const number of read) found.add(number);
    if (read.length > 1) doubt ??= 'country';
    return read.length > 0;
  };
  if (take(text)) return { numbers: [...found], doubt, why: null };
  let before = '';
  for (const part of text.replace(EXTENSION, ' ').split(BETWEEN)) {
    const last = before;
    before = part;
    const words = part.split(/\s+/);
    for (const word of words) {
      const power = shortened(word.replace(/^[^\d+]+|[^\d]+$/g, ''));
      if (!power) continue;
      // Nine digits are more than a spreadsheet shows by default, so the missing ones are zeros.
      if (power.missing > 0 && power.digits.length - power.missing < 9) lost = true;
      else if (take(power.digits) && power.missing > 0) doubt ??= 'digits';
    }
    if (/\de\+?\d/i.test(part)) continue;
    if (takeWords(words, take)) {
      if (LETTER_AT_DIGIT.test(part)) doubt ??= 'letter';
      continue;
    }
    const mended = digitsForLetters(part);
    if (mended !== part && takeWords(mended.split(/\s+/), take)) doubt ??= 'letter';
    else takeTail(part, last, found, take);
  }
  // A slash or comma within one number: 020/7946/0123.
  if (found.size === 0 && /\d[/,]\d/.test(text)) take(text.replaceAll(/[/,]/g, ' '));
  if (found.size === 0) return { numbers: [], doubt: null, why: lost ? 'digits-lost' : 'invalid' };
  return { numbers: [...found], doubt, why: lost ? 'digits-lost' : null };
}

/**
 * A letter that looks like a digit stands beside one, such as "O7700": the number is read without it, and a
 * person should check.
 */
const LETTER_AT_DIGIT = /(?:^|\s)[OoIl]\d|\d[OoIl](?:\d|\s|$)/;

/** The most words in which one number is written: "+44 (0) 20 79 46 01 23". */
const MOST_WORDS = 8;

/**
 * Numbers among words: from each word on, the longest sequence that is a number. Letters beside digits are
 * cut off.
 */
function takeWords(words: readonly string[], take: (piece: string) => boolean): boolean {
  let some = false;
  for (let from = 0; from < words.length; from += 1) {
    if (!/\d/.test(words[from] ?? '')) continue;
    for (let to = Math.min(words.length, from + MOST_WORDS); to > from; to -= 1) {
      const piece = words.slice(from, to).join(' ');
      if (!take(piece.replace(/^[^\d+(]+|[^\d]+$/gu, ''))) continue;
      some = true;
      from = to - 1;
      break;
    }
  }
  return some;
}

/** "07700 900402/3": the last digits of another number like the one before. */
function takeTail(
  part: string,
  before: string,
  found: ReadonlySet<string>,
  take: (piece: string) => boolean,
): void {
  const number = [...found].at(-1);
  if (number === undefined || !/^\d{1,4}$/.test(part)) return;
  if (before.replace(/\D/g, '').endsWith(number.slice(-6))) take(number.slice(0, -part.length) + part);
}

/** O and o become 0, I and l become 1, where they stand among digits. */
function digitsForLetters(text: string): string {
  return text.replace(/[+(]?[\dOoIl][\dOoIl\s().-]{6,}[\dOoIl]/g, (digits) =>
    digits.replace(/\D/g, '').length < 7 ? digits : digits.replace(/[Oo]/g, '0').replace(/[Il]/g, '1'),
  );
}

/**
 * What one piece may be: read as of the list's region, else as of any country. Two numbers where the country
 * is unknown and both have it.
 */
function everyReading(piece: string, region: Region, regionKnown: boolean): string[] {
  const read = readAnyNumber(piece, region);
  const other: Region = region === 'GB' ? 'US' : 'GB';
  if (!read.ok) {
    const elsewhere = readAnyNumber(piece, other);
    return elsewhere.ok ? [elsewhere.e164] : [];
  }
  if (regionKnown || !/^\D*\d{10}\D*$/.test(piece.replace(/(?<=\d)\D+(?=\d)/g, ''))) return [read.e164];
  const also = readNumber(piece, other);
  const both = also.ok && also.e164 !== read.e164 && noTextLineOf(also.e164) === null;
  return both ? [read.e164, also.e164] : [read.e164];
}

import lookalikes from './data/lookalikes.json' with { type: 'json' };
import typos from './data/typos.json' with { type: 'json' };
import { foldCharacter, isWordlike } from './fold.ts';
import { mendTypo } from './typos.ts';

/**
 * A word of a text: folded and mended, where it stands in the original, and where its sentence begins and
 * ends.
 */
export type Token = {
  readonly word: string;
  readonly from: number;
  readonly until: number;
  /** It is the first word of a sentence: patterns do not reach across. */
  readonly opens: boolean;
  /** What separates this word from the next: the end, a full stop, or only a comma or a bracket. */
  readonly closes: boolean;
  /** Written with a capital first letter. */
  readonly capital: boolean;
};

type Draft = { -readonly [Key in keyof Token]: Token[Key] };

const APOSTROPHES = new Set(["'", '’', '‘', 'ʼ', '`', '´', '′']);
const HARD = new Set(['.', '!', '?', ';', '\n', '\r', '—', '–', '|', '•', '。', '¡', '¿', '~']);
const SOFT = new Set([',', ':', '(', ')', '"', '“', '”', '«', '»', '[', ']', '/', '+', '>']);
/**
 * Scripts without spaces between words: each character is a word of its own, and a phrase several of them.
 * Korean too, where people space as they like.
 */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}ー]/u;
const FIRST_UNSPACED = 0xe00;
const LAUGHTER = new Set(typos.laughterEmoji);
/**
 * Signs that people write for a letter, where a letter follows: "$" anywhere, round ones inside a word only.
 */
const SIGNS = new Map(
  Object.entries(lookalikes.signs).flatMap(([letter, signs]) => [...signs].map((sign) => [sign, letter])),
);
const STARTS_WITH_LETTER = /^\p{L}/u;

/**
 * Providers take texts of at most 1,600 characters; of anything longer the beginning and the end are read.
 */
const MOST_TOKENS = 4_000;

/**
 * Splits a text into words in one pass. Apostrophes inside a word are dropped (dont, mecrivez), hyphens
 * separate words (opt-out), but a hyphen after white space ends a sentence ("STOP - Dana"). Laughing emoji
 * count as "lol".
 */
export function tokenize(text: string): readonly Token[] {
  const tokens = joinSpelled(shorten(split(text)));
  return joinPairs(tokens.map((token) => ({ ...token, word: mendTypo(token.word) })));
}

/** The words as they stand, folded but typos not mended: what an admin's phrase is compared with. */
export function plainWords(text: string): readonly Token[] {
  return split(text);
}

function split(text: string): Draft[] {
  const tokens: Draft[] = [];
  // In a text all in capitals, a capital letter does not mark a name.
  const capitalsTell = text !== text.toUpperCase();
  let inWord = false;
  let opens = true;
  let before = '';
  let from = 0;
  const push = (word: string, until: number, capital: boolean) => {
    tokens.push({ word, from, until, opens, closes: false, capital });
    opens = false;
  };
  const separate = (hard: boolean) => {
    const last = tokens.at(-1);
    if (last) last.closes = true;
    if (hard) opens = true;
  };
  for (const character of text) {
    const until = from + character.length;
    const folded = standIn(character, inWord, text.slice(until, until + 2)) ?? foldCharacter(character);
    const last = tokens.at(-1);
    const wordlike = isWordlike(folded);
    const alone = (character.codePointAt(0) ?? 0) >= FIRST_UNSPACED && UNSPACED.test(character);
    if (wordlike && inWord && last && !alone) {
      last.word += folded;
      last.until = until;
    } else if (wordlike) push(folded, until, capitalsTell && character !== character.toLowerCase());
    // Signs that stand for a word: a laughing face, "wrong #".
    else if (LAUGHTER.has(character)) push('lol', until, false);
    else if (character === '#' && !/^[\p{L}\p{N}]/u.test(text.slice(until, until + 2)))
      push('number', until, false);
    else if (HARD.has(folded.charAt(0)) || (folded === '-' && /[\s-]/u.test(before))) separate(true);
    else if (SOFT.has(folded)) separate(false);
    if (folded !== '') {
      inWord = (wordlike && !alone) || (inWord && APOSTROPHES.has(character));
      before = character;
    }
    from = until;
  }
  separate(true);
  return tokens;
}

/** The letter that a sign stands for ("$TOP", "ST🛑P"), if any. */
function standIn(character: string, inWord: boolean, next: string): string | undefined {
  const letter = SIGNS.get(character);
  if (letter === undefined || !STARTS_WITH_LETTER.test(next)) return undefined;
  return inWord || character === '$' ? letter : undefined;
}

const pairs = new Map<string, string>(Object.entries(typos.pairs));

/** "do not" reads as "dont", "un subscribe" as "unsubscribe": patterns need one spelling only. */
function joinPairs(tokens: readonly Draft[]): readonly Draft[] {
  const out: Draft[] = [];
  for (const token of tokens) {
    const last = out.at(-1);
    const joined = last && !last.closes ? pairs.get(`${last.word} ${token.word}`) : undefined;
    if (last && joined !== undefined) {
      out[out.length - 1] = { ...last, word: joined, until: token.until, closes: token.closes };
    } else out.push(token);
  }
  return out;
}

function shorten(tokens: Draft[]): Draft[] {
  if (tokens.length <= MOST_TOKENS) return tokens;
  return [...tokens.slice(0, MOST_TOKENS / 2), ...tokens.slice(-MOST_TOKENS / 2)];
}

/** "S T O P", "s.t.o.p": a group of single letters that spells a word of stopping becomes that word. */
function joinSpelled(tokens: Draft[]): Draft[] {
  const out: Draft[] = [];
  let group: Draft[] = [];
  const flush = () => {
    const first = group[0];
    const last = group.at(-1);
    const word = group.map((token) => token.word).join('');
    if (first && last && typos.spelled.includes(word)) {
      out.push({ ...first, word, until: last.until, closes: last.closes });
    } else out.push(...group);
    group = [];
  };
  for (const token of tokens) {
    if (token.word.length === 1) group.push(token);
    else {
      flush();
      out.push(token);
    }
  }
  flush();
  return out;
}

import classes from './data/classes.json' with { type: 'json' };
import type { Token } from './tokens.ts';

/**
 * Something that a text has, as a number below `FEATURES`, and the tokens `from` to `until` (exclusive) that
 * have it.
 */
export type Feature = { readonly bucket: number; readonly from: number; readonly until: number };

/**
 * How many different features there can be, a power of two. Two features that get the same number share a
 * weight.
 */
export const FEATURES = 2 ** 17;

/** How many words apart a pair of kinds may stand and still count. */
const NEAR = 7;

/** Classes of the phrases that say what kind of word one is; of a word in several the first counts. */
const KINDS = [
  'stopv',
  'removev',
  'removed',
  'texting2',
  'bother',
  'texts',
  'textv',
  'list',
  'num',
  'please',
  'me',
  'det',
  'kin',
  'family',
  'who',
  'topic',
  'place',
  'firstname',
  'names',
  'stuff',
  'lead',
  'filler',
  'laugh',
  'channel',
  'chan',
  'adjective',
] as const satisfies readonly (keyof typeof classes.classes)[];

const kindOfWord = new Map<string, string>();
for (const kind of KINDS) {
  for (const word of classes.classes[kind]) if (!kindOfWord.has(word)) kindOfWord.set(word, kind);
}

/** A word, a mark between sentences or an end of the text, as numbers: the word itself and its kind. */
type Item = {
  readonly word: number;
  readonly kind: number;
  readonly from: number;
  readonly until: number;
};

/**
 * Groups of this many letters are features too, so that an unknown word reads like the words that it
 * resembles.
 */
const FEWEST_LETTERS = 3;
const MOST_LETTERS = 5;
/**
 * Stands before a word's first letter and after its last, so that a group of letters tells where in the word
 * it is.
 */
const EDGE = 1;

/** Stands for a word that was met too seldom in training. */
const UNKNOWN = '?';

/**
 * The features of a text for the learned judge: its words and pairs of words; the kinds of its words, pairs
 * and triples of kinds, and which kind stands a little before which. `known` are the words that training met
 * often enough to count as themselves; any other word counts by its kind and its letters only. Each feature
 * is returned once, where it first stands. Takes time in proportion to the length of the text.
 */
export function featuresOf(tokens: readonly Token[], known: ReadonlySet<string>): readonly Feature[] {
  const items = itemsOf(tokens, known);
  const found = new Map<number, Feature>();
  const add = (number: number, first: Item, last: Item) => {
    const bucket = number & (FEATURES - 1);
    if (!found.has(bucket)) found.set(bucket, { bucket, from: first.from, until: last.until });
  };
  for (const [at, one] of items.entries()) {
    add(mix(1, one.word), one, one);
    add(mix(2, one.kind), one, one);
    const two = items[at + 1];
    if (!two) break;
    add(mix(mix(3, one.word), two.word), one, two);
    const pair = mix(mix(4, one.kind), two.kind);
    add(pair, one, two);
    const three = items[at + 2];
    if (three) add(mix(pair, three.kind), one, three);
    for (const other of items.slice(at + 2, at + 1 + NEAR))
      add(mix(mix(5, one.kind), other.kind), one, other);
  }
  for (const [at, { word }] of tokens.entries()) {
    for (const letters of lettersOf(word)) {
      const bucket = mix(6, letters) & (FEATURES - 1);
      if (!found.has(bucket)) found.set(bucket, { bucket, from: at, until: at + 1 });
    }
  }
  return [...found.values()];
}

/** The groups of letters of a word, as numbers. */
function* lettersOf(word: string): Generator<number> {
  const length = Math.min(word.length, LONGEST_WORD);
  const letter = (at: number) => (at < 0 || at >= length ? EDGE : word.charCodeAt(at));
  for (let from = -1; from + FEWEST_LETTERS <= length + 1; from += 1) {
    let hash = 7;
    for (let at = from; at < Math.min(from + MOST_LETTERS, length + 1); at += 1) {
      hash = mix(hash, letter(at));
      if (at - from + 1 >= FEWEST_LETTERS) yield hash;
    }
  }
}

function itemsOf(tokens: readonly Token[], known: ReadonlySet<string>): readonly Item[] {
  const mark = (sign: string, at: number): Item => ({
    word: numberOf(sign),
    kind: numberOf(sign),
    from: at,
    until: at,
  });
  const items: Item[] = [mark('^', 0)];
  for (const [at, token] of tokens.entries()) {
    if (at > 0 && token.opens) items.push(mark('.', at));
    const { word } = token;
    const kind = kindOfWord.get(word);
    const itself = known.has(word);
    items.push({
      word: numberOf(itself || kind !== undefined ? word : UNKNOWN),
      kind: numberOf(kind === undefined ? plainKind(token, itself) : `{${kind}}`),
      from: at,
      until: at + 1,
    });
  }
  items.push(mark('$', tokens.length));
  return items;
}

/**
 * The kind of a word in no class: a number, itself where it is known, a name by its capital letter, or
 * unknown.
 */
function plainKind({ word, capital, opens }: Token, itself: boolean): string {
  if (/^\d+$/u.test(word)) return '{number}';
  if (itself) return word;
  return capital && !opens ? '{name}' : UNKNOWN;
}

/** Longer words are cut here, so that a text of one endless word takes no more time than others. */
const LONGEST_WORD = 40;

function numberOf(word: string): number {
  let number = 7;
  const length = Math.min(word.length, LONGEST_WORD);
  for (let at = 0; at < length; at += 1) number = mix(number, word.charCodeAt(at));
  return number;
}

/** Two numbers as one that depends on their order, spread over 32 bits. */
function mix(one: number, two: number): number {
  let mixed = Math.imul(one ^ Math.imul(two, 0x9e3779b1), 0x85ebca6b);
  mixed ^= mixed >>> 15;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return (mixed ^ (mixed >>> 13)) >>> 0;
}

import data from './data/abuse.json' with { type: 'json' };
import { foldCharacter } from './fold.ts';
import { plainWords } from './tokens.ts';

/** Three of the same letter or more are one: "fuuuuck". */
const squeeze = (word: string) => word.replace(/(.)\1{2,}/gu, '$1');
const wordsOf = (text: string) => plainWords(text).map(({ word }) => word);

/** Phrases by their first word; a word is a phrase of one. */
const phrases = new Map<string, (readonly string[])[]>();
for (const each of [data.words, data.phrases].flatMap((lists) => Object.values(lists).flat())) {
  const words = wordsOf(each);
  const [first] = words;
  if (first !== undefined) phrases.set(first, [...(phrases.get(first) ?? []), words]);
}

/** Words of which a part may be hidden behind stars: at least four letters, else too much would fit. */
const single = [...phrases.values()].flat().flatMap((words) => (words.length === 1 ? words : []));
const maskable = single.filter((word) => word.length >= 4);
const GROUP = /[\p{L}*]+/gu;

/** "f**k": the letters that are shown fit, the number of all of them too. */
function unmasked(starred: string): boolean {
  const shown = [...starred].map((character) => (character === '*' ? '*' : foldCharacter(character)));
  return maskable.some(
    (word) =>
      word.length === shown.length &&
      shown.every((character, at) => character === '*' || character === word[at]),
  );
}

/**
 * The first abusive words of a text, as the contact wrote them; null where there are none. Compares whole
 * folded words with the dated list in `data/abuse.json` (English, Spanish), so "Scunthorpe" and "cocktail" do
 * not match; repeated letters and stars do not hide a word. The result only folds the text away from
 * volunteers: an abusive STOP is still a STOP.
 */
export function abusiveWords(text: string): string | null {
  const tokens = plainWords(text);
  for (const [at, token] of tokens.entries()) {
    for (const spelling of new Set([token.word, squeeze(token.word)])) {
      const found = phrases
        .get(spelling)
        ?.find((words) => words.every((word, step) => step === 0 || tokens[at + step]?.word === word));
      const last = found && tokens[at + found.length - 1];
      if (last) return text.slice(token.from, last.until);
    }
  }
  return text.match(GROUP)?.find((group) => group.includes('*') && unmasked(group)) ?? null;
}

/** Whether a text is folded away from volunteers until they ask to see it. */
export function isAbusive(text: string): boolean {
  return abusiveWords(text) !== null;
}

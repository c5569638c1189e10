import lookalikes from './data/lookalikes.json' with { type: 'json' };

const latin = new Map<string, string>();
for (const [letter, similar] of Object.entries(lookalikes.pairs)) {
  for (const lookalike of similar) latin.set(lookalike, letter);
}

/**
 * Negative circled and squared letters have no compatibility mapping. Regional indicators are left out: in
 * texts they are flags ("STOP 🇺🇸"), not letters.
 */
const LETTER_BUTTONS = [0x1f150, 0x1f170];
/**
 * Characters that nobody sees: marks, zero-width and bidirectional characters, fillers, the blank of Braille.
 */
const INVISIBLE = /[\p{M}\p{Cf}\p{Default_Ignorable_Code_Point}\u115f\u1160\u2800\u2122\u2139]/gu;

const known = new Map<string, string>();

function button(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  for (const first of LETTER_BUTTONS) {
    if (code >= first && code < first + 26) return String.fromCharCode(97 + code - first);
  }
  return character;
}

/**
 * What one character counts as when words are compared: NFKD (so full-width, circled and mathematical letters
 * become plain ones), without marks, zero-width and bidirectional characters, in lower case, Cyrillic and
 * Greek look-alikes as Latin letters. Empty for a character that nobody sees. Works on one character, so that
 * a match can be shown in the words as written.
 */
export function foldCharacter(character: string): string {
  const cached = known.get(character);
  if (cached !== undefined) return cached;
  let folded = '';
  const seen = button(character).replace(INVISIBLE, '').normalize('NFKD').replace(INVISIBLE, '');
  for (const part of seen.toLowerCase()) {
    folded += latin.get(part) ?? part.replace(INVISIBLE, '');
  }
  // The table is bounded, so that texts in other scripts cannot fill the memory.
  if (known.size < 20_000) known.set(character, folded);
  return folded;
}

/** The whole text, folded character by character; white space of every kind becomes a plain space. */
export function fold(text: string): string {
  let out = '';
  for (const character of text) out += foldCharacter(character);
  return out.replace(/\s/gu, ' ');
}

const WORDLIKE = /[\p{L}\p{N}]/u;

/** True for what belongs to a word; white space, punctuation, quotes, symbols and emoji do not. */
export function isWordlike(folded: string): boolean {
  return WORDLIKE.test(folded);
}

/**
 * Folded text without what surrounds it: white space, punctuation, quotes, symbols, emoji. Linear in the
 * length.
 */
export function core(text: string): string {
  const characters = [...fold(text)];
  let from = 0;
  let until = characters.length;
  while (from < until && !isWordlike(characters[from] ?? '')) from += 1;
  while (until > from && !isWordlike(characters[until - 1] ?? '')) until -= 1;
  return characters.slice(from, until).join('');
}

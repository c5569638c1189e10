import typos from './data/typos.json' with { type: 'json' };

const KEYBOARD = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'];

const real = new Set(typos.realWords);
const mended = new Map<string, string>(Object.entries(typos.exact));
for (const target of typos.targets) {
  for (const slip of slips(target)) if (!real.has(slip) && !mended.has(slip)) mended.set(slip, target);
}
for (const target of typos.targets) mended.delete(target);

/**
 * All spellings of a word with one slip: a letter lost or doubled, two swapped, or a neighbouring key hit.
 */
function slips(word: string): readonly string[] {
  const out: string[] = [];
  for (let at = 0; at < word.length; at += 1) {
    const head = word.slice(0, at);
    const letter = word.charAt(at);
    const tail = word.slice(at + 1);
    out.push(head + tail, head + letter + letter + tail);
    if (tail) out.push(head + tail.charAt(0) + letter + tail.slice(1));
    for (const near of neighbours(letter)) out.push(head + near + tail);
  }
  return out;
}

function neighbours(letter: string): readonly string[] {
  const row = KEYBOARD.findIndex((keys) => keys.includes(letter));
  const column = KEYBOARD[row]?.indexOf(letter) ?? -1;
  const found: string[] = [];
  for (const [r, keys] of KEYBOARD.entries()) {
    if (Math.abs(r - row) > 1) continue;
    for (const [c, key] of [...keys].entries()) {
      // Each row of keys is shifted by about half a key against the row above it.
      const distance = Math.abs(c + r * 0.5 - (column + row * 0.5));
      if (key !== letter && distance <= 1) found.push(key);
    }
  }
  return found;
}

/**
 * A folded word as its writer probably meant it: texting shorthand, known typos, drawn-out letters
 * ("stooooop").
 */
export function mendTypo(word: string): string {
  const known = mended.get(word);
  if (known !== undefined) return known;
  const squeezed = squeeze(word);
  if (squeezed === word) return word;
  if (typos.drawnOut.includes(squeezed)) return squeezed;
  if (word.length - squeezed.length > 1) return mended.get(squeezed) ?? word;
  return word;
}

/** Three or more equal letters in a row, or equal letters at the end, become one letter. */
function squeeze(word: string): string {
  return word.replace(/(.)\1+/gu, '$1');
}

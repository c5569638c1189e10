const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
const EMOJI = /\p{Extended_Pictographic}|\p{Regional_Indicator}|\u20e3/u;

/**
 * Whether a text is one character: a slip of a key ("1", "k"), or an emoji, which may be meant. An emoji of
 * several code points (a flag, a skin tone) is one character. Null: it is longer, or empty.
 */
export function oneCharacter(text: string): 'character' | 'emoji' | null {
  const trimmed = text.trim();
  // The longest emoji have some dozen code units, so longer texts need not be split.
  if (trimmed === '' || trimmed.length > 40) return null;
  const [first, second] = segmenter.segment(trimmed);
  if (first === undefined || second !== undefined) return null;
  return EMOJI.test(trimmed) ? 'emoji' : 'character';
}

import { fold } from './fold.ts';

/** How phones write a reaction to a text: a verb or an emoji, then the text in quotes. */
const REACTION =
  /^[\s\p{Cf}]*(?:(?:liked|loved|laughed at|emphasi[sz]ed|disliked|questioned|hearted|removed an? [\p{L} ]{1,30} from|reacted(?: with)? [^"“«]{1,20} to|[^\p{L}\p{N}"“«]{1,20} to|le gust[oó]|me gust[oó]|me gusta|me encant[oó]|le encant[oó]|se ri[oó] de|reaccion[oó] con [^"“«]{1,20} a|a aim[eé]|a ador[eé]|a ri de|a r[eé]agi [^"“«]{1,30}|j['’]aime)[\s\p{Cf}]*)[:]?[\s\p{Cf}]*["“«']/iu;

const CLOSING: Readonly<Record<string, readonly string[]>> = {
  '"': ['"', '”'],
  '“': ['”', '"'],
  '«': ['»'],
  "'": ["'", '’'],
};

/** Shorter texts of ours are not searched for: one word of ours would hide the contact's own. */
const SHORTEST_QUOTE = 12;

/**
 * The contact's own words: the text without a reaction's quote and without our own texts quoted in it. Null
 * if nothing is left, that is if the whole text is a reaction.
 */
export function withoutQuotes(text: string, ourTexts: readonly string[]): string | null {
  const reaction = REACTION.exec(text.slice(0, 120));
  if (reaction) {
    const marks = CLOSING[reaction[0].slice(-1)] ?? [];
    const ends = marks.map((mark) => text.lastIndexOf(mark)).filter((at) => at >= reaction[0].length);
    const rest = ends.length > 0 ? text.slice(Math.max(...ends) + 1) : '';
    return /[\p{L}\p{N}]/u.test(rest) ? rest : null;
  }
  return ourTexts.reduce(withoutQuote, text);
}

/**
 * Removes each place where our text stands word for word, and its beginning where a phone cut it off with
 * "…".
 */
function withoutQuote(text: string, ours: string): string {
  const needle = ours.trim();
  if (needle.length < SHORTEST_QUOTE) return text;
  // If folding changes the length, places in the folded text do not fit the original.
  const hay = fold(text);
  const seek = fold(needle);
  // Also nothing to do where our text has no visible character.
  if (seek === '' || hay.length !== text.length || !hay.includes(seek)) return text.split(needle).join(' . ');
  let out = '';
  let from = 0;
  for (let at = hay.indexOf(seek); at >= 0; at = hay.indexOf(seek, from)) {
    out += `${text.slice(from, at)} . `;
    from = at + seek.length;
  }
  return out + text.slice(from);
}

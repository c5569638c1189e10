/** How a search for a part of a text is asked of the store. */

/** For LIKE with ESCAPE '\': the text anywhere, its own wildcards as plain signs. */
export const likeText = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`;

/** Signs of one entry of an index of trigrams (schema/search.ts). */
const TRIGRAM = 3;

/** Trigrams that cover a piece of text, as their index is asked for them; null: it is too short for one. */
export function trigramsOf(text: string): string | null {
  const signs = [...text];
  const last = signs.length - TRIGRAM;
  if (last < 0 || text.includes('\0')) return null;
  const starts = Array.from({ length: Math.ceil(signs.length / TRIGRAM) }, (_, at) =>
    Math.min(at * TRIGRAM, last),
  );
  const quoted = (at: number) =>
    signs
      .slice(at, at + TRIGRAM)
      .join('')
      .replaceAll('"', '""');
  return starts.map((at) => `"${quoted(at)}"`).join(' AND ');
}

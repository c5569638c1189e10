/** A whole name, in two parts. */
export type Name = { readonly first: string; readonly last: string };

const TITLE = /^(?:mr|mrs|ms|mx|miss|dr|prof|professor|rev|reverend|hon|sra|srta|mme|mlle)\.?$/iu;
/** Titles that can be names as well, such as Don: they are titles only where two names follow. */
const MAYBE_TITLE =
  /^(?:don|doña|dona|sir|dame|lord|lady|rabbi|imam|fr|father|sister|pastor|judge|capt|captain|col|sgt|lt|sr|m|herr|frau)\.?$/iu;
const PAIR = /^(?:&|\+|and|y|et|und)$/iu;
const SUFFIX = /^(?:jr|sr|ii|iii|iv|v|phd|ph\.d|md|m\.d|esq|cpa|mbe|obe|cbe)\.?$/iu;

/**
 * First and last name out of one cell: "Rosa Diaz", "Diaz, Rosa", "Dr. Rosa Diaz", "Ben Smith, Jr.". Of two
 * people in one cell ("Rosa & Luis Diaz") the first. Titles are left out, so that nobody is greeted with "Hi
 * Dr.".
 */
export function splitName(cell: string): Name {
  const parts = cell
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '' && !SUFFIX.test(part));
  const [before = '', after] = parts;
  const words = (text: string) => text.split(/\s+/).filter((word) => word !== '');
  if (after !== undefined) {
    const given = withoutTitles(words(after));
    return { first: given[0] ?? '', last: before };
  }
  const all = withoutTitles(words(before));
  const pair = all.findIndex((word) => PAIR.test(word));
  const last = all.filter((word) => !SUFFIX.test(word)).slice(pair === 1 ? 3 : 1);
  return { first: all[0] ?? '', last: last.join(' ') };
}

function withoutTitles(words: readonly string[]): readonly string[] {
  const [title = '', ...rest] = words;
  if (rest.length === 0) return words;
  if (TITLE.test(title)) {
    if (PAIR.test(rest[0] ?? '') && TITLE.test(rest[1] ?? '')) {
      // "Mr and Mrs Diaz" as well, unless a first name follows both titles.
      return rest.length === 3 ? [words.join(' ')] : rest.slice(2);
    }
    // "Dr. Diaz" has no first name, so the greeting keeps both words.
    return rest.length === 1 ? [words.join(' ')] : withoutTitles(rest);
  }
  return MAYBE_TITLE.test(title) && rest.length > 1 ? rest : words;
}

/** The languages that the screen speaks, by BCP 47 base tag. */
export const LANGUAGES = ['en', 'es'] as const;
export type Language = (typeof LANGUAGES)[number];

let current: () => Language = () => 'en';

/** The language of whoever reads what is said now: the screen's own, or in the core that of the caller. */
export const language = (): Language => current();

/** Says where the current language is to be had; once, by whoever starts the program. */
export function takeLanguageFrom(source: () => Language): void {
  current = source;
}

/**
 * The first language of ours among wishes in order, such as `navigator.languages` or the parts of an
 * Accept-Language header (weights are not read: browsers write them in order). English where there is none.
 */
export function pickLanguage(wishes: readonly string[]): Language {
  for (const wish of wishes) {
    const base = wish.trim().split(/[-_;]/, 1)[0]?.toLowerCase();
    const found = LANGUAGES.find((each) => each === base);
    if (found) return found;
  }
  return 'en';
}

/** The languages of the screen, by BCP 47 base tag. */
export const LANGUAGES = ['en', 'es'] as const;
export type Language = (typeof LANGUAGES)[number];

let current: () => Language = () => 'en';

/** The reader's language: the screen's own, or in the core that of the caller. */
export const language = (): Language => current();

/**
 * The locale by which numbers are written in a language, everywhere alike: on screens, in reports and within
 * sentences. Spanish as in the United States, where 12,345 people are texted and 12.345 would be read as
 * twelve.
 */
export const numberLocale = (of: Language = language()): string => (of === 'es' ? 'es-US' : of);

/** Sets where the current language comes from; called once, by the program that starts. */
export function takeLanguageFrom(source: () => Language): void {
  current = source;
}

/**
 * The first of our languages in a list of preferences, such as `navigator.languages` or the parts of an
 * Accept-Language header (weights are ignored, since browsers write them in order). English where there is
 * none.
 */
export function pickLanguage(wishes: readonly string[]): Language {
  for (const wish of wishes) {
    const base = wish.trim().split(/[-_;]/, 1)[0]?.toLowerCase();
    const found = LANGUAGES.find((each) => each === base);
    if (found) return found;
  }
  return 'en';
}

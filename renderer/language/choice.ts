import { create } from 'zustand';
import { LANGUAGES, type Language, pickLanguage, takeLanguageFrom } from '../../shared/text/language.ts';
import { addLanguage } from '../../shared/text/say.ts';

const KEY = 'heed.language';

function kept(): Language {
  const chosen = globalThis.localStorage?.getItem(KEY);
  return LANGUAGES.find((each) => each === chosen) ?? pickLanguage(globalThis.navigator?.languages ?? []);
}

/** Stored on this computer, like light and dark, since the start pages need it before sign-in. */
export const useLanguage = create<{ readonly language: Language }>(() => ({ language: 'en' }));

takeLanguageFrom(() => useLanguage.getState().language);

/** Each language's own name, for people who read no other. */
export const LANGUAGE_NAMES: Record<Language, string> = { en: 'English', es: 'Español' };

const FIRST = {
  en: async () => ({}),
  es: async () => (await import('../../shared/locales/es/first.ts')).first,
};
const REST = {
  en: async () => (await import('../../shared/locales/en/rest.ts')).rest,
  es: async () => (await import('../../shared/locales/es/rest.ts')).rest,
};
/** Whether the screen shows more than the start pages, so that a language is needed whole. */
let whole = false;

async function load(language: Language): Promise<void> {
  addLanguage(language, await FIRST[language]());
  if (whole) addLanguage(language, await REST[language]());
}

/**
 * Loads all that Heed says beside the start pages' own words, in English, which tells what sentences there
 * are, and in the language of the screen.
 */
export async function loadSentences(): Promise<void> {
  whole = true;
  await Promise.all([load('en'), load(useLanguage.getState().language)]);
}

/** The language that was asked for last. */
let wanted: Language = 'en';

/** Loads a language, then uses it. The tree is rendered under another key, so that no old text stays. */
async function speak(language: Language): Promise<void> {
  wanted = language;
  await load(language);
  // Another one was chosen while this one was loaded.
  if (wanted !== language) return;
  document.documentElement.lang = language;
  useLanguage.setState({ language });
}

/**
 * Before the first picture: the language chosen on this computer, else the browser's. Where it cannot be
 * loaded, as when its file is gone after an update, English stays, so that there is a picture at all.
 */
export const speakKept = (): Promise<void> => speak(kept()).catch(() => undefined);

export async function chooseLanguage(language: Language): Promise<void> {
  localStorage.setItem(KEY, language);
  await speak(language);
}

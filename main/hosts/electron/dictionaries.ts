import { readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { LANGUAGES, type Language } from '../../../shared/text/language.ts';

/** Folders in which Linux keeps the dictionaries of hunspell, which LibreOffice and Firefox use too. */
const FOLDERS = [
  '/usr/share/hunspell',
  '/usr/local/share/hunspell',
  '/usr/share/myspell',
  '/usr/share/myspell/dicts',
];

/** The countries whose dictionary is used where that of the computer's country is missing. */
const USUAL: Readonly<Record<Language, readonly string[]>> = {
  en: ['US', 'GB', 'CA'],
  es: ['US', 'MX', 'ES'],
};

/**
 * The dictionaries to use among those that are there, at most one for each language: that of the computer's
 * country, else the most usual one. Each takes about a hundred megabytes of memory. `names` such as en_US;
 * `country` such as GB.
 */
export function chooseDictionaries(names: readonly string[], country: string): string[] {
  return LANGUAGES.flatMap((language) => {
    const there = names.filter((name) => name.startsWith(`${language}_`)).sort();
    const wanted = [country, ...USUAL[language]].map((each) => `${language}_${each}`);
    return wanted.find((name) => there.includes(name)) ?? there[0] ?? [];
  });
}

/** Empty where the folder is missing or may not be read: Heed then opens without spell checking. */
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/**
 * Files of the system's dictionaries for the languages that Heed speaks, without their endings (.aff, .dic).
 * DICPATH names further folders, as it does for hunspell. Empty where there are none.
 */
export function systemDictionaries(country: string, env: NodeJS.ProcessEnv): string[] {
  const folders = [...(env.DICPATH ?? '').split(delimiter).filter(Boolean), ...FOLDERS];
  const found = new Map<string, string>();
  for (const folder of folders) {
    const files = new Set(namesIn(folder));
    for (const file of files) {
      const [, name] = /^([a-z]{2}_[A-Z]{2})\.dic$/.exec(file) ?? [];
      if (name !== undefined && files.has(`${name}.aff`) && !found.has(name))
        found.set(name, join(folder, name));
    }
  }
  return chooseDictionaries([...found.keys()], country).flatMap((name) => found.get(name) ?? []);
}

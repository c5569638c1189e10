import { createInstance } from 'i18next';
import { sentences } from '#sentences';
import type { en } from '../locales/en/index.ts';
import { isolated } from './isolate.ts';
import { type Language, language, numberLocale } from './language.ts';

type Form = `${string}_${'one' | 'many' | 'other'}`;
/** Keys of texts with one form. */
type Plain<Texts> = {
  [K in keyof Texts & string]: Texts[K] extends string
    ? K extends Form
      ? never
      : K
    : `${K}.${Plain<Texts[K]>}`;
}[keyof Texts & string];
/** Keys of texts with plural forms, without the form. */
type Counted<Texts> = {
  [K in keyof Texts & string]: Texts[K] extends string
    ? K extends `${infer Stem}_${'one' | 'many' | 'other'}`
      ? Stem
      : never
    : `${K}.${Counted<Texts[K]>}`;
}[keyof Texts & string];

/** `namespace:path.of.text` of a text that has one form. */
export type TextKey = { [N in keyof typeof en]: `${N}:${Plain<(typeof en)[N]>}` }[keyof typeof en];
/** The stem of a text with plural forms. */
type CountedKey = { [N in keyof typeof en]: `${N}:${Counted<(typeof en)[N]>}` }[keyof typeof en];
export type AnyTextKey = TextKey | CountedKey;
/** Values of a text. With plural forms it needs a `count`; otherwise its key would be shown. */
export type Filling<K extends AnyTextKey> = [K] extends [TextKey]
  ? [values?: TextValues]
  : [values: TextValues & { readonly count: number }];

/** Values for the `{{places}}` of a text; `{{n, number}}` writes a number in the language's form. */
export type TextValues = Readonly<Record<string, string | number>>;

/**
 * The catalogue. It escapes nothing, since React and the core's JSON do. `#sentences` of package.json is all
 * of English in Node and the first part of it in the window, which adds the rest as it loads.
 */
export const catalogue = createInstance({
  lng: 'en',
  fallbackLng: 'en',
  ns: Object.keys(sentences),
  defaultNS: false,
  resources: { en: sentences },
  initAsync: false,
  interpolation: { escapeValue: false },
});
void catalogue.init();
// A text must write a number like the figure beside it.
catalogue.services.formatter?.addCached('number', (spoken) => {
  const format = new Intl.NumberFormat(numberLocale(spoken === 'es' ? 'es' : 'en'));
  return (value) => format.format(Number(value));
});

/** Adds texts of a language. For texts that another language lacks, English is used. */
export function addLanguage(tag: Language, texts: Partial<typeof en>): void {
  for (const [namespace, bundle] of Object.entries(texts))
    catalogue.addResourceBundle(tag, namespace, bundle);
}

/** Values for a sentence, isolated so that a name in another script does not turn the words around it. */
export function settled(values: TextValues): TextValues {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'string' ? isolated(value) : value,
    ]),
  );
}

/** A text of the catalogue in the current language. Call it when the text is shown, not once at import. */
export function t<K extends AnyTextKey>(key: K, ...[values]: Filling<K>): string {
  return textOf(key, values);
}

/**
 * The same for a key that was read from the store, with plural forms or without. Values only fill places:
 * i18next would take a value named like one of its options for that option.
 */
export function textOf(key: AnyTextKey, values: TextValues = {}): string {
  const { count } = values;
  const forms = typeof count === 'number' ? { count } : {};
  return catalogue.t(key, { ...forms, replace: settled(values), lng: language() });
}

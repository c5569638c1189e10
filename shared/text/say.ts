import { createInstance } from 'i18next';
import { en } from '../locales/en/index.ts';
import { isolated } from './isolate.ts';
import { type Language, language } from './language.ts';

type Form = `${string}_${'one' | 'many' | 'other'}`;
/** Texts of one form. */
type Plain<Texts> = {
  [K in keyof Texts & string]: Texts[K] extends string
    ? K extends Form
      ? never
      : K
    : `${K}.${Plain<Texts[K]>}`;
}[keyof Texts & string];
/** Texts with plural forms, by their stem. */
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
/** A text with plural forms is not found without its `count`, and its key would be shown in its place. */
export type Filling<K extends AnyTextKey> = [K] extends [TextKey]
  ? [values?: TextValues]
  : [values: TextValues & { readonly count: number }];

/** What fills the `{{places}}` of a text; `{{n, number}}` writes it as the language does. */
export type TextValues = Readonly<Record<string, string | number>>;

/** The catalogue. Texts come out as they are: React, and the core's JSON, escape for themselves. */
export const catalogue = createInstance({
  lng: 'en',
  fallbackLng: 'en',
  ns: Object.keys(en),
  defaultNS: false,
  resources: { en },
  initAsync: false,
  interpolation: { escapeValue: false },
});
void catalogue.init();

/** Adds the texts of another language. Until then, and for what it lacks, English is said. */
export function addLanguage(tag: Language, texts: typeof en): void {
  for (const [namespace, bundle] of Object.entries(texts))
    catalogue.addResourceBundle(tag, namespace, bundle);
}

/** Values as they may stand in a sentence: whatever a name is written in, it turns nothing around it. */
export function settled(values: TextValues): TextValues {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'string' ? isolated(value) : value,
    ]),
  );
}

/**
 * A text of the catalogue in the current language. To be called when it is shown, never once for all at
 * import.
 */
export function t<K extends AnyTextKey>(key: K, ...[values]: Filling<K>): string {
  return textOf(key, values);
}

/**
 * The same for a key that was read: whether it has plural forms, whoever kept it has seen to. Values fill places
 * and nothing else: i18next would take one that is called as one of its options for that option.
 */
export function textOf(key: AnyTextKey, values: TextValues = {}): string {
  const { count } = values;
  const forms = typeof count === 'number' ? { count } : {};
  return catalogue.t(key, { ...forms, replace: settled(values), lng: language() });
}

import { z } from 'zod';
import { type AnyTextKey, catalogue, type TextKey, t, textOf } from './say.ts';

declare const stored: unique symbol;

/**
 * A sentence in the form of the store, which becomes words in the reader's language. At run time it is a
 * string, fit for a column; for the type checker it is none, so that only sentences made here are stored, and
 * they are only shown through `said`.
 */
export type Stored = { readonly [stored]: true };

/** No sentence: the default of a column. */
export const NOTHING = brand('');

type Sentence = {
  readonly say: string;
  readonly with: { readonly [name: string]: string | number | Sentence };
};
const Sentence: z.ZodType<Sentence> = z.strictObject({
  say: z.string(),
  with: z.record(z.string(), z.union([z.string(), z.number(), z.lazy(() => Sentence)])),
});

type Values = Readonly<Record<string, Stored | number>>;
/** Values of a stored sentence; with plural forms it needs a `count`. */
type KeptFilling<K extends AnyTextKey> = [K] extends [TextKey]
  ? [values?: Values]
  : [values: Values & { readonly count: number }];

/**
 * Makes a stored sentence of a key and values. A value is a number or another stored sentence; any other text
 * goes through `written`.
 */
export function keep<K extends AnyTextKey>(key: K, ...[values = {}]: KeptFilling<K>): Stored {
  const filled = Object.entries(values).map(([name, value]) => [
    name,
    typeof value === 'number' ? value : partOf(value),
  ]);
  return brand(JSON.stringify({ say: key, with: Object.fromEntries(filled) }));
}

/**
 * Makes a stored sentence of somebody's own words: a person's reason, a provider's words, a name. It comes
 * back as it was written, even where it has the form of a stored sentence, so that nobody can make Heed say
 * anything.
 */
export function written(text: string): Stored {
  return text === '' ? NOTHING : brand(JSON.stringify({ say: WRITTEN, with: { text } }));
}

/** The words of a stored sentence, in the reader's language. */
export function said(sentence: Stored): string {
  const value = partOf(sentence);
  return typeof value === 'string' ? value : words(value);
}

/** Whether there is no sentence. */
export const isNothing = (sentence: Stored): boolean => textIn(sentence) === '';

/** Whether a value is a stored sentence of this form that this version knows. */
export function isStored(value: unknown): value is Stored {
  if (typeof value !== 'string') return false;
  const sentence = read(value);
  return value === '' || (sentence !== null && (ownText(sentence) !== null || canSay(sentence)));
}

/**
 * A value from another store or file as a stored sentence. Plain words count as written by somebody; an
 * unknown sentence becomes one that says so.
 */
export function storedFrom(value: unknown): Stored {
  if (isStored(value)) return value;
  if (typeof value !== 'string') return NOTHING;
  return value.startsWith(BEGIN) ? keep('kept:unknown') : written(value);
}

/** Whether there is a text under this key, and not a group of texts. `form`: the count of a plural form. */
const isText = (key: string, form: { readonly count?: number } = {}): boolean =>
  catalogue.exists(key, form) && typeof catalogue.t(key, { ...form, returnObjects: true }) === 'string';

/** Whether the catalogue has this sentence, in any of its plural forms. */
export const isKey = (key: string): key is AnyTextKey => isText(key) || isText(key, { count: 2 });

const BEGIN = '{"say":';
/** In the place of a key: the value `text` is somebody's own words. */
const WRITTEN = '';

function brand(text: string): Stored {
  return text as unknown as Stored;
}
function textIn(sentence: Stored): string {
  return sentence as unknown as string;
}

function read(text: string): Sentence | null {
  if (!text.startsWith(BEGIN)) return null;
  try {
    return Sentence.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** Somebody's own words; null for a sentence of Heed's. */
function ownText(sentence: Sentence): string | null {
  const { text } = sentence.with;
  return sentence.say === WRITTEN && typeof text === 'string' ? text : null;
}

/** As a value of another sentence: somebody's words as text, a sentence as it is. */
function partOf(sentence: Stored): string | Sentence {
  const text = textIn(sentence);
  const known = read(text);
  return known === null ? text : (ownText(known) ?? known);
}

function canSay(sentence: Sentence): boolean {
  const { say, with: values } = sentence;
  const known = isText(say) || (typeof values.count === 'number' && isKey(say));
  return known && Object.values(values).every((value) => typeof value !== 'object' || canSay(value));
}

function words(sentence: Sentence): string {
  if (!canSay(sentence)) return t('kept:unknown');
  const values = Object.entries(sentence.with).map(([name, value]) => [
    name,
    typeof value === 'object' ? words(value) : value,
  ]);
  return textOf(sentence.say as AnyTextKey, Object.fromEntries(values));
}

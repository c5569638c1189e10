import { z } from 'zod';
import { type AnyTextKey, catalogue, type TextKey, t, textOf } from './say.ts';

declare const stored: unique symbol;

/**
 * A sentence as the store keeps it, to be said in the language of whoever reads it. At run time it is a
 * string, fit for a column; to the type checker it is none, so that nothing is kept that was not made here,
 * and nothing is shown that was not said.
 */
export type Stored = { readonly [stored]: true };

/** Nothing is told: the default of a column. */
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
/** A text with plural forms is not found without its `count`. */
type KeptFilling<K extends AnyTextKey> = [K] extends [TextKey]
  ? [values?: Values]
  : [values: Values & { readonly count: number }];

/**
 * A sentence for the store: its key and values. A value is a number or another sentence; what others wrote,
 * and any other text, goes through `written`.
 */
export function keep<K extends AnyTextKey>(key: K, ...[values = {}]: KeptFilling<K>): Stored {
  const filled = Object.entries(values).map(([name, value]) => [
    name,
    typeof value === 'number' ? value : partOf(value),
  ]);
  return brand(JSON.stringify({ say: key, with: Object.fromEntries(filled) }));
}

/**
 * What is not Heed's own sentence: a person's reason or question, a provider's words, a name. It comes back
 * as it was written, even where it has the form of a stored sentence: nobody can make Heed say what Heed did
 * not say.
 */
export function written(text: string): Stored {
  return text === '' ? NOTHING : brand(JSON.stringify({ say: WRITTEN, with: { text } }));
}

/** The words of a stored sentence. */
export function said(sentence: Stored): string {
  const value = partOf(sentence);
  return typeof value === 'string' ? value : words(value);
}

/** Whether nothing is told. */
export const isNothing = (sentence: Stored): boolean => textIn(sentence) === '';

/** Whether a value is a sentence as this file makes them, and one that this version can say. */
export function isStored(value: unknown): value is Stored {
  if (typeof value !== 'string') return false;
  const sentence = read(value);
  return value === '' || (sentence !== null && (ownText(sentence) !== null || canSay(sentence)));
}

/**
 * What came from another store or file, as a sentence. Plain words are taken for what somebody wrote; a
 * sentence that this version does not know is said to be one.
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
/** In the place of a key: the text beside it is nobody's but its writer's. */
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

/** The text of `written`; null for a sentence of Heed's. */
function ownText(sentence: Sentence): string | null {
  const { text } = sentence.with;
  return sentence.say === WRITTEN && typeof text === 'string' ? text : null;
}

/** As a value within another sentence: somebody's words as they are, a sentence as it is. */
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

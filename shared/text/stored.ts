import { z } from 'zod';
import { type AnyTextKey, catalogue, type Filling, type TextValues, textOf } from './say.ts';

const Kept = z.strictObject({
  say: z.string(),
  with: z.record(z.string(), z.union([z.string(), z.number()])),
});

/**
 * A sentence for the store: its key and values, to be said in the language of whoever reads it later. A value
 * may be such a sentence itself; what others wrote goes through `written`. `said` makes the words.
 */
export function keep<K extends AnyTextKey>(key: K, ...[values = {}]: Filling<K>): string {
  return JSON.stringify({ say: key, with: values });
}

/**
 * What somebody else wrote (a person's reason or question, a provider's words), for a place where a stored
 * sentence may stand as well. It comes back as it was written, even where it has the form of a stored
 * sentence: nobody can make Heed say what Heed did not say.
 */
export function written(text: string): string {
  return text.startsWith(BEGIN) ? JSON.stringify({ say: WRITTEN, with: { text } }) : text;
}

/**
 * The words of a stored sentence. Anything else, such as a person's note or what a provider said, comes back
 * as it is.
 */
export function said(stored: string): string {
  const kept = read(stored);
  if (typeof kept === 'string') return kept;
  const values = Object.entries(kept.with).map(([name, value]) => [
    name,
    typeof value === 'string' ? said(value) : value,
  ]);
  return textOf(kept.key, Object.fromEntries(values));
}

const BEGIN = '{"say":';
/** In the place of a key: the text beside it is nobody's but its writer's. */
const WRITTEN = '';

function read(stored: string): { key: AnyTextKey; with: TextValues } | string {
  if (!stored.startsWith(BEGIN)) return stored;
  try {
    const kept = Kept.parse(JSON.parse(stored));
    if (kept.say === WRITTEN) return typeof kept.with.text === 'string' ? kept.with.text : stored;
    return isKey(kept.say) ? { key: kept.say, with: kept.with } : stored;
  } catch {
    return stored;
  }
}

/** Whether the catalogue has this sentence, in any of its plural forms. */
export const isKey = (key: string): key is AnyTextKey =>
  catalogue.exists(key) || catalogue.exists(key, { count: 2 });

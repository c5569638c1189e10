import { z } from 'zod';
import { catalogue, type TextKey, type TextValues, t } from './say.ts';

const Kept = z.strictObject({
  say: z.string(),
  with: z.record(z.string(), z.union([z.string(), z.number()])),
});

/**
 * A sentence for the store: its key and values, to be said in the language of whoever reads it later. A value may be such a sentence
 * itself. `said` makes the words.
 */
export function keep(key: TextKey, values: TextValues = {}): string {
  return JSON.stringify({ say: key, with: values });
}

/** The words of a stored sentence. Anything else, such as a person's note or what a provider said, comes back as it is. */
export function said(stored: string): string {
  const kept = read(stored);
  if (!kept) return stored;
  const values = Object.entries(kept.with).map(([name, value]) => [
    name,
    typeof value === 'string' ? said(value) : value,
  ]);
  return t(kept.key, Object.fromEntries(values));
}

function read(stored: string): { key: TextKey; with: TextValues } | null {
  if (!stored.startsWith('{"say":')) return null;
  try {
    const kept = Kept.parse(JSON.parse(stored));
    return isKey(kept.say) ? { key: kept.say, with: kept.with } : null;
  } catch {
    return null;
  }
}

const isKey = (key: string): key is TextKey => catalogue.exists(key) || catalogue.exists(key, { count: 2 });

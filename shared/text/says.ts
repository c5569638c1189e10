import { z } from 'zod';
import { en, es } from 'zod/locales';
import { language } from './language.ts';
import { type AnyTextKey, type Filling, t } from './say.ts';

const spoken = { en: en().localeError, es: es().localeError };

// For errors without a text of ours.
z.config({ localeError: (issue) => spoken[language()](issue) });

/** The error of a schema in the reader's language: `z.string().min(1, says('api:write'))`. */
export const says = <K extends AnyTextKey>(key: K, ...filling: Filling<K>) => ({
  error: () => t(key, ...filling),
});

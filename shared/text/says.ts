import { z } from 'zod';
import { en, es } from 'zod/locales';
import { language } from './language.ts';
import { type AnyTextKey, type Filling, t } from './say.ts';

const spoken = { en: en().localeError, es: es().localeError };

// What no schema has words of its own for.
z.config({ localeError: (issue) => spoken[language()](issue) });

/**
 * What a schema says of a value that is not right, in the language of whoever hears it: `z.string().min(1,
 * says('api:write'))`.
 */
export const says = <K extends AnyTextKey>(key: K, ...filling: Filling<K>) => ({
  error: () => t(key, ...filling),
});

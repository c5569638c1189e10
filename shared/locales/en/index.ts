import { first } from './first.ts';
import { rest } from './rest.ts';

/**
 * Every text that a person reads, in English: the language from which the others are translated, and the
 * fall-back.
 */
export const en = { ...first, ...rest };

/** What `shared/text/say.ts` begins with outside the window. */
export { en as sentences };

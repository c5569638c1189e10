import type { en } from '../en/index.ts';
import { first } from './first.ts';
import { rest } from './rest.ts';

/** The same texts in Spanish, as campaigns in the US write it: usted, for people of any country. */
export const es: typeof en = { ...first, ...rest };

import { desks } from './desks.ts';
import { pictures } from './pictures.ts';
import { running } from './running.ts';
import type { Mutation } from './types.ts';
import { wayIn } from './wayIn.ts';
import { wayOut } from './wayOut.ts';

/** Each way breaks a promise of design section 2, and the model has to notice it. */
export const mutations: readonly Mutation[] = [...wayOut, ...wayIn, ...pictures, ...running, ...desks];

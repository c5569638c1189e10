import { foundation } from './0010-foundation.ts';
import { consent } from './0020-consent.ts';
import { review } from './0040-review.ts';
import { dashboard } from './0050-dashboard.ts';

export type Migration = { readonly version: number; readonly name: string; readonly sql: string };

/** Every step, in order. Numbered by tens to leave room; a step that has shipped never changes. */
export const migrations: readonly Migration[] = [foundation, consent, review, dashboard];

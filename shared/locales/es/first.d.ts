import type { first as firstEn } from '../en/first.ts';
/** What the screen says before somebody is signed in. */
export declare const first: typeof firstEn;

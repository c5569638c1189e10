import type { rest as restEn } from '../en/rest.ts';
/** All other texts. */
export declare const rest: typeof restEn;

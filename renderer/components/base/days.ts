import { dateFormat } from '../../language/formats.ts';

/** Sat, 12 Mar 2026: heads the steps of a day. */
export const longDay = dateFormat({ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' });

/** 12 Mar: for due dates. */
export const shortDay = dateFormat({ day: 'numeric', month: 'short' });

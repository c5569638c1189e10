import { language } from './language.ts';

const formats = new Map<string, Intl.DateTimeFormat>();

/**
 * A day (UTC milliseconds) within a sentence, as the reader's language writes it: "Dec 11, 2026". For what is
 * said now, not stored.
 */
export function dayText(at: number): string {
  const format =
    formats.get(language()) ?? new Intl.DateTimeFormat(language(), { dateStyle: 'medium', timeZone: 'UTC' });
  formats.set(language(), format);
  return format.format(at);
}

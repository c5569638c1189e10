import { language } from './language.ts';

const formats = new Map<string, Intl.DateTimeFormat>();

/**
 * A day (UTC milliseconds) within a sentence, in the reader's language: "Dec 11, 2026". For sentences that
 * are not stored.
 */
export function dayText(at: number): string {
  const format =
    formats.get(language()) ?? new Intl.DateTimeFormat(language(), { dateStyle: 'medium', timeZone: 'UTC' });
  formats.set(language(), format);
  return format.format(at);
}

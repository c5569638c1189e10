import { type Language, language, numberLocale } from '../../shared/text/language.ts';

/** Where the system names no language, Chromium says "en-US@posix", which no format takes. */
function isTag(wish: string): boolean {
  try {
    return Intl.getCanonicalLocales(wish).length === 1;
  } catch {
    return false;
  }
}

/** The browser's variant of a language: en → en-GB where it says so. */
function locale(of: Language): string {
  const wishes: readonly string[] = globalThis.navigator?.languages ?? [];
  return wishes.find((wish) => wish.split('-', 1)[0] === of && isTag(wish)) ?? of;
}

const dates = new Map<string, Intl.DateTimeFormat>();
const numbers = new Map<string, Intl.NumberFormat>();

/**
 * A way to write dates, made once for each language: `const day = dateFormat({ weekday: 'short' })`, then
 * `day(at)`.
 */
export function dateFormat(options: Intl.DateTimeFormatOptions): (at: number | Date) => string {
  const name = JSON.stringify(options);
  return (at) => dateFormatOf(options, name).format(at);
}

/** The same for a time with a beginning and an end, which says once what both share, such as the day. */
export function spanFormat(options: Intl.DateTimeFormatOptions): (from: number, until: number) => string {
  const name = JSON.stringify(options);
  return (from, until) => dateFormatOf(options, name).formatRange(from, until);
}

function dateFormatOf(options: Intl.DateTimeFormatOptions, name: string): Intl.DateTimeFormat {
  const spoken = language();
  const key = `${spoken} ${name}`;
  const format = dates.get(key) ?? new Intl.DateTimeFormat(locale(spoken), options);
  dates.set(key, format);
  return format;
}

/** The same for numbers. */
export function numberFormat(options: Intl.NumberFormatOptions = {}): (value: number) => string {
  const name = JSON.stringify(options);
  return (value) => {
    const spoken = language();
    const key = `${spoken} ${name}`;
    const format = numbers.get(key) ?? new Intl.NumberFormat(numberLocale(spoken), options);
    numbers.set(key, format);
    return format.format(value);
  };
}

/** "Spanish", "español": a language's name in the one that the screen speaks. */
export const languageName = (code: string): string =>
  new Intl.DisplayNames(language(), { type: 'language' }).of(code) ?? code;

/** J or ↓; for texts between tags, where no text of the catalogue can hold them. */
export const anyOf = (parts: readonly string[]): string =>
  new Intl.ListFormat(language(), { type: 'disjunction' }).format(parts);

/** …123, …456 and …789. */
export const allOf = (parts: readonly string[]): string =>
  new Intl.ListFormat(language(), { type: 'conjunction' }).format(parts);

/** 12,345 in the language's form. Within a text of the catalogue use `{{count, number}}`. */
export const number = numberFormat();

/**
 * 12.30 US dollars, given in millionths, as the reader's language writes it. Small prices keep their digits.
 */
export const money = (micros: number, currency: string): string =>
  numberFormat({ style: 'currency', currency, maximumFractionDigits: Math.abs(micros) < 1_000_000 ? 4 : 2 })(
    micros / 1_000_000,
  );

import { type CountryCode, type PhoneNumber, parsePhoneNumberWithError } from 'libphonenumber-js/max';
import { z } from 'zod';
import { says } from '../text/says.ts';
import { countryOfNational, usualForm } from './numberingPlan.ts';
import type { Region } from './words.ts';

/** The form in which a number is stored, compared and sent: plus sign, calling code, national number. */
export const E164 = z
  .string()
  .regex(/^\+[1-9]\d{6,14}$/, says('api:e164'))
  .max(16);
export type E164 = z.infer<typeof E164>;

export type NumberRefusal = 'invalid' | 'wrong-region';

export type ReadNumber =
  | { readonly ok: true; readonly e164: string; readonly country: string }
  | { readonly ok: false; readonly why: NumberRefusal };

/**
 * Only formatting around digits: anything else in a cell (letters, extensions, a second number) makes it no
 * number.
 */
const ALLOWED = /^\+?[\p{Nd}\s().\p{Pd}\u2212]+$/u;

/**
 * Ranges that Ofcom and NANPA keep free for fiction. The library calls some of them possible but not valid,
 * since no network serves them; demonstrations and tests need them.
 */
const FICTION: Readonly<Record<string, RegExp>> = {
  '44': /^(?:7700900|1632960|3069990|2079460|2896496|2920180|8081570|9098790|1(?:1[3-8]|[2-6]1)4960|1914980)\d{3}$/,
  '1': /^[2-9]\d\d55501\d\d$/,
};

const INVALID = { ok: false, why: 'invalid' } as const;

/**
 * Reads a number that a person or a spreadsheet wrote, for a campaign in `region`. `country` is ISO 3166;
 * Guernsey, Jersey and Man come back as GB, since texts are routed by the calling code 44. Extensions, short
 * codes and two numbers in one cell are `invalid`; a good number of another region is `wrong-region`.
 */
export function readNumber(raw: string, region: Region): ReadNumber {
  const read = readAs(raw, region);
  return !read.ok || belongs(read.country, region) ? read : { ok: false, why: 'wrong-region' };
}

/**
 * Puerto Rico, the Virgin Islands, Guam, American Samoa and the Northern Marianas vote, and are texted, as
 * parts of the US.
 */
const US_TERRITORIES: ReadonlySet<string> = new Set(['PR', 'VI', 'GU', 'AS', 'MP']);

const belongs = (country: string, region: Region) =>
  country === region || (region === 'US' && US_TERRITORIES.has(country));

/**
 * Reads a number from any country, for opt-outs and look-ups, where no foreign number may be lost. Its form
 * comes first (see `shapeOf`), since 1 (212) 555 0133 would also be a number in Birmingham; then
 * `fallbackRegion`; then the plain digits. Without a fallback, digits alone are no number. Never
 * `wrong-region`.
 */
export function readAnyNumber(raw: string, fallbackRegion?: Region): ReadNumber {
  const shape = shapeOf(raw);
  const tries: (Region | undefined)[] = shape === null ? [fallbackRegion] : [shape, fallbackRegion];
  if (fallbackRegion === 'GB' && /^[2-9]\d{9}$/.test(digitsOf(raw))) tries.push('US');
  let read: ReadNumber = INVALID;
  for (const region of tries) {
    read = readAs(raw, region);
    if (read.ok) break;
  }
  return read;
}

/**
 * The country that a number's form shows: a calling code, the trunk 0 of Great Britain, the groups of North
 * America. US stands for both US and CA. Null for bare digits and for no number.
 */
export function shapeOf(raw: string): 'US' | 'GB' | null {
  const text = tidy(raw);
  const digits = digitsOf(text);
  if (text.startsWith('+')) return digits.startsWith('44') ? 'GB' : digits.startsWith('1') ? 'US' : null;
  if (/^(?:0[1-9]\d{8,9}|44\d{10})$/.test(digits)) return 'GB';
  return /^1[2-9]\d{9}$/.test(digits) || NANP_GROUPS.test(text) ? 'US' : null;
}

const NANP_GROUPS = /^(?:1[\s.\p{Pd}]*)?[2-9]\d\d[\s.\p{Pd}]+[2-9]\d\d[\s.\p{Pd}]+\d{4}$/u;

function digitsOf(text: string): string {
  return text.replace(/\P{Nd}/gu, '');
}

/** For people: national form inside `region`, international form elsewhere and without a region. */
export function formatNumber(e164: string, region?: Region): string {
  const number = parse(e164, undefined);
  if (number === undefined) return e164;
  const home = region !== undefined && number.countryCallingCode === CALLING_CODE[region];
  return home ? number.formatNational() : number.formatInternational();
}

const CALLING_CODE: Readonly<Record<Region, string>> = { US: '1', CA: '1', GB: '44' };

function readAs(raw: string, region: Region | undefined): ReadNumber {
  return readUsual(raw, region) ?? readByLibrary(raw, region);
}

/** Nearly all cells, without the library; null: another form, or not surely valid. */
export function readUsual(raw: string, region: Region | undefined): ReadNumber | null {
  const form = usualForm(raw, region);
  if (form === null) return null;
  const { callingCode, national } = form;
  const country = countryOfNational(callingCode, national);
  if (country === null) return null;
  return { ok: true, e164: `+${callingCode}${national}`, country: callingCode === '44' ? 'GB' : country };
}

/** Every cell, by the library; for what `readUsual` leaves, and for the test that compares both. */
export function readByLibrary(raw: string, region: Region | undefined): ReadNumber {
  const text = tidy(raw);
  if (!ALLOWED.test(text)) return INVALID;
  const number = parse(text, region);
  if (number === undefined || number.ext !== undefined) return INVALID;
  const fiction = FICTION[number.countryCallingCode]?.test(number.nationalNumber) === true;
  if (!fiction && !number.isValid()) return INVALID;
  const country = countryOf(number, region);
  return country === undefined ? INVALID : { ok: true, e164: number.number, country };
}

/**
 * Removes what spreadsheets and copying add: invisible marks, ="…", an apostrophe, tel:, 2,165,550,171.00,
 * brackets, 00 for +.
 */
function tidy(raw: string): string {
  return raw
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .trim()
    .replace(/^="(.*)"$/, '$1')
    .replace(/^'+/, '')
    .replace(/^tel:/i, '')
    .replace(/^\d{1,3}(?:,\d{3}){3,4}(?=\.0+$|$)/, (grouped) => grouped.replaceAll(',', ''))
    .replace(/^(\d{10,15})\.0+$/, '$1')
    .replace(/[()]/g, ' ')
    .trim()
    .replace(/^00(?=[\s.\p{Pd}]*[1-9])/u, '+')
    .replace(/^\+\s+/, '+');
}

function parse(text: string, region: CountryCode | undefined): PhoneNumber | undefined {
  try {
    return parsePhoneNumberWithError(text, {
      extract: false,
      ...(region === undefined ? {} : { defaultCountry: region }),
    });
  } catch {
    return undefined; // The library throws where there is no number.
  }
}

function countryOf(number: PhoneNumber, region: Region | undefined): string | undefined {
  if (number.countryCallingCode === '44') return 'GB';
  if (number.country !== undefined) return number.country;
  // An area code newer than the library: the caller's own country of +1 is the best guess.
  return number.countryCallingCode === '1' ? (region === 'CA' ? 'CA' : 'US') : undefined;
}

import { parsePhoneNumberWithError } from 'libphonenumber-js/max';
import { britishLine } from './numberingPlan.ts';

/**
 * Kinds of lines that receive no texts. The first two are for an admin to choose: some landlines and internet
 * lines do.
 */
export const NO_TEXT_LINES = [
  'fixed-line',
  'internet-line',
  'premium-rate',
  'toll-free',
  'personal-number',
  'company-number',
  'shared-cost',
  'pager',
  'voicemail',
] as const;
export type NoTextLine = (typeof NO_TEXT_LINES)[number];

/** Kinds that an admin may choose to text. */
export const isChoice = (line: NoTextLine): boolean => line === 'fixed-line' || line === 'internet-line';

const TYPES: Readonly<Record<string, NoTextLine>> = {
  FIXED_LINE: 'fixed-line',
  VOIP: 'internet-line',
  PREMIUM_RATE: 'premium-rate',
  TOLL_FREE: 'toll-free',
  PERSONAL_NUMBER: 'personal-number',
  UAN: 'company-number',
  SHARED_COST: 'shared-cost',
  PAGER: 'pager',
  VOICEMAIL: 'voicemail',
};

/**
 * Codes of +1 without a place, whose numbers receive no texts (NANPA: toll-free, personal communication
 * services, premium rate and special services).
 */
const NANP: readonly (readonly [RegExp, NoTextLine])[] = [
  [/^\+18(?:00|33|44|55|66|77|88)/, 'toll-free'],
  [/^\+1900/, 'premium-rate'],
  [/^\+15(?:00|2[1-9]|33|44|66|77|88)/, 'personal-number'],
  // Services of a long-distance carrier, and of the government of the United States.
  [/^\+17[01]0/, 'company-number'],
];
const ANY_NANP = new RegExp(NANP.map(([codes]) => codes.source).join('|'));

/**
 * Ofcom's ranges for fiction, some of which the library does not know (telephone numbers for use in TV and
 * radio drama). Its mobile range, 07700 900, can be texted.
 */
const FICTION: readonly (readonly [RegExp, NoTextLine])[] = [
  [/^\+44(?:1632960|2079460|2896496|2920180|1(?:1[3-8]|[2-6]1)4960|1914980)\d{3}$/, 'fixed-line'],
  [/^\+448081570\d{3}$/, 'toll-free'],
  [/^\+449098790\d{3}$/, 'premium-rate'],
  [/^\+443069990\d{3}$/, 'company-number'],
];

/**
 * The kind of line, where it receives no texts; null for a mobile, for one that may be either, as nearly all
 * of +1, and where it is not known. `e164`: a number that `readNumber` or `readAnyNumber` returned.
 */
export function noTextLineOf(e164: string): NoTextLine | null {
  if (e164.startsWith('+1'))
    return ANY_NANP.test(e164) ? (NANP.find(([codes]) => codes.test(e164))?.[1] ?? null) : null;
  // All of these are mobile; the usual case, without the library.
  if (/^\+447(?:[1-57-9]|624)/.test(e164)) return null;
  const fiction = FICTION.find(([range]) => range.test(e164));
  if (fiction) return fiction[1];
  const kind = (e164.startsWith('+44') ? britishLine(e164) : null) ?? kindByLibrary(e164);
  return kind === null ? null : (TYPES[kind] ?? null);
}

function kindByLibrary(e164: string): string | null {
  try {
    return parsePhoneNumberWithError(e164, { extract: false }).getType() ?? null;
  } catch {
    return null;
  }
}

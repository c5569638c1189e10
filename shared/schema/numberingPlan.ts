import { type CountryCode, Metadata } from 'libphonenumber-js/max';

/**
 * Whose a number of +1 or +44 is and what kind of line, from the library's own ranges, each made into one
 * expression. The library makes its expressions anew for each number, which takes most of the time of a large
 * list. What is not answered here is for the library; a test holds that both agree on every range.
 */

/** What the library's metadata offers beyond its types. */
type Ranges = {
  getCountryCodesForCallingCode(code: string): string[];
  selectNumberingPlan(country: CountryCode): void;
  leadingDigits(): string | undefined;
  nationalNumberPattern(): string;
  type(name: string): { pattern(): string | undefined; possibleLengths(): number[] | undefined } | undefined;
};

/** In the order in which the library tries them; a fixed line that may also be a mobile counts as neither. */
const KINDS = [
  'FIXED_LINE',
  'MOBILE',
  'PREMIUM_RATE',
  'TOLL_FREE',
  'SHARED_COST',
  'VOIP',
  'PERSONAL_NUMBER',
  'PAGER',
  'UAN',
  'VOICEMAIL',
] as const;
export type LineKind = (typeof KINDS)[number] | 'FIXED_LINE_OR_MOBILE';

/** Digits of a national number here; the few shorter ones are left to the library. */
const DIGITS = 10;

type Plan = {
  readonly country: string;
  /** Numbers that begin so are the country's; null: those that are valid there. */
  readonly begins: RegExp | null;
  readonly valid: RegExp;
  readonly kinds: readonly (readonly [LineKind, RegExp])[];
};

function planOf(ranges: Ranges, country: string): Plan {
  ranges.selectNumberingPlan(country as CountryCode);
  const whole = (pattern: string) => new RegExp(`^(?=(?:${ranges.nationalNumberPattern()})$)(?:${pattern})$`);
  const patterns = KINDS.flatMap((kind) => {
    const type = ranges.type(kind);
    const pattern = type?.pattern();
    const lengths = type?.possibleLengths();
    return pattern && (!lengths || lengths.includes(DIGITS)) ? [[kind, pattern] as const] : [];
  });
  // Where the ranges of mobiles are those of fixed lines, the library keeps them once.
  const mixed = !patterns.some(([kind]) => kind === 'MOBILE');
  const begins = ranges.leadingDigits();
  return {
    country,
    begins: begins ? new RegExp(`^(?:${begins})`) : null,
    valid: whole(patterns.map(([, pattern]) => pattern).join('|')),
    kinds: patterns.map(([kind, pattern]) => [
      mixed && kind === 'FIXED_LINE' ? 'FIXED_LINE_OR_MOBILE' : kind,
      whole(pattern),
    ]),
  };
}

const plans = new Map<string, readonly Plan[]>();

function plansOf(callingCode: string): readonly Plan[] {
  let found = plans.get(callingCode);
  if (!found) {
    const ranges = new Metadata() as unknown as Ranges;
    found = ranges.getCountryCodesForCallingCode(callingCode).map((country) => planOf(ranges, country));
    plans.set(callingCode, found);
  }
  return found;
}

/** The plan by which a national number of ten digits is valid; null: ask the library. */
function planFor(callingCode: '1' | '44', national: string): Plan | null {
  for (const plan of plansOf(callingCode)) {
    if (plan.begins === null ? plan.valid.test(national) : plan.begins.test(national))
      return plan.begins === null || plan.valid.test(national) ? plan : null;
  }
  return null;
}

/** The country of a valid national number of ten digits (ISO 3166); null: ask the library. */
export function countryOfNational(callingCode: '1' | '44', national: string): string | null {
  return planFor(callingCode, national)?.country ?? null;
}

/** The kind of line of a British number; null: ask the library. */
export function britishLine(e164: string): LineKind | null {
  const national = e164.slice(3);
  const plan = national.length === DIGITS ? planFor('44', national) : null;
  const [kind, further] = plan?.kinds.filter(([, range]) => range.test(national)).map(([name]) => name) ?? [];
  return kind === 'FIXED_LINE' && further === 'MOBILE' ? 'FIXED_LINE_OR_MOBILE' : (kind ?? null);
}

/** As people and spreadsheets write numbers of +1, with signs between their groups alone. */
const AMERICAN = /^(\+?1[ .-]{0,2})?\(?([2-9]\d\d)\)?[ .-]{0,2}(\d{3})[ .-]{0,2}(\d{4})$/;
/** British numbers: digits with spaces, hyphens and brackets, with a calling code or a trunk 0 or neither. */
const BRITISH = /^(?:\+44[ -]?(?:\(0\)|0)?|44|\(?0)?((?:[ ()-]{0,2}\d){10})$/;

export type UsualForm = { readonly callingCode: '1' | '44'; readonly national: string };

/**
 * The national number in a cell of one of the usual forms, read in `region`; null: another form. Ten digits
 * alone are a number of the region.
 */
export function usualForm(raw: string, region: string | undefined): UsualForm | null {
  const plus = raw.startsWith('+');
  if (plus ? raw.startsWith('+1') : region === 'US' || region === 'CA') {
    const found = AMERICAN.exec(raw);
    return found && { callingCode: '1', national: `${found[2]}${found[3]}${found[4]}` };
  }
  if (plus ? raw.startsWith('+44') : region === 'GB') {
    const digits = BRITISH.exec(raw)?.[1]?.replace(/\D/g, '');
    return digits === undefined ? null : { callingCode: '44', national: digits };
  }
  return null;
}

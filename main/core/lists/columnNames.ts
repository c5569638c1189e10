import { COLUMN_NAMES, CONTACT_COLUMNS, words } from '../../../shared/schema/contactColumns.ts';
import { fieldKey } from '../../../shared/text/template.ts';

/** Names of columns of numbers: those that can be texted, and the others, the best first. */
const PHONE_NAMES = {
  mobile: words`cell cellphone cellnumber cellphonenumber mobile mobilephone mobilenumber mobileno mobilephonenumber
    sms smsnumber textnumber msisdn celular movil telefonomovil telefonocelular portable telephoneportable
    telephonemobile cellulaire handy handynummer mobiltelefon mobilnummer`,
  phone: words`phone phonenumber phoneno phone1 primaryphone preferredphone bestphone tel telno telephone telephonenumber
    telefono numerodetelefono telefon telefonnummer numerodetelephone numerotelephone contactnumber contactphone e164
    number numero homephone`,
};

/** Stored as the merge field {postcode}, whatever the file calls the column. */
export const POSTCODE_NAMES = words`postcode postalcode zip zipcode zip5 codepostal codigopostal plz postleitzahl`;

const MOBILE_KEY = /mobile|cell(?!a)|movil|celular|portable|handy/;
const TEXT_KEY = /(?:sms|text|txt).*(?:phone|number|no\b|tel)|(?:phone|number|tel).*(?:sms|text|txt)/;
const PHONE_KEY = /phone|telef|telep|^tel\d?$/;
/** The phone at home, which is a mobile for many people by now. */
const HOME_LINE = /home|house|evening|maison|casa|privat/;
/** A landline by its name, an employer's phone, or no phone at all. */
const OTHER_LINE = /work|office|business|daytime|landline|bureau|trabajo/;
/** Also what stands beside phones in VAN's exports: CellPhoneDialingPrefix, IsHomePhoneACellExchange. */
const NO_PHONE =
  /fax|(?<!t)ext$|extension$|type$|label$|status|carrier|country|count|email|date|time$|source|valid|score|match|prefix$|(?:phone|mobile|cell|number)id$|exchange$/;

/**
 * How well a name fits a column of numbers: 2 and more for phones that can be texted, 1 and more for any
 * phone, below 0 for something else that looks like a number, 0 if the name does not tell.
 */
export function phoneScore(key: string): number {
  if (PHONE_NAMES.mobile.includes(key)) return 2;
  if (CONTACT_COLUMNS.externalId.names.includes(key)) return -2; // Ids of ten digits look like numbers.
  if (/fax/.test(key)) return -3;
  if (PHONE_NAMES.phone.includes(key)) return 1.5 - PHONE_NAMES.phone.indexOf(key) / 100;
  if (NO_PHONE.test(key)) return 0;
  if (TEXT_KEY.test(key)) return 2.2;
  if ((HOME_LINE.test(key) || OTHER_LINE.test(key)) && !MOBILE_KEY.test(key))
    return PHONE_KEY.test(key) ? 0.8 : 0;
  if (MOBILE_KEY.test(key)) return 1.9;
  return PHONE_KEY.test(key) ? 1 : 0;
}

/**
 * Whether a column of numbers is proposed after the best one, for rows in which that has none that can be
 * texted. A phone at home is (see `phoneColumns.ts`); one at work belongs to somebody else.
 */
export function isTriedToo(key: string): boolean {
  const score = phoneScore(key);
  return !OTHER_LINE.test(key) && (score >= 1 || (score > 0 && HOME_LINE.test(key)));
}

const ALL = new Set([
  ...COLUMN_NAMES.flatMap((name) => CONTACT_COLUMNS[name].names),
  ...PHONE_NAMES.mobile,
  ...PHONE_NAMES.phone,
  ...POSTCODE_NAMES,
  ...words`email emailaddress address city state notes date source optedoutat gender age birthdate country county
    precinct tags`,
]);

/** Whether a cell is a name that files use for a column. */
export function isKnownName(cell: string): boolean {
  const key = fieldKey(cell);
  return key !== '' && (ALL.has(key) || phoneScore(key) >= 1);
}

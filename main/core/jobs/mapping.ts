import type { Mapping } from '../../../shared/contract/imports.ts';
import { readAnyNumber } from '../../../shared/schema/phone.ts';
import { BUILT_IN_FIELDS, fieldKey } from '../../../shared/text/template.ts';

/** Names of columns, as fieldKey folds them: English, Spanish, French, German; the best first. */
const NAMES = {
  mobile: words`cell cellphone cellnumber cellphonenumber mobile mobilephone mobilenumber mobileno mobilephonenumber
    sms smsnumber textnumber msisdn celular movil telefonomovil telefonocelular portable telephoneportable
    telephonemobile cellulaire handy handynummer mobiltelefon mobilnummer`,
  phone: words`phone phonenumber phoneno phone1 primaryphone preferredphone bestphone tel telno telephone telephonenumber
    telefono numerodetelefono telefon telefonnummer numerodetelephone numerotelephone contactnumber contactphone e164
    number numero homephone`,
  firstName: words`firstname first fname givenname given forename preferredname prenom nombre nombres vorname`,
  lastName: words`lastname last lname surname familyname family nom nomdefamille apellido apellidos nachname`,
  externalId: words`externalid vanid voterfilevanid id contactid personid memberid supporterid voterid statefileid
    recordid uniqueid extid uid uuid guid crmid ref reference identifiant`,
  postcode: words`postcode postalcode zip zipcode zip5 codepostal codigopostal plz postleitzahl`,
};

function words(text: TemplateStringsArray): readonly string[] {
  return text.join('').trim().split(/\s+/);
}

/**
 * Guesses what each column holds, by its name and by what stands in it; every other column becomes a merge field under
 * its own name. Null when no column looks like phone numbers; then a person must choose.
 */
export function guessMapping(
  headers: readonly string[],
  sample: readonly (readonly string[])[],
): Mapping | null {
  const keys = headers.map(fieldKey);
  const number = guessNumber(keys, sample);
  if (number === null) return null;
  const taken = new Set([number]);
  const take = (names: readonly string[]): number | null => {
    const found = names
      .map((name) => keys.findIndex((key, i) => key === name && !taken.has(i)))
      .find((i) => i >= 0);
    if (found === undefined) return null;
    taken.add(found);
    return found;
  };
  const [firstName, lastName, externalId] = [
    take(NAMES.firstName),
    take(NAMES.lastName),
    take(NAMES.externalId),
  ];
  const postcode = take(NAMES.postcode);
  const fields: Record<string, number> = postcode === null ? {} : { postcode };
  const used = new Set([...BUILT_IN_FIELDS, ...Object.keys(fields)].map(fieldKey));
  headers.forEach((header, i) => {
    if (taken.has(i)) return;
    const name = freeName(header, i, used);
    used.add(fieldKey(name));
    fields[name] = i;
  });
  return { number, firstName, lastName, externalId, fields };
}

/** Opt-out lists: the column of the numbers, and the one that tells since when, if the file has it. */
export function guessOptOutColumns(
  headers: readonly string[],
  sample: readonly (readonly string[])[],
): { number: number | null; time: number | null } {
  const keys = headers.map(fieldKey);
  const time = keys.findIndex((key) =>
    /^(?:opted|opt|unsubscribed|stopped)?(?:out)?(?:at|date|on|time)$/.test(key),
  );
  return { number: guessNumber(keys, sample), time: time < 0 ? null : time };
}

/** The name counts, and more so what stands in the column. */
function guessNumber(keys: readonly string[], sample: readonly (readonly string[])[]): number | null {
  let best: { column: number; score: number } | null = null;
  for (const [column, key] of keys.entries()) {
    const cells = sample.map((row) => row[column] ?? '').filter((cell) => cell.trim() !== '');
    const share = cells.filter(looksLikeNumber).length / Math.max(cells.length, 1);
    const named = nameScore(key);
    if (named === 0 && share < 0.5) continue;
    const score = named + share * 3;
    if (best === null || score > best.score) best = { column, score };
  }
  return best?.column ?? null;
}

function nameScore(key: string): number {
  if (NAMES.mobile.includes(key)) return 2;
  if (NAMES.phone.includes(key)) return 1.5 - NAMES.phone.indexOf(key) / 100;
  if (NAMES.externalId.includes(key)) return -2; // ten-digit ids read as numbers
  return /phone|mobile|cell(?!a)|telef|telep|handy|movil|celular/.test(key) ? 1 : 0;
}

function looksLikeNumber(cell: string): boolean {
  return readAnyNumber(cell, 'US').ok || readAnyNumber(cell, 'GB').ok;
}

/** A name that a script can use between braces, different from all others. */
function freeName(header: string, column: number, used: ReadonlySet<string>): string {
  const clean = header
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}\p{M}_ .'/-]+/gu, ' ')
    .trim()
    .slice(0, 50)
    .trim();
  const name = /^[\p{L}\p{N}_]/u.test(clean) && fieldKey(clean) !== '' ? clean : `Column ${column + 1}`;
  let free = name;
  for (let n = 2; used.has(fieldKey(free)); n += 1) free = `${name} ${n}`;
  return free;
}

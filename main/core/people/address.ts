import { z } from 'zod';
import type { Region } from '../../../shared/schema/words.ts';
import { fieldKey } from '../../../shared/text/template.ts';
import type { Place } from '../rules/types.ts';
import { placeOfState, placeOfZip } from './places.ts';
import { stateCode } from './stateNames.ts';
import { zonesNamed } from './zoneNames.ts';

/** The parts of an address that a column of a contact file may have. */
export type AddressPart = 'zip' | 'state' | 'zone';

/**
 * Names of columns in the form of `fieldKey`. Words before them (Mailing Zip, Home State/Province) are
 * common.
 */
const NAMES: Readonly<Record<AddressPart, RegExp>> = {
  zip: /(?:^|[a-z])zip(?:code)?(?:5|\+?4|plus4)?$|zippostal(?:code)?$|post(?:al)?code$|^postal$|^codigopostal$|^cp$|^plz$/,
  state:
    /^(?:mailing|home|address|primary|voting|reg|registration|residen(?:ce|tial)|contact|person|us|voter)?(?:state|province|st|prov)(?:code|abbr|abbreviation|name)?$|state(?:or)?province$|state(?:region)$|^province(?:or)?territory$|^estado$|^provincia$|^etat$/,
  zone: /(?:^|[a-z])timezone(?:name)?$|^tz(?:name)?$|^zonahoraria$|^husohorario$|^fuseauhoraire$/,
};
const PARTS: readonly AddressPart[] = ['zip', 'state', 'zone'];
const known = new Map<string, AddressPart | null>();

/** The part of an address that a column of this name has; null for every other column. */
export function addressPart(columnName: string): AddressPart | null {
  const before = known.get(columnName);
  if (before !== undefined) return before;
  const key = fieldKey(columnName);
  const part = PARTS.find((each) => NAMES[each].test(key)) ?? null;
  if (known.size >= 1000) known.clear();
  known.set(columnName, part);
  return part;
}

const POSTAL_PROVINCES: Readonly<Record<string, string>> = {
  A: 'NL',
  B: 'NS',
  C: 'PE',
  E: 'NB',
  G: 'QC',
  H: 'QC',
  J: 'QC',
  K: 'ON',
  L: 'ON',
  M: 'ON',
  N: 'ON',
  P: 'ON',
  R: 'MB',
  S: 'SK',
  T: 'AB',
  V: 'BC',
  Y: 'YT',
};

/** First letters of postal codes in Ontario and Quebec under which all places have Toronto's clock. */
const TORONTO_CLOCK = /^[HJKLMN]/;

/** X is Nunavut (X0A to X0C) and the Northwest Territories. */
function provinceOf(code: string): string | null {
  if (code.startsWith('X')) return /^X0[ABC]/.test(code) ? 'NU' : 'NT';
  return POSTAL_PROVINCES[code.charAt(0)] ?? null;
}

/**
 * A ZIP code (also with four more digits, or without the zeros that Excel drops) or a Canadian postal code.
 */
function placeOfPostcode(text: string): Place | null {
  const plain = text.toUpperCase().replace(/[\s-]/g, '').replace(/\.0$/, '');
  if (/^[A-Z]\d[A-Z](?:\d[A-Z]\d)?$/.test(plain)) {
    const place = placeOfState(provinceOf(plain) ?? '');
    const zones = TORONTO_CLOCK.test(plain) ? ['America/Toronto'] : (place?.zones ?? []);
    return place && { ...place, what: text.trim(), zones };
  }
  const zip = /^\d{3,5}$/.test(plain)
    ? plain.padStart(5, '0')
    : /^\d{7,9}$/.test(plain)
      ? plain.padStart(9, '0').slice(0, 5)
      : null;
  return zip === null ? null : placeOfZip(zip);
}

const READERS: Readonly<Record<AddressPart, (text: string) => Place | null>> = {
  zip: placeOfPostcode,
  state: (text) => placeOfState(stateCode(text) ?? ''),
  zone(text) {
    const zones = zonesNamed(text);
    return zones && { by: 'address', what: text, zones, states: [] };
  },
};

export type ReadAddress = {
  readonly places: readonly Place[];
  /** How many columns have a value that is no known place. */
  readonly unreadable: number;
};

const NOTHING: ReadAddress = { places: [], unreadable: 0 };

/**
 * Where the columns of a contact say that the person is. All of it counts, beside the number: the strictest
 * wins. A ZIP code replaces its own state, of which it is a part. Great Britain has one zone, so there only a
 * named zone is read.
 */
export function readAddress(fields: Readonly<Record<string, string>>, region: Region): ReadAddress {
  const found: { part: AddressPart; place: Place }[] = [];
  let unreadable = 0;
  for (const [name, value] of Object.entries(fields)) {
    const part = addressPart(name);
    const text = value.trim();
    if (part === null || text === '' || (region === 'GB' && part !== 'zone')) continue;
    const place = READERS[part](text);
    if (place === null) unreadable += 1;
    else found.push({ part, place });
  }
  if (found.length === 0) return unreadable === 0 ? NOTHING : { places: [], unreadable };
  const zips = found.filter(({ part }) => part === 'zip');
  const places = found
    .filter(
      ({ part, place }) =>
        part !== 'state' || !zips.some((zip) => zip.place.states.includes(place.states[0] ?? '')),
    )
    .map(({ place }) => place);
  return { places, unreadable };
}

const Fields = z.record(z.string(), z.string());
const kept = new Map<string, readonly Place[]>();

/**
 * The same from a contact's merge fields in the form of the store (JSON). The latest results are cached,
 * since the guard asks again and again.
 */
export function placesOfFields(json: string, region: Region): readonly Place[] {
  if (json === '{}') return NOTHING.places;
  const key = `${region}${json}`;
  const before = kept.get(key);
  if (before !== undefined) return before;
  const fields = Fields.safeParse(JSON.parse(json));
  const { places } = fields.success ? readAddress(fields.data, region) : NOTHING;
  if (kept.size >= 1000) kept.clear();
  kept.set(key, places);
  return places;
}

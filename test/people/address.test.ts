import { describe, expect, test } from 'vitest';
import { addressPart, readAddress } from '../../main/core/people/address.ts';

const zones = (fields: Record<string, string>) =>
  [...new Set(readAddress(fields, 'US').places.flatMap((place) => place.zones))].sort();
const states = (fields: Record<string, string>) =>
  readAddress(fields, 'US').places.flatMap((place) => place.states);

describe('columns of an address', () => {
  test.each([
    [
      'zip',
      'Zip, ZIP code, zip5, Zip+4, Postal code, Postcode, postal_code, Mailing Zip/Postal Code, VoterFileZip, codigo postal',
    ],
    [
      'state',
      'State, State/Province, Province, State Code, Mailing State, state_abbr, Estado, St, Residential State',
    ],
    ['zone', 'Time Zone, timezone, Contact Timezone, tz, Zona horaria'],
    [
      null,
      'Status, Real Estate, Street, City, Statement, Zipper, Times, Gazette, First name, Interstate, Statewide',
    ],
  ])('%s: %s', (part, names) => {
    for (const name of names.split(', ')) expect({ name, part: addressPart(name) }).toEqual({ name, part });
  });
});

describe('what they say', () => {
  test.each([
    [{ Zip: '90210' }, ['America/Los_Angeles'], ['CA']],
    [{ Zip: '46320-1234' }, ['America/Chicago', 'America/New_York'], ['IN']],
    [{ Zip: '2139' }, ['America/New_York'], ['MA']],
    [{ Zip: '2139.0' }, ['America/New_York'], ['MA']],
    [{ 'Postal code': '00901' }, ['America/Puerto_Rico'], ['PR']],
    [{ 'Postal Code': 'K1A 0B1' }, ['America/Toronto'], ['ON']],
    [{ 'Postal Code': 'v5k' }, ['America/Dawson_Creek', 'America/Edmonton', 'America/Vancouver'], ['BC']],
    [{ State: 'California' }, ['America/Los_Angeles'], ['CA']],
    [{ State: 'fla.' }, ['America/Chicago', 'America/New_York'], ['FL']],
    [{ Province: 'Québec' }, ['America/Blanc-Sablon', 'America/Halifax', 'America/Toronto'], ['QC']],
    [{ State: 'US-TX' }, ['America/Chicago', 'America/Denver'], ['TX']],
    // The ZIP code lies in its own state.
    [{ State: 'FL', Zip: '33101' }, ['America/New_York'], ['FL']],
    // Where ZIP code and state disagree, both count.
    [{ State: 'CA', Zip: '33101' }, ['America/Los_Angeles', 'America/New_York'], ['CA', 'FL']],
    [{ 'Time Zone': 'America/Chicago' }, ['America/Chicago'], []],
    [{ 'Time Zone': 'Central' }, ['America/Chicago'], []],
    [{ 'Time Zone': 'CT' }, ['America/Chicago'], []],
    [{ 'Time Zone': '(UTC-06:00) Central Time (US & Canada)' }, ['America/Chicago'], []],
    [{ 'Time Zone': 'Pacific Standard Time' }, ['America/Los_Angeles'], []],
    [{ 'Time Zone': 'Hora del Centro' }, ['America/Chicago'], []],
    [{ 'Time Zone': 'MST' }, ['America/Denver', 'America/Phoenix'], []],
    [{ 'Time Zone': 'US/Eastern' }, ['US/Eastern'], []],
    [{ City: 'Gary', Zip: '' }, [], []],
  ])('%o', (fields, expectedZones, expectedStates) => {
    expect(zones(fields)).toEqual(expectedZones);
    expect(states(fields).sort()).toEqual(expectedStates);
  });

  test('what is no place is left out and counted', () => {
    expect(readAddress({ Zip: 'n/a', State: 'Nowhere', 'Time Zone': 'lunch', City: 'x' }, 'US')).toEqual({
      places: [],
      unreadable: 3,
    });
    expect(readAddress({ Zip: '99999999999', State: 'TX' }, 'US').unreadable).toBe(1);
  });

  test('of British lists only a named zone counts', () => {
    expect(readAddress({ Postcode: 'CA1 1AA', State: 'CA' }, 'GB')).toEqual({ places: [], unreadable: 0 });
    expect(readAddress({ 'Time zone': 'Europe/Madrid' }, 'GB').places).toMatchObject([
      { zones: ['Europe/Madrid'] },
    ]);
  });
});

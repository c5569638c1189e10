import { timezones } from 'libphonenumber-geo-carrier';
import { parsePhoneNumberWithError } from 'libphonenumber-js/max';
import { describe, expect, it } from 'vitest';
import areaData from '../../main/core/people/data/areaCodes.json' with { type: 'json' };
import zipData from '../../main/core/people/data/zipAreas.json' with { type: 'json' };
import { placeOfNumber, placeOfState } from '../../main/core/people/places.ts';
import { STATE_NAMES } from '../../main/core/people/stateNames.ts';
import { zoneClock } from '../../main/core/rules/zoneClock.ts';
import { NEWER, OVERLAYS } from '../areaCodes/corrections.ts';
import { clockOf } from '../areaCodes/names.ts';

const EASTERN = 'America/New_York';
const CENTRAL = 'America/Chicago';
const MOUNTAIN = 'America/Denver';
const PACIFIC = 'America/Los_Angeles';

const zones = (code: string) => [...(placeOfNumber(`+1${code}5550140`)?.zones ?? [])].sort();

describe('area codes', () => {
  it.each([
    ['219 574 270 364 606 812 930 423 729 850 448 906', [CENTRAL, EASTERN]],
    ['701 605 308 620 785 432', [CENTRAL, MOUNTAIN]],
    ['208 986 541 458 775', [MOUNTAIN, PACIFIC]],
    ['928', [MOUNTAIN, 'America/Phoenix']],
    ['602 520', ['America/Phoenix']],
    ['915 435 385', [MOUNTAIN]],
    ['689 321 407 786 305 260 317 463 765 502 859 865 313 679 716 624', [EASTERN]],
    ['931 615 629 901 402 531 316 913 334 256 806', [CENTRAL]],
    ['702 360 509', [PACIFIC]],
    ['907', ['America/Adak', 'America/Anchorage']],
    ['250 236 257 672 778', ['America/Dawson_Creek', 'America/Edmonton', 'America/Vancouver']],
    ['306 639 474', ['America/Edmonton', 'America/Regina', 'America/Winnipeg']],
    ['807', ['America/Atikokan', 'America/Toronto', 'America/Winnipeg']],
    ['418 581 367', ['America/Blanc-Sablon', 'America/Halifax', 'America/Toronto']],
    ['819 873 343 613 705 249 683', ['America/Toronto']],
    ['709 879', ['America/Goose_Bay', 'America/St_Johns']],
    ['902 782 506 428', ['America/Halifax']],
    ['787 939 340', ['America/Puerto_Rico']],
    ['671', ['Pacific/Guam']],
    ['670', ['Pacific/Saipan']],
    ['684', ['Pacific/Pago_Pago']],
    // Toll-free, premium rate, personal, not geographic, not in service, and another country of +1.
    ['800 888 900 500 600 622 999 211 242 876', []],
  ])('%s', (codes, expected) => {
    for (const code of codes.split(' '))
      expect({ code, zones: zones(code) }).toEqual({ code, zones: expected });
  });

  const COUNTRIES = new Set(['US', 'CA', 'PR', 'VI', 'GU', 'AS', 'MP']);
  const TYPES = new Set(['FIXED_LINE', 'MOBILE', 'FIXED_LINE_OR_MOBILE']);

  it('are those in service: of the library, and the newer ones that are named with what they overlay', () => {
    const served = new Set(Object.keys(NEWER));
    for (let code = 200; code < 1000; code += 1) {
      for (const exchange of ['234', '258', '345', '422', '633', '762', '987']) {
        const number = parsePhoneNumberWithError(`+1${code}${exchange}4567`);
        if (TYPES.has(number.getType() ?? '') && COUNTRIES.has(number.country ?? ''))
          served.add(String(code));
      }
    }
    expect(Object.keys(areaData.codes)).toEqual([...served].sort());
    expect(served.size).toBeGreaterThan(400);
  });

  it('leave out no zone that the library has for one of their exchanges', async () => {
    for (const code of '219 850 270 812 423 606 574 906 308 620 785 701 208 541 775 928'.split(' ')) {
      for (const exchange of ['234', '381', '762']) {
        const found = await timezones(parsePhoneNumberWithError(`+1${code}${exchange}4567`));
        for (const zone of found ?? []) expect(zones(code)).toContain(clockOf(zone));
      }
    }
    for (const group of OVERLAYS) {
      const all = group.split(' ').map((code) => zones(code).join());
      expect(new Set(all).size).toBe(1);
    }
    for (const [code, { over, state }] of Object.entries(NEWER)) {
      expect(zones(code)).toEqual(zones(over));
      expect(placeOfNumber(`+1${code}5550140`)?.states).toEqual([state]);
    }
  });

  it('name only zones and states that Heed knows, and every state has its zones', () => {
    const seen = new Set<string>();
    for (const entry of [...Object.values(areaData.codes), ...Object.values(zipData.areas)]) {
      const [states = '', ...named] = entry.split(' ');
      expect(named.length).toBeGreaterThan(0);
      for (const zone of named) expect(zoneClock(zone)).not.toBeNull();
      for (const state of states.split(',')) seen.add(state);
    }
    expect(
      [...seen].filter((state) => !STATE_NAMES.has(state) && !['FM', 'MH', 'PW'].includes(state)),
    ).toEqual([]);
    for (const state of STATE_NAMES) expect(placeOfState(state)?.zones.length).toBeGreaterThan(0);
    expect(placeOfState('IN')?.zones).toEqual(expect.arrayContaining([CENTRAL, EASTERN]));
  });
});

import fc from 'fast-check';
import { timezones } from 'libphonenumber-geo-carrier';
import { parsePhoneNumberWithError } from 'libphonenumber-js/max';
import { describe, expect, it } from 'vitest';
import { loadZones, zonesOf } from '../../main/core/numbers/zones.ts';

describe('zonesOf', () => {
  it.each([
    ['+12025550143', ['America/New_York']],
    ['+12505550143', ['America/Vancouver']],
    ['+12502425555', ['America/Edmonton']],
    ['+19025550143', ['America/Halifax']],
    ['+18085550143', ['Pacific/Honolulu']],
    ['+447700900123', ['Europe/Guernsey', 'Europe/Isle_of_Man', 'Europe/London']],
    ['+441481700123', ['Europe/Guernsey']],
    ['+18005550100', null],
    ['+19995550100', null],
    ['+8881234567', null],
  ])('%s', async (e164, zones) => {
    expect(await zonesOf(e164)).toEqual(zones);
  });

  it('agrees with the library for every number whose area is known', async () => {
    const lookUp = await loadZones();
    const number = fc.oneof(
      fc
        .tuple(fc.integer({ min: 201, max: 989 }), fc.integer({ min: 2_000_000, max: 9_999_999 }))
        .map((p) => `+1${p.join('')}`),
      fc.integer({ min: 1_000_000_000, max: 9_999_999_999 }).map((n) => `+44${n}`),
    );
    await fc.assert(
      fc.asyncProperty(number, async (e164) => {
        const zones = lookUp(e164);
        if (zones !== null) expect(zones).toEqual(await timezones(parsePhoneNumberWithError(e164)));
      }),
      { numRuns: 150 },
    );
  });

  it('names only zones that this machine can reckon with', async () => {
    const lookUp = await loadZones();
    const zones = new Set<string>();
    for (let area = 200; area < 1000; area += 1)
      for (const zone of lookUp(`+1${area}5550100`) ?? []) zones.add(zone);
    expect(zones.size).toBeGreaterThan(20);
    for (const zone of zones) expect(new Intl.DateTimeFormat('en', { timeZone: zone })).toBeDefined();
  });
});

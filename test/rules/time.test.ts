import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addBusinessDays, businessDaysUntil } from '../../main/core/rules/businessDays.ts';
import { LEGAL_HOURS, quietUntil, REGION_ZONES } from '../../main/core/rules/quietHours.ts';

const at = (iso: string) => Date.parse(iso);
const quiet = (now: string, zones: readonly string[] | null, region: 'US' | 'CA' | 'GB' = 'US') => {
  const until = quietUntil(at(now), zones, region, LEGAL_HOURS);
  return until === null ? null : new Date(until).toISOString();
};
const NY = ['America/New_York'];

describe('quiet hours', () => {
  test.each([
    ['2026-11-18T12:59:59.999Z', '2026-11-18T13:00:00.000Z'],
    ['2026-11-18T13:00:00.000Z', null],
    ['2026-11-19T01:59:59.999Z', null],
    ['2026-11-19T02:00:00.000Z', '2026-11-19T13:00:00.000Z'],
    ['2026-11-19T05:00:00.000Z', '2026-11-19T13:00:00.000Z'],
  ])('8:00 to 21:00 in New York: at %s until %s', (now, until) => expect(quiet(now, NY)).toBe(until));

  test('the clock going forward or back moves the opening', () => {
    // 8 March 2026, 2:00 becomes 3:00; 1 November 2026, 2:00 becomes 1:00.
    expect(quiet('2026-03-08T04:00:00Z', NY)).toBe('2026-03-08T12:00:00.000Z');
    expect(quiet('2026-11-01T03:00:00Z', NY)).toBe('2026-11-01T13:00:00.000Z');
    expect(quiet('2026-03-28T22:00:00Z', ['Europe/London'], 'GB')).toBe('2026-03-29T07:00:00.000Z');
    expect(quiet('2026-10-24T21:00:00Z', ['Europe/London'], 'GB')).toBe('2026-10-25T08:00:00.000Z');
    // Phoenix does not take part.
    expect(quiet('2026-07-01T14:59:00Z', ['America/Phoenix'])).toBe('2026-07-01T15:00:00.000Z');
  });

  test('an opening that the clock skips is the first minute after it', () => {
    const early = { sendFrom: 150, sendUntil: 1260 };
    expect(quietUntil(at('2026-03-08T06:00:00Z'), NY, 'US', early)).toBe(at('2026-03-08T07:00:00Z'));
  });

  test('half-hour zones open on the half hour', () => {
    expect(quiet('2026-11-18T10:00:00Z', ['America/St_Johns'], 'CA')).toBe('2026-11-18T11:30:00.000Z');
  });

  test('several zones: all must allow it', () => {
    const both = ['America/New_York', 'America/Los_Angeles'];
    expect(quiet('2026-11-18T15:59:00Z', both)).toBe('2026-11-18T16:00:00.000Z');
    expect(quiet('2026-11-18T16:00:00Z', both)).toBe(null);
    expect(quiet('2026-11-19T02:00:00Z', both)).toBe('2026-11-19T16:00:00.000Z');
  });

  test.each([[null], [[]], [['Mars/Olympus']]])(
    'zone unknown (%o): the whole region must allow it',
    (zones) => {
      expect(quiet('2026-11-18T17:59:00Z', zones)).toBe('2026-11-18T18:00:00.000Z');
      expect(quiet('2026-11-18T18:00:00Z', zones)).toBe(null);
      expect(quiet('2026-07-15T14:59:00Z', zones, 'CA')).toBe('2026-07-15T15:00:00.000Z');
      expect(quiet('2026-07-15T23:29:00Z', zones, 'CA')).toBe(null);
      expect(quiet('2026-07-15T23:30:00Z', zones, 'CA')).toBe('2026-07-16T15:00:00.000Z');
      expect(quiet('2026-11-18T07:59:00Z', zones, 'GB')).toBe('2026-11-18T08:00:00.000Z');
    },
  );

  test('hours too narrow for the whole region fall back to the legal hours everywhere in it', () => {
    const narrow = { sendFrom: 540, sendUntil: 600 };
    expect(quietUntil(at('2026-11-18T12:00:00Z'), null, 'US', narrow)).toBe(at('2026-11-18T18:00:00Z'));
    const none = { sendFrom: 900, sendUntil: 600 };
    expect(quietUntil(at('2026-11-18T18:00:00Z'), null, 'US', none)).toBe(null);
  });

  test('all day long means never quiet', () => {
    expect(quietUntil(at('2026-11-18T04:00:00Z'), null, 'US', { sendFrom: 0, sendUntil: 1440 })).toBe(null);
  });

  test('the instant named is allowed, and nothing before it is', () => {
    const instant = fc.integer({ min: at('2026-01-01T00:00:00Z'), max: at('2028-01-01T00:00:00Z') });
    const zones = fc.subarray([...REGION_ZONES.US, ...REGION_ZONES.CA], { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(instant, zones, fc.double({ min: 0, max: 0.999, noNaN: true }), (now, some, part) => {
        const until = quietUntil(now, some, 'US', LEGAL_HOURS);
        if (until === null) return;
        expect(until).toBeGreaterThan(now);
        expect(quietUntil(until, some, 'US', LEGAL_HOURS)).toBe(null);
        const between = Math.floor(now + (until - now) * part);
        expect(quietUntil(between, some, 'US', LEGAL_HOURS)).not.toBe(null);
      }),
    );
  });
});

describe('business days', () => {
  const due = (from: string, region: 'US' | 'CA' | 'GB') =>
    new Date(addBusinessDays(at(from), 10, region)).toISOString();

  test('weekends and the holidays of the region do not count', () => {
    expect(due('2026-11-02T17:00:00Z', 'GB')).toBe('2026-11-16T17:00:00.000Z');
    expect(due('2026-11-02T17:00:00Z', 'US')).toBe('2026-11-17T17:00:00.000Z');
    expect(due('2026-12-21T12:00:00Z', 'GB')).toBe('2027-01-07T12:00:00.000Z');
    expect(due('2026-06-25T12:00:00Z', 'CA')).toBe('2026-07-10T12:00:00.000Z');
    expect(due('2026-11-21T12:00:00Z', 'GB')).toBe('2026-12-04T12:00:00.000Z');
  });

  test('the day is read where the region is, not in UTC', () => {
    // Friday evening in New York is Saturday in UTC: one business day later is Monday evening there.
    expect(addBusinessDays(at('2026-11-14T01:00:00Z'), 1, 'US')).toBe(at('2026-11-17T01:00:00Z'));
  });
});

describe('business days left', () => {
  test('count what addBusinessDays counts, and below zero once the day is over', () => {
    const now = at('2026-11-20T15:00:00Z');
    // Thanksgiving, 26 November, and two weekends lie between.
    const due = addBusinessDays(now, 10, 'US');
    expect(new Date(due).toISOString()).toBe('2026-12-07T15:00:00.000Z');
    expect(businessDaysUntil(now, due, 'US')).toBe(10);
    expect(businessDaysUntil(now, due, 'GB')).toBe(11);
    expect(businessDaysUntil(due, due + 60_000, 'US')).toBe(0);
    expect(businessDaysUntil(due + 86_400_000, due, 'US')).toBe(-1);
  });

  test('shrink by one a business day and never otherwise', () => {
    const due = addBusinessDays(at('2026-12-18T12:00:00Z'), 10, 'GB');
    const lefts = Array.from({ length: 20 }, (_, day) =>
      businessDaysUntil(at('2026-12-18T12:00:00Z') + day * 86_400_000, due, 'GB'),
    );
    for (const [index, left] of lefts.slice(1).entries()) {
      expect([0, 1]).toContain((lefts[index] ?? 0) - left);
    }
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LEGAL_HOURS, openUntil, quiet } from '../../main/core/rules/quietHours.ts';
import type { Place, TextingHours } from '../../main/core/rules/types.ts';
import type { Region } from '../../shared/schema/words.ts';

const at = (iso: string) => Date.parse(iso);
const place = (zones: readonly string[], states: readonly string[] = []): Place => ({
  by: 'area-code',
  what: '000',
  zones,
  states,
});
const hoursOf = (places: readonly Place[], about: Partial<TextingHours> = {}): TextingHours => ({
  region: 'US',
  places,
  quietHours: LEGAL_HOURS,
  stateLaws: true,
  ...about,
});
const until = (now: string, hours: TextingHours) => {
  const found = quiet(at(now), hours);
  if (found === null) return null;
  return found.until === null ? 'never' : new Date(found.until).toISOString();
};
const wait = (now: string, zones: readonly string[] | null, region: Region = 'US') =>
  until(now, hoursOf(zones === null ? [] : [place(zones)], { region, stateLaws: false }));
const inState = (now: string, state: string, zone = 'America/New_York') =>
  until(now, hoursOf([place([zone], [state])]));
const NY = ['America/New_York'];

describe('quiet hours', () => {
  test.each([
    ['2026-11-18T12:59:59.999Z', '2026-11-18T13:00:00.000Z'],
    ['2026-11-18T13:00:00.000Z', null],
    ['2026-11-19T01:59:59.999Z', null],
    ['2026-11-19T02:00:00.000Z', '2026-11-19T13:00:00.000Z'],
    ['2026-11-19T05:00:00.000Z', '2026-11-19T13:00:00.000Z'],
  ])('8:00 to 21:00 in New York: at %s until %s', (now, end) => expect(wait(now, NY)).toBe(end));

  test('the clock going forward or back moves the opening', () => {
    // 8 March 2026, 2:00 becomes 3:00; 1 November 2026, 2:00 becomes 1:00.
    expect(wait('2026-03-08T04:00:00Z', NY)).toBe('2026-03-08T12:00:00.000Z');
    expect(wait('2026-11-01T03:00:00Z', NY)).toBe('2026-11-01T13:00:00.000Z');
    expect(wait('2026-03-28T22:00:00Z', ['Europe/London'], 'GB')).toBe('2026-03-29T07:00:00.000Z');
    expect(wait('2026-10-24T21:00:00Z', ['Europe/London'], 'GB')).toBe('2026-10-25T08:00:00.000Z');
    // Phoenix does not take part.
    expect(wait('2026-07-01T14:59:00Z', ['America/Phoenix'])).toBe('2026-07-01T15:00:00.000Z');
  });

  test('an opening that the clock skips is the first minute after it', () => {
    const early = hoursOf([place(NY)], { quietHours: { sendFrom: 150, sendUntil: 1260 } });
    expect(until('2026-03-08T06:00:00Z', early)).toBe('2026-03-08T07:00:00.000Z');
  });

  test('half-hour zones open on the half hour', () => {
    expect(wait('2026-11-18T10:00:00Z', ['America/St_Johns'], 'CA')).toBe('2026-11-18T11:30:00.000Z');
  });

  test('several zones: all must allow it', () => {
    const both = ['America/New_York', 'America/Los_Angeles'];
    expect(wait('2026-11-18T15:59:00Z', both)).toBe('2026-11-18T16:00:00.000Z');
    expect(wait('2026-11-18T16:00:00Z', both)).toBe(null);
    expect(wait('2026-11-19T02:00:00Z', both)).toBe('2026-11-19T16:00:00.000Z');
  });

  test.each([[null], [[]], [['Mars/Olympus']]])(
    'place unknown (%o): the whole region must allow it',
    (zones) => {
      expect(wait('2026-11-18T17:59:00Z', zones)).toBe('2026-11-18T18:00:00.000Z');
      expect(wait('2026-11-18T18:00:00Z', zones)).toBe(null);
      // Nine in the evening in Puerto Rico.
      expect(wait('2026-11-19T01:00:00Z', zones)).toBe('2026-11-19T18:00:00.000Z');
      expect(wait('2026-07-15T23:29:00Z', zones, 'CA')).toBe(null);
      expect(wait('2026-07-15T23:30:00Z', zones, 'CA')).toBe('2026-07-16T15:00:00.000Z');
      expect(wait('2026-11-18T07:59:00Z', zones, 'GB')).toBe('2026-11-18T08:00:00.000Z');
    },
  );

  test('where no instant suits all places, it waits and says so', () => {
    const narrow = hoursOf([place(NY), place(['Pacific/Guam'])], {
      quietHours: { sendFrom: 540, sendUntil: 600 },
    });
    expect(quiet(at('2026-11-18T14:30:00Z'), narrow)).toMatchObject({ until: null, why: { never: true } });
    const none = hoursOf([place(NY)], { quietHours: { sendFrom: 900, sendUntil: 600 } });
    expect(quiet(at('2026-11-18T18:00:00Z'), none)).toMatchObject({ until: null, why: { never: true } });
  });

  test('all day long means never quiet', () => {
    const open = hoursOf([], { quietHours: { sendFrom: 0, sendUntil: 1440 }, stateLaws: false });
    expect(until('2026-11-18T04:00:00Z', open)).toBe(null);
    expect(openUntil(at('2026-11-18T04:00:00Z'), open)).toBe(null);
  });
});

describe('laws of states and provinces', () => {
  test.each([
    // Florida, a Wednesday: until eight in the evening.
    ['FL', '2026-06-10T23:59:00Z', null],
    ['FL', '2026-06-11T00:00:00Z', '2026-06-11T12:00:00.000Z'],
    ['CT', '2026-06-10T12:30:00Z', '2026-06-10T13:00:00.000Z'],
    ['KY', '2026-06-10T13:59:00Z', '2026-06-10T14:00:00.000Z'],
    // Rhode Island: no Sundays, Saturdays 10 to 17; from Saturday evening to Monday at nine.
    ['RI', '2026-06-13T21:00:00Z', '2026-06-15T13:00:00.000Z'],
    // The same before Labor Day: until Tuesday.
    ['RI', '2026-09-05T21:00:00Z', '2026-09-08T13:00:00.000Z'],
    // Utah: no Sundays, no Pioneer Day.
    ['UT', '2026-07-24T18:00:00Z', '2026-07-25T12:00:00.000Z'],
    ['PA', '2026-10-11T16:00:00Z', null],
    ['PA', '2026-10-18T16:00:00Z', '2026-10-19T12:00:00.000Z'],
    // Ontario: weekends 10 to 18.
    ['ON', '2026-06-13T13:30:00Z', '2026-06-13T14:00:00.000Z'],
    ['ON', '2026-06-14T22:00:00Z', '2026-06-15T13:00:00.000Z'],
    // A state without a law of its own.
    ['OH', '2026-06-14T16:00:00Z', null],
  ])('%s at %s: until %s', (state, now, end) => expect(inState(now, state)).toBe(end));

  test('Texas opens at noon on Sundays and at nine on other days', () => {
    expect(inState('2026-06-14T16:59:00Z', 'TX', 'America/Chicago')).toBe('2026-06-14T17:00:00.000Z');
    expect(inState('2026-06-15T13:59:00Z', 'TX', 'America/Chicago')).toBe('2026-06-15T14:00:00.000Z');
  });

  test('are never wider than the usual hours, and can be left out', () => {
    // The rules of Canada end at 21:30 on weekdays.
    expect(inState('2026-06-11T01:10:00Z', 'ON')).toBe('2026-06-11T13:00:00.000Z');
    const off = hoursOf([place(NY, ['FL'])], { stateLaws: false });
    expect(until('2026-06-11T00:30:00Z', off)).toBe(null);
  });

  test('the reason names the law, or the clock where that stops it anyway', () => {
    const why = (now: string, state: string, zone = 'America/New_York') =>
      quiet(at(now), hoursOf([place([zone], [state])]))?.why;
    const limit = (state: string, name: string) => ({ state, limit: name });
    expect(why('2026-06-11T00:30:00Z', 'FL')).toMatchObject({ clock: false, law: limit('FL', 'until') });
    expect(why('2026-06-11T02:30:00Z', 'FL')).toMatchObject({ clock: true, law: null });
    // The hours begin later, and the law of the state later still.
    expect(why('2026-06-11T11:30:00Z', 'KY')).toMatchObject({
      clock: true,
      law: { minute: 600, limit: 'from' },
    });
    expect(why('2026-06-14T17:00:00Z', 'AL', 'America/Chicago')).toMatchObject({
      clock: false,
      law: limit('AL', 'sunday'),
    });
    expect(why('2026-07-03T17:00:00Z', 'AL', 'America/Chicago')?.law).toMatchObject(limit('AL', 'holiday'));
    expect(why('2026-06-14T11:00:00Z', 'AL', 'America/Chicago')).toMatchObject({
      clock: true,
      law: limit('AL', 'sunday'),
    });
  });

  test('until when texts may leave is the earliest end', () => {
    const noon = at('2026-06-10T16:00:00Z');
    expect(openUntil(noon, hoursOf([place(NY, ['FL'])]))?.at).toBe(at('2026-06-11T00:00:00Z'));
    expect(openUntil(noon, hoursOf([place(NY)]))?.at).toBe(at('2026-06-11T01:00:00Z'));
  });
});

describe('for any places, laws and hours', () => {
  const ZONES = [
    'America/New_York',
    'America/Chicago',
    'America/Phoenix',
    'America/Los_Angeles',
    'America/St_Johns',
    'America/Puerto_Rico',
    'Pacific/Honolulu',
    'Pacific/Guam',
  ];
  const STATES = ['AL', 'FL', 'KY', 'OH', 'ON', 'PA', 'RI', 'TX', 'UT'];
  const places = fc.array(
    fc.record({
      by: fc.constant<'address'>('address'),
      what: fc.constant('x'),
      zones: fc.subarray(ZONES, { minLength: 1, maxLength: 2 }),
      states: fc.subarray(STATES, { maxLength: 1 }),
    }),
    { minLength: 1, maxLength: 2 },
  );
  const span = fc.tuple(fc.integer({ min: 0, max: 1380 }), fc.integer({ min: 30, max: 1440 }));

  /** The clock as Intl writes it, read anew each time, without any of the code under test. */
  function wall(zone: string, instant: number) {
    const format = new Intl.DateTimeFormat('en-CA', {
      timeZone: zone,
      dateStyle: 'short',
      timeStyle: 'short',
      hourCycle: 'h23',
    });
    const [date = '', time = ''] = format.format(instant).split(', ');
    const [hour, minute] = time.split(':');
    return { date, minute: Number(hour) * 60 + Number(minute) };
  }

  test('nothing leaves in a minute that a clock forbids, and the opening is the first that all allow', () => {
    const instant = fc.integer({ min: at('2026-01-01T00:00:00Z'), max: at('2028-01-01T00:00:00Z') });
    fc.assert(
      fc.property(instant, places, span, (now, where, [sendFrom, length]) => {
        const quietHours = { sendFrom, sendUntil: Math.min(1440, sendFrom + length) };
        const hours = hoursOf(where, { quietHours });
        const inHours = (moment: number) =>
          where.every(({ zones }) =>
            zones.every((zone) => {
              const { minute } = wall(zone, moment);
              return minute >= quietHours.sendFrom && minute < quietHours.sendUntil;
            }),
          );
        const found = quiet(now, hours);
        if (found === null) {
          expect(inHours(now)).toBe(true);
          return;
        }
        if (found.until === null) return;
        expect(found.until).toBeGreaterThan(now);
        expect(inHours(found.until)).toBe(true);
        expect(quiet(found.until, hours)).toBe(null);
        // The minute before it, and three others in between.
        for (const part of [0.13, 0.5, 0.87]) {
          const between = Math.floor(now + (found.until - now) * part);
          expect(quiet(between, hours)?.until).toBe(found.until);
        }
        if (found.until - 60_000 > now) expect(quiet(found.until - 60_000, hours)).not.toBe(null);
      }),
      { numRuns: 300 },
    );
  });
});

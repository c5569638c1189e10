import { describe, expect, test } from 'vitest';
import { guard } from '../../main/core/rules/guard.ts';
import { type Moments, planAt } from '../../main/core/rules/schedule.ts';
import type { GuardFacts, Plan } from '../../main/core/rules/types.ts';
import { NOON, outbound } from './facts.ts';

const NY = 'America/New_York';
const LA = 'America/Los_Angeles';
const plan = (about: Partial<Moments>, own: readonly string[] = [NY], at = '2026-03-01T12:00Z'): Plan =>
  planAt({ zone: null, startsAt: null, endsAt: null, pauses: [], ...about }, own, 'US', Date.parse(at));
const utc = (text: string) => Date.parse(text);

describe('when a moment is, in UTC', () => {
  const moments: readonly (readonly [string, string, string, string])[] = [
    ['a usual day', NY, '2026-03-03T09:00', '2026-03-03T14:00Z'],
    ['the clock is put forward over it', NY, '2026-03-08T02:30', '2026-03-08T07:00Z'],
    ['right where it is put forward', NY, '2026-03-08T02:00', '2026-03-08T07:00Z'],
    ['after it was put forward', NY, '2026-03-08T03:00', '2026-03-08T07:00Z'],
    ['the clock shows it twice: the first time', NY, '2026-11-01T01:30', '2026-11-01T05:30Z'],
    ['after the hour that comes twice', NY, '2026-11-01T02:00', '2026-11-01T07:00Z'],
    ['put forward at midnight', 'America/Havana', '2026-03-08T00:30', '2026-03-08T05:00Z'],
    ['put forward over the end of the day', 'America/Nuuk', '2026-03-28T23:30', '2026-03-29T01:00Z'],
    ['a day that the islands left out', 'Pacific/Apia', '2011-12-30T09:00', '2011-12-30T10:00Z'],
    ['a clock that changes by half an hour', 'Australia/Lord_Howe', '2026-10-04T02:15', '2026-10-03T15:30Z'],
  ];
  test.each(moments)('%s', (_, zone, moment, expected) => {
    expect(plan({ startsAt: moment }, [zone]).startsAt).toBe(utc(expected));
    expect(plan({ endsAt: moment, zone }, [LA]).endsAt).toBe(utc(expected));
  });
});

describe('somebody who may be in several zones', () => {
  test('begins with the last of them, and ends with the first', () => {
    const both = plan({ startsAt: '2026-03-03T09:00', endsAt: '2026-03-04T20:00' }, [NY, LA]);
    expect(both).toEqual({
      startsAt: utc('2026-03-03T17:00Z'),
      endsAt: utc('2026-03-05T01:00Z'),
      pausedUntil: null,
    });
  });

  test('pauses from the first to the last of them; the latest pause counts', () => {
    const pauses = [
      { from: '2026-03-03T09:00', until: '2026-03-03T12:00' },
      { from: '2026-03-03T11:00', until: '2026-03-03T13:00' },
    ];
    const until = (at: string) => plan({ pauses }, [NY, LA], at).pausedUntil;
    expect(until('2026-03-03T13:59Z')).toBeNull();
    expect(until('2026-03-03T14:00Z')).toBe(utc('2026-03-03T20:00Z'));
    expect(until('2026-03-03T16:00Z')).toBe(utc('2026-03-03T21:00Z'));
    expect(until('2026-03-03T20:59Z')).toBe(utc('2026-03-03T21:00Z'));
    expect(until('2026-03-03T21:00Z')).toBeNull();
  });

  test('in a zone of the campaign their own do not count; an unknown one may be any of the region', () => {
    expect(plan({ startsAt: '2026-03-03T09:00', zone: NY }, [LA]).startsAt).toBe(utc('2026-03-03T14:00Z'));
    const unknown = plan(
      { startsAt: '2026-03-03T09:00', endsAt: '2026-03-03T10:00', zone: 'Mars/Olympus' },
      [],
    );
    expect(unknown.startsAt).toBe(utc('2026-03-03T19:00Z'));
    expect(unknown.endsAt).toBe(utc('2026-03-03T14:00Z'));
  });
});

describe('what the guard makes of it', () => {
  const HOUR = 3_600_000;
  const none: Plan = { startsAt: null, endsAt: null, pausedUntil: null };
  const ask = (about: Partial<Plan>, facts: Partial<GuardFacts> = {}) =>
    guard(outbound({ kind: 'initial', conversation: 'to-send', plan: { ...none, ...about }, ...facts }));

  test('before the start what the campaign begins waits; to the very millisecond', () => {
    expect(ask({ startsAt: NOON + 1 })).toMatchObject({
      outcome: 'wait',
      rule: 'before-start',
      until: NOON + 1,
    });
    expect(ask({ startsAt: NOON + 1 }, { kind: 'reply' })).toMatchObject({ rule: 'before-start' });
    expect(ask({ startsAt: NOON })).toEqual({ pass: true });
    expect(ask({ startsAt: NOON + 1 }, { kind: 'reply', wrote: true })).toEqual({ pass: true });
  });

  test('from the end on it is prevented; who wrote is answered', () => {
    expect(ask({ endsAt: NOON })).toMatchObject({ outcome: 'prevent', rule: 'after-end' });
    expect(ask({ endsAt: NOON }, { kind: 'reply' })).toMatchObject({ outcome: 'prevent', rule: 'after-end' });
    expect(ask({ endsAt: NOON + 1 })).toEqual({ pass: true });
    expect(ask({ endsAt: NOON }, { kind: 'reply', wrote: true })).toEqual({ pass: true });
  });

  test('a planned pause holds up answers too, and no confirmation', () => {
    const pausedUntil = NOON + HOUR;
    const paused = { outcome: 'wait', rule: 'planned-pause', until: pausedUntil };
    expect(ask({ pausedUntil })).toMatchObject(paused);
    expect(ask({ pausedUntil }, { kind: 'reply', wrote: true })).toMatchObject(paused);
    const confirmation = { kind: 'confirmation', notAfter: NOON + 1 } as const;
    expect(ask({ pausedUntil, endsAt: 0, startsAt: pausedUntil }, confirmation)).toEqual({ pass: true });
  });

  test('whoever asked to stop is named first', () => {
    expect(ask({ endsAt: NOON }, { optedOut: true })).toMatchObject({ rule: 'opted-out' });
    expect(ask({ startsAt: NOON + 1 }, { onHold: true })).toMatchObject({ rule: 'on-hold' });
  });
});

import { describe, expect, test } from 'vitest';
import { addBusinessDays, businessDaysUntil } from '../../main/core/rules/businessDays.ts';

const at = (iso: string) => Date.parse(iso);

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

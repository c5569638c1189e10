/** Whole days on this computer's clock, as the report is asked for: UTC milliseconds, `to` not included. */
export type Days = { readonly from: number; readonly to: number };

export const PERIODS = ['last-week', 'last-month', 'this-month', '30-days', 'own'] as const;
export type Period = (typeof PERIODS)[number];

const begin = (year: number, month: number, day: number) => new Date(year, month, day).getTime();

/** The days of a period that has a name, as of today. */
export function daysOf(period: Exclude<Period, 'own'>, now: number): Days {
  const today = new Date(now);
  const [year, month, day] = [today.getFullYear(), today.getMonth(), today.getDate()];
  switch (period) {
    case 'last-week': {
      const monday = day - ((today.getDay() + 6) % 7);
      return { from: begin(year, month, monday - 7), to: begin(year, month, monday) };
    }
    case 'last-month':
      return { from: begin(year, month - 1, 1), to: begin(year, month, 1) };
    case 'this-month':
      return { from: begin(year, month, 1), to: begin(year, month, day + 1) };
    case '30-days':
      return { from: begin(year, month, day - 29), to: begin(year, month, day + 1) };
  }
}

/**
 * From two days as a date field has them, both included; null while one is missing or they are the wrong way
 * round.
 */
export function ownDays(first: string, last: string): Days | null {
  const parts = (text: string) => text.split('-').map(Number);
  const [a = 0, b = 0, c = 0] = parts(first);
  const [d = 0, e = 0, f = 0] = parts(last);
  if (first === '' || last === '') return null;
  const days = { from: begin(a, b - 1, c), to: begin(d, e - 1, f + 1) };
  return days.from < days.to ? days : null;
}

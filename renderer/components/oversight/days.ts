const long = new Intl.DateTimeFormat(undefined, {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
});
const short = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });

/** Sat, 12 Mar 2026: heads the steps of a day. */
export function longDay(at: number): string {
  return long.format(at);
}

/** 12 Mar: for due dates. */
export function shortDay(at: number): string {
  return short.format(at);
}

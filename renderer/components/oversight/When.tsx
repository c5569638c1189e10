import type { ReactNode } from 'react';

const days = new Intl.DateTimeFormat(undefined, {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
});
const both = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
const short = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });

/** Sat, 12 Mar 2026: heads the steps of a day. */
export function longDay(at: number): string {
  return days.format(at);
}

/** 12 Mar: for due dates. */
export function shortDay(at: number): string {
  return short.format(at);
}

/** Date and time to the second in the reader's own zone: who said what first is not a matter of minutes. */
export function WhenText(props: { at: number }): ReactNode {
  return <time dateTime={new Date(props.at).toISOString()}>{both.format(props.at)}</time>;
}

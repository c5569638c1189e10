const clock = new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit' });
const clockWithSeconds = new Intl.DateTimeFormat(undefined, {
  hour: 'numeric',
  minute: '2-digit',
  second: '2-digit',
});
const weekday = new Intl.DateTimeFormat(undefined, { weekday: 'short' });
const day = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });
const dayAndYear = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', year: 'numeric' });
const full = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'medium' });

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** 3:04 pm, as this computer writes it. */
export function clockTime(at: number): string {
  return clock.format(at);
}

export function clockTimeWithSeconds(at: number): string {
  return clockWithSeconds.format(at);
}

/** The whole of it, for titles. */
export function fullTime(at: number): string {
  return full.format(at);
}

/** 12 Mar 2025: for ends and beginnings. */
export function wholeDate(at: number): string {
  return dayAndYear.format(at);
}

/** As short as it can be read: now, 2 min, 3:04 pm, Sat, 12 Mar, 12 Mar 2025. */
export function shortTime(at: number, now: number): string {
  const ago = now - at;
  if (ago < MINUTE) return 'now';
  if (ago < HOUR) return `${Math.floor(ago / MINUTE)} min`;
  if (sameDay(at, now)) return clock.format(at);
  if (ago < 6 * DAY) return weekday.format(at);
  return new Date(at).getFullYear() === new Date(now).getFullYear() ? day.format(at) : dayAndYear.format(at);
}

/** In a sentence: just now, 2 minutes ago, 3:04 pm, Sat 3:04 pm. */
export function saidTime(at: number, now: number): string {
  const ago = now - at;
  if (ago < MINUTE) return 'just now';
  if (ago < HOUR) {
    const minutes = Math.floor(ago / MINUTE);
    return minutes === 1 ? '1 minute ago' : `${minutes} minutes ago`;
  }
  return sameDay(at, now) ? clock.format(at) : `${shortTime(at, now)} ${clock.format(at)}`;
}

/** 3:12 pm in a zone; null for a zone this computer does not know. */
export function timeInZone(at: number, zone: string): string | null {
  try {
    return new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit', timeZone: zone }).format(
      at,
    );
  } catch {
    return null;
  }
}

function sameDay(a: number, b: number): boolean {
  return new Date(a).toDateString() === new Date(b).toDateString();
}

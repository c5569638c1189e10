import { t } from '../../../shared/text/say.ts';
import { dateFormat, spanFormat } from '../../language/formats.ts';

/** 3:04 pm, as this computer writes it. */
export const clockTime = dateFormat({ hour: 'numeric', minute: '2-digit' });
export const clockTimeWithSeconds = dateFormat({ hour: 'numeric', minute: '2-digit', second: '2-digit' });
/** The full time, for titles. */
export const fullTime = dateFormat({ dateStyle: 'full', timeStyle: 'medium' });
/** 12 Mar 2025, 3:04 pm. */
export const dayAndTime = dateFormat({ dateStyle: 'medium', timeStyle: 'short' });
/** 12 Mar 2025, 3:04 – 5:10 pm. */
export const daysAndTimes = spanFormat({ dateStyle: 'medium', timeStyle: 'short' });
/** 12 Mar 2025: for ends and beginnings. */
export const wholeDate = dateFormat({ day: 'numeric', month: 'short', year: 'numeric' });

const weekday = dateFormat({ weekday: 'short' });
const day = dateFormat({ day: 'numeric', month: 'short' });

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** As short as it can be read: now, 2 min, 3:04 pm, Sat, 12 Mar, 12 Mar 2025. */
export function shortTime(at: number, now: number): string {
  const ago = now - at;
  if (ago < MINUTE) return t('common:time.now');
  if (ago < HOUR) return t('common:time.minutes', { count: Math.floor(ago / MINUTE) });
  if (sameDay(at, now)) return clockTime(at);
  if (ago < 6 * DAY) return weekday(at);
  return new Date(at).getFullYear() === new Date(now).getFullYear() ? day(at) : wholeDate(at);
}

/** In a sentence: just now, 2 minutes ago, 3:04 pm, Sat 3:04 pm. */
export function saidTime(at: number, now: number): string {
  const ago = now - at;
  if (ago < MINUTE) return t('common:time.justNow');
  if (ago < HOUR) return t('common:time.minutesAgo', { count: Math.floor(ago / MINUTE) });
  return sameDay(at, now) ? clockTime(at) : `${shortTime(at, now)} ${clockTime(at)}`;
}

/** 3:12 pm in a zone; null for a zone this computer does not know. */
export function timeInZone(at: number, zone: string): string | null {
  try {
    return dateFormat({ hour: 'numeric', minute: '2-digit', timeZone: zone })(at);
  } catch {
    return null;
  }
}

function sameDay(a: number, b: number): boolean {
  return new Date(a).toDateString() === new Date(b).toDateString();
}

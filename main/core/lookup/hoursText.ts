import { en } from '../../../shared/locales/en/index.ts';
import type { Region } from '../../../shared/schema/words.ts';
import { language } from '../../../shared/text/language.ts';
import { t } from '../../../shared/text/say.ts';
import type { LawReason, QuietReason } from '../rules/types.ts';
import { zoneClock } from '../rules/zoneClock.ts';

type State = keyof typeof en.hours.state;
const isState = (code: string): code is State => code in en.hours.state;

/**
 * The name of a state or province whose law counts, in the reader's language; its letters where it has no
 * name here.
 */
const stateName = (code: string): string => (isState(code) ? t(`hours:state.${code}`) : code);

const formats = new Map<string, Intl.DateTimeFormat>();

/** A time as people of the region write it, in the reader's language. */
function write(at: number, region: Region, options: Intl.DateTimeFormatOptions): string {
  const locale = `${language()}-${language() === 'es' ? 'US' : region === 'GB' ? 'GB' : 'US'}`;
  const key = `${locale} ${JSON.stringify(options)}`;
  const format = formats.get(key) ?? new Intl.DateTimeFormat(locale, options);
  formats.set(key, format);
  return format.format(at);
}

/** Minutes after midnight as 8 PM, 8:30 PM or 20:00. */
function clockText(minutes: number, region: Region): string {
  const options = { hour: 'numeric', timeZone: 'UTC' } as const;
  const short = minutes % 60 === 0 && region !== 'GB';
  return write(minutes * 60_000, region, short ? options : { ...options, minute: '2-digit' });
}

/** A time there, such as 8:00 AM; with the day where it is another day there: Monday 8:00 AM. */
export function whenThere(at: number, now: number, zone: string, region: Region): string {
  const clock = zoneClock(zone);
  const days = clock === null ? 0 : clock.at(at).day - clock.at(now).day;
  const time = { hour: 'numeric', minute: '2-digit', timeZone: zone } as const;
  if (days === 0) return write(at, region, time);
  const day =
    days < 7 ? ({ weekday: 'long' } as const) : ({ weekday: 'long', day: 'numeric', month: 'long' } as const);
  return write(at, region, { ...time, ...day });
}

function clockSentence({ by, what, zone }: QuietReason, now: number, region: Region): string {
  const time = write(now, region, { hour: 'numeric', minute: '2-digit', timeZone: zone });
  const parts = new Intl.DateTimeFormat(language(), {
    timeZone: zone,
    timeZoneName: 'longGeneric',
  }).formatToParts(now);
  const name = parts.find((part) => part.type === 'timeZoneName')?.value ?? zone;
  return t(`hours:clock.${region === 'GB' && by === 'area-code' ? 'country' : by}`, {
    time,
    zone: name,
    what,
  });
}

function lawSentence({ state, limit, minute }: LawReason, region: Region): string {
  const name = stateName(state);
  if (limit === 'from') return t('hours:law.from', { state: name, time: clockText(minute, region) });
  if (limit === 'until') return t('hours:law.until', { state: name, time: clockText(minute, region) });
  return t(`hours:law.${limit}`, { state: name });
}

/**
 * Why nobody may be texted at this hour, and from when on. `now`, `until`: UTC milliseconds; `until` null: no
 * hour is allowed.
 */
export function hoursSentence(why: QuietReason, now: number, until: number | null, region: Region): string {
  if (why.never || until === null) return t('hours:never');
  const parts = [
    why.clock ? clockSentence(why, now, region) : '',
    why.law === null ? '' : lawSentence(why.law, region),
    t('hours:opens', { when: whenThere(until, now, why.zone, region) }),
  ];
  return parts.filter((part) => part !== '').join(' ');
}

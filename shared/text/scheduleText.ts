import type { Schedule } from '../contract/campaigns/schedule.ts';
import type { Region } from '../schema/words.ts';
import { language } from './language.ts';
import { t } from './say.ts';

const formats = new Map<string, Intl.DateTimeFormat>();

/** A moment on the wall as people of the region write it: "Tue, Dec 1, 9:00 AM". */
function momentText(moment: string, region: Region): string {
  const locale = `${language()}-${language() === 'es' ? 'US' : region === 'GB' ? 'GB' : 'US'}`;
  const format =
    formats.get(locale) ??
    new Intl.DateTimeFormat(locale, {
      weekday: 'short',
      month: 'short',
      day: 'numeric',
      hour: 'numeric',
      minute: '2-digit',
      timeZone: 'UTC',
    });
  formats.set(locale, format);
  return format.format(Date.parse(`${moment}Z`));
}

/** A schedule in one line: "Starts Tue, Dec 1, 9:00 AM · ends …, in each contact's zone". */
export function scheduleText(schedule: Schedule, region: Region): string {
  const { zone, startsAt, endsAt, pauses, closeAfterDays } = schedule;
  const parts: string[] = [];
  const first = () => parts.length === 0;
  if (startsAt !== null) parts.push(t('schedule:says.starts', { when: momentText(startsAt, region) }));
  for (const pause of pauses) {
    const span = { from: momentText(pause.from, region), until: momentText(pause.until, region) };
    parts.push(t(first() ? 'schedule:says.pausedFirst' : 'schedule:says.paused', span));
  }
  if (endsAt !== null) {
    const when = momentText(endsAt, region);
    parts.push(t(first() ? 'schedule:says.endsFirst' : 'schedule:says.ends', { when }));
    if (closeAfterDays === 0) parts.push(t('schedule:says.closesAtOnce'));
    else if (closeAfterDays !== null) parts.push(t('schedule:says.closes', { count: closeAfterDays }));
  }
  const what = parts.join(' · ');
  return zone === null ? t('schedule:says.own', { what }) : t('schedule:says.zone', { what, zone });
}

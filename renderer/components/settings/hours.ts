import { dateFormat } from '../../language/formats.ts';

/** The legal hours, which no setting widens (design, rule 12). In minutes after midnight. */
export const EARLIEST = 8 * 60;
export const LATEST = 21 * 60;
const STEP = 30;

export type HourChoice = { readonly value: string; readonly label: string };

/** Half hours from `from` to `until`, both included; a stored value in between is also a choice. */
export function hourChoices(from: number, until: number, current: number): readonly HourChoice[] {
  const minutes = new Set([current]);
  for (let at = Math.ceil(from / STEP) * STEP; at <= until; at += STEP) minutes.add(at);
  return [...minutes]
    .filter((at) => at === current || (at >= from && at <= until))
    .sort((a, b) => a - b)
    .map((at) => ({ value: String(at), label: clockTime(at) }));
}

const ofDay = dateFormat({ hour: 'numeric', minute: '2-digit', timeZone: 'UTC' });

/** 540 → 9:00 am, as this computer writes it. */
export const clockTime = (minutes: number): string => ofDay(minutes * 60_000);

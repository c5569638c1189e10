/** Texts never leave outside of these, whatever an admin sets (design, rule 12). In minutes after midnight. */
export const EARLIEST = 8 * 60;
export const LATEST = 21 * 60;
const STEP = 30;

export type HourChoice = { readonly value: string; readonly label: string };

/** Half hours from `from` to `until`, both included; a stored value between the steps is kept as a choice. */
export function hourChoices(from: number, until: number, current: number): readonly HourChoice[] {
  const minutes = new Set([current]);
  for (let at = Math.ceil(from / STEP) * STEP; at <= until; at += STEP) minutes.add(at);
  return [...minutes]
    .filter((at) => at === current || (at >= from && at <= until))
    .sort((a, b) => a - b)
    .map((at) => ({ value: String(at), label: clockTime(at) }));
}

/** 540 → "9:00 am". */
export function clockTime(minutes: number): string {
  const hour = Math.floor(minutes / 60) % 24;
  const rest = String(minutes % 60).padStart(2, '0');
  return `${hour % 12 === 0 ? 12 : hour % 12}:${rest} ${hour < 12 ? 'am' : 'pm'}`;
}

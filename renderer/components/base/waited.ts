import { t } from '../../../shared/text/say.ts';

const MINUTE = 60_000;

/** How long somebody has waited: less than a minute, 12 min, 2 h 5 min, 3 days. */
export function waited(since: number, now: number): string {
  const minutes = Math.floor(Math.max(0, now - since) / MINUTE);
  if (minutes < 1) return t('cockpit:lessThanMinute');
  if (minutes < 60) return t('cockpit:minutes', { count: minutes });
  if (minutes < 2 * 24 * 60)
    return t('cockpit:hours', { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
  return t('cockpit:days', { count: Math.floor(minutes / (24 * 60)) });
}

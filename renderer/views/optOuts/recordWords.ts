import type { OptOutFilter, OptOutRecord, RecordState } from '../../../shared/contract/optOuts.ts';
import { profileName } from '../../../shared/providers/words.ts';
import { t } from '../../../shared/text/say.ts';
import type { Tone } from '../../components/base/Tag.tsx';
import { wholeDate } from '../../components/base/time.ts';

export const stateTones: Readonly<Record<RecordState, Tone>> = {
  'in-force': 'stop',
  reversed: 'neutral',
  'opted-in': 'ok',
  undone: 'ok',
};

/** Why this line exists, in a word or two. */
export function causeOf(row: OptOutRecord): string {
  if (row.kind === 'reversal')
    return row.cause === null
      ? t('optOuts:table.reversal')
      : t('optOuts:table.was', { cause: t(`causes:${row.cause}.name`) });
  return row.cause === null ? '' : t(`causes:${row.cause}.name`);
}

export type Named = { readonly id: string; readonly name: string };
export type FilterChip = { readonly keys: readonly (keyof OptOutFilter)[]; readonly text: string };

/**
 * The filters in force, each with the parts that removing it takes away. Without the search box, which is
 * always visible.
 */
export function chipsOf(
  filter: OptOutFilter,
  campaigns: readonly Named[],
  texters: readonly Named[],
): FilterChip[] {
  const chips: FilterChip[] = [];
  if (filter.state) chips.push({ keys: ['state'], text: t(`optOuts:state.${filter.state}`) });
  if (filter.cause) chips.push({ keys: ['cause'], text: t(`causes:${filter.cause}.name`) });
  if (filter.from !== undefined)
    chips.push({ keys: ['from'], text: t('optOuts:filter.fromDay', { day: wholeDate(filter.from) }) });
  if (filter.to !== undefined)
    chips.push({ keys: ['to'], text: t('optOuts:filter.untilDay', { day: wholeDate(filter.to - 1) }) });
  if (filter.profile) chips.push({ keys: ['profile'], text: profileName(filter.profile) });
  if (filter.campaignId)
    chips.push({
      keys: ['campaignId'],
      text: campaigns.find(({ id }) => id === filter.campaignId)?.name ?? t('optOuts:filter.oneCampaign'),
    });
  if (filter.texterId)
    chips.push({
      keys: ['texterId'],
      text: texters.find(({ id }) => id === filter.texterId)?.name ?? t('optOuts:filter.oneTexter'),
    });
  if (filter.review) chips.push({ keys: ['review'], text: t(`optOuts:review.${filter.review}`) });
  if (filter.importId) chips.push({ keys: ['importId'], text: t('optOuts:filter.oneImport') });
  return chips;
}

/** The filter with some parts changed; undefined and '' remove a part. */
export function changed(
  filter: OptOutFilter,
  change: { readonly [K in keyof OptOutFilter]?: OptOutFilter[K] | '' | undefined },
): OptOutFilter {
  const entries = Object.entries({ ...filter, ...change }).filter(
    ([, value]) => value !== undefined && value !== '',
  );
  return Object.fromEntries(entries);
}

/** A day of a date field (2026-03-12) as UTC milliseconds of its beginning here, or some days later. */
export function dayStart(text: string, later = 0): number | undefined {
  const [year, month, date] = text.split('-').map(Number);
  if (!year || !month || !date) return undefined;
  return new Date(year, month - 1, date + later).getTime();
}

/** The reverse, for the date field. */
export function dayText(at: number | undefined, later = 0): string {
  if (at === undefined) return '';
  const when = new Date(at);
  const shown = new Date(when.getFullYear(), when.getMonth(), when.getDate() + later);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${shown.getFullYear()}-${two(shown.getMonth() + 1)}-${two(shown.getDate())}`;
}

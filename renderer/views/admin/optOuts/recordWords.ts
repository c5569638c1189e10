import type {
  OptOutFilter,
  OptOutRecord,
  RecordState,
  ReviewState,
} from '../../../../shared/contract/optOut.ts';
import { t } from '../../../../shared/text/say.ts';
import type { Tone } from '../../../components/Tag.tsx';

export const stateNames: Readonly<Record<RecordState, string>> = {
  'in-force': 'In force',
  reversed: 'Reversed',
  'opted-in': 'Opted in',
  undone: 'Undone',
};

export const stateTones: Readonly<Record<RecordState, Tone>> = {
  'in-force': 'stop',
  reversed: 'neutral',
  'opted-in': 'ok',
  undone: 'ok',
};

export const reviewNames: Readonly<Record<ReviewState, string>> = {
  open: 'Waiting for review',
  upheld: 'Upheld',
  mistaken: 'Mistaken',
  escalate: 'Escalated',
};

/** Why this line is there, in a word or two. */
export function causeOf(row: OptOutRecord): string {
  if (row.kind === 'reversal')
    return row.cause === null ? 'Reversal' : `Was: ${t(`words:cause.${row.cause}`)}`;
  return row.cause === null ? '' : t(`words:cause.${row.cause}`);
}

export type Named = { readonly id: string; readonly name: string };
export type FilterChip = { readonly keys: readonly (keyof OptOutFilter)[]; readonly text: string };

const day = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', year: 'numeric' });

/** The filters in force, each with the parts that it takes away. The search box is always in sight, so it has none. */
export function chipsOf(
  filter: OptOutFilter,
  campaigns: readonly Named[],
  texters: readonly Named[],
): FilterChip[] {
  const chips: FilterChip[] = [];
  if (filter.state) chips.push({ keys: ['state'], text: stateNames[filter.state] });
  if (filter.cause) chips.push({ keys: ['cause'], text: t(`words:cause.${filter.cause}`) });
  if (filter.from !== undefined) chips.push({ keys: ['from'], text: `From ${day.format(filter.from)}` });
  if (filter.to !== undefined) chips.push({ keys: ['to'], text: `Until ${day.format(filter.to - 1)}` });
  if (filter.profile) chips.push({ keys: ['profile'], text: t(`words:profile.${filter.profile}`) });
  if (filter.campaignId)
    chips.push({
      keys: ['campaignId'],
      text: campaigns.find(({ id }) => id === filter.campaignId)?.name ?? 'One campaign',
    });
  if (filter.texterId)
    chips.push({
      keys: ['texterId'],
      text: texters.find(({ id }) => id === filter.texterId)?.name ?? 'One texter',
    });
  if (filter.review) chips.push({ keys: ['review'], text: reviewNames[filter.review] });
  if (filter.importId) chips.push({ keys: ['importId'], text: 'One import' });
  return chips;
}

/** The filter with some parts changed; undefined and '' take a part away. */
export function changed(
  filter: OptOutFilter,
  change: { readonly [K in keyof OptOutFilter]?: OptOutFilter[K] | '' | undefined },
): OptOutFilter {
  const entries = Object.entries({ ...filter, ...change }).filter(
    ([, value]) => value !== undefined && value !== '',
  );
  return Object.fromEntries(entries);
}

/** A day of a date field (2026-03-12) as UTC milliseconds of its beginning here; days later where asked. */
export function dayStart(text: string, later = 0): number | undefined {
  const [year, month, date] = text.split('-').map(Number);
  if (!year || !month || !date) return undefined;
  return new Date(year, month - 1, date + later).getTime();
}

/** The other way round, for the date field. */
export function dayText(at: number | undefined, later = 0): string {
  if (at === undefined) return '';
  const when = new Date(at);
  const shown = new Date(when.getFullYear(), when.getMonth(), when.getDate() + later);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${shown.getFullYear()}-${two(shown.getMonth() + 1)}-${two(shown.getDate())}`;
}

export const count = (value: number): string => value.toLocaleString();

import type { ReviewRow, ReviewStep } from '../../../shared/contract/review.ts';
import { REVIEW_SIGNS, ReviewSign, type Verdict } from '../../../shared/schema/review.ts';
import { t } from '../../../shared/text/say.ts';
import type { Tone } from '../../components/base/Tag.tsx';
import { number, numberFormat } from '../../language/formats.ts';

/** The signs with their points, the heaviest first. */
export const SIGNS = ReviewSign.options.toSorted((a, b) => REVIEW_SIGNS[b].points - REVIEW_SIGNS[a].points);

export const riskTone = (risk: number): Tone => (risk >= 30 ? 'stop' : risk > 0 ? 'hold' : 'neutral');

/** The key of a verdict, the same in every language, and its colour. */
export const verdictLooks: Readonly<Record<Verdict, { readonly key: string; readonly tone: Tone }>> = {
  upheld: { key: 'U', tone: 'ok' },
  mistaken: { key: 'M', tone: 'stop' },
  escalate: { key: 'E', tone: 'hold' },
};

export const stateTones: Readonly<Record<ReviewRow['state'], Tone>> = {
  open: 'neutral',
  upheld: 'ok',
  mistaken: 'stop',
  escalate: 'hold',
  reversed: 'neutral',
};

/** By whom or how a step of the timeline was done, in a few words. */
export function stepNote({ step, by, state, at }: ReviewStep): string {
  switch (step) {
    case 'said':
      return '';
    case 'received':
      return t('review:step.byHeed');
    case 'decided':
      return by === null ? t('review:step.byRules') : t('review:step.by', { name: by });
    case 'enforced':
      return t('review:step.everywhere');
    case 'confirmed':
      if (state === null) return t('review:step.notDue');
      if (by === 'provider') return t('review:step.byProvider');
      return at === null ? t(`words:messageState.${state}`).toLowerCase() : t('review:step.byHeed');
  }
}

const tenths = numberFormat({ minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** 0.4 s, 12 s, 3 min: how long after the words. */
export function afterWords(milliseconds: number): string {
  const whole = (unit: number) => ({ value: number(Math.round(milliseconds / unit)) });
  if (milliseconds < 10_000) return t('review:after.seconds', { value: tenths(milliseconds / 1000) });
  if (milliseconds < 120_000) return t('review:after.seconds', whole(1000));
  if (milliseconds < 7_200_000) return t('review:after.minutes', whole(60_000));
  if (milliseconds < 172_800_000) return t('review:after.hours', whole(3_600_000));
  return t('review:after.days', whole(86_400_000));
}

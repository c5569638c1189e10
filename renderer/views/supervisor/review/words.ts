import type { AgreementGroup, MissedWhy, ReviewRow, ReviewStep } from '../../../../shared/contract/review.ts';
import { REVIEW_SIGNS, type ReviewSign, type Verdict } from '../../../../shared/schema/review.ts';
import { messageStates } from '../../../components/oversight/words.ts';
import type { Tone } from '../../../components/Tag.tsx';

/** What makes an opt-out worth a second look: short for a row, in full for the panel. */
export const signWords: Readonly<Record<ReviewSign, { readonly short: string; readonly full: string }>> = {
  timeout: {
    short: 'nobody decided',
    full: 'Nobody decided what the contact meant within 10 business days, so it became an opt-out.',
  },
  'nothing-found': {
    short: 'no stop words',
    full: 'Opted out by hand, and nothing in the thread reads like a request to stop.',
  },
  resume: { short: 'asked to resume', full: 'The contact has asked to hear from you again since.' },
  unusual: {
    short: 'unusual keyword',
    full: 'The keyword was written in an unusual way, or is one of your organisation’s own.',
  },
  'no-words': {
    short: 'provider only',
    full: 'The provider or the carrier reported or refused it; the contact’s own words did not decide.',
  },
  silent: { short: 'never wrote', full: 'Opted out by hand, and the contact had not written at all.' },
  likely: { short: 'words judged', full: 'The detector asked, and a person decided that it was a request.' },
};

/** The signs with their points, the heaviest first: how risk is counted. */
export const SIGNS = (Object.keys(signWords) as ReviewSign[]).sort(
  (a, b) => REVIEW_SIGNS[b].points - REVIEW_SIGNS[a].points,
);

export const riskTone = (risk: number): Tone => (risk >= 30 ? 'stop' : risk > 0 ? 'hold' : 'neutral');

export const verdictWords: Readonly<
  Record<
    Verdict,
    { readonly label: string; readonly key: string; readonly tone: Tone; readonly done: string }
  >
> = {
  upheld: { label: 'Uphold', key: 'U', tone: 'ok', done: 'upheld' },
  mistaken: { label: 'Mistaken', key: 'M', tone: 'stop', done: 'mistaken' },
  escalate: { label: 'Escalate', key: 'E', tone: 'hold', done: 'escalated' },
};

/** What a verdict on an opt-out does, said before it is given. */
export const optOutMeans: Readonly<Record<Verdict, string>> = {
  upheld: 'It was right. They stay opted out.',
  mistaken: 'They stay opted out until an admin, who is asked, opts them in.',
  escalate: 'An admin is asked to look at it. Nothing changes meanwhile.',
};

export const missedMeans: Readonly<Record<Verdict, string>> = {
  upheld: 'The texter was right: it was no request to stop.',
  mistaken: 'It was a request. Sending stops at once, and somebody has to decide.',
  escalate: 'An admin is asked to look at it. Nothing changes meanwhile.',
};

export const missedWords: Readonly<Record<MissedWhy, { readonly short: string; readonly full: string }>> = {
  'went-on': {
    short: 'texted on',
    full: 'A text was sent after the contact wrote this, before anybody decided.',
  },
  'left-open': { short: 'left open', full: 'Nobody has decided for more than a day.' },
  'carried-on': { short: 'carried on', full: 'The texter decided that this was no request to stop.' },
};

export const stateTags: Readonly<Record<ReviewRow['state'], { readonly text: string; readonly tone: Tone }>> =
  {
    open: { text: 'to review', tone: 'neutral' },
    upheld: { text: 'upheld', tone: 'ok' },
    mistaken: { text: 'mistaken', tone: 'stop' },
    escalate: { text: 'escalated', tone: 'hold' },
    reversed: { text: 'taken back', tone: 'neutral' },
  };

export const groupWords: Readonly<Record<AgreementGroup, { readonly name: string; readonly means: string }>> =
  {
    automatic: { name: 'Automatic opt-outs', means: 'upheld by a reviewer' },
    'manual-found': { name: 'By hand, after the detector found words', means: 'upheld by a reviewer' },
    'manual-nothing-found': {
      name: 'By hand, where the detector found nothing',
      means: 'found mistaken by a reviewer',
    },
    missed: { name: 'Found words that a texter passed over', means: 'found to be requests by a reviewer' },
  };

const STEPS: Readonly<Record<ReviewStep['step'], string>> = {
  said: 'Said',
  received: 'Received',
  decided: 'Decided',
  enforced: 'Enforced',
  confirmed: 'Confirmed',
};

/** A step of the time line in a few words: what, by whom. */
export function stepWords({ step, by, state, at }: ReviewStep): {
  readonly title: string;
  readonly note: string;
} {
  const title = STEPS[step];
  switch (step) {
    case 'said':
      return { title, note: '' };
    case 'received':
      return { title, note: 'by Heed' };
    case 'decided':
      return { title, note: by === null ? 'by the rules' : `by ${by}` };
    case 'enforced':
      return { title, note: 'in every campaign' };
    case 'confirmed':
      if (state === null) return { title, note: 'no confirmation was due' };
      if (by === 'provider') return { title, note: 'by the provider' };
      return { title, note: at === null ? messageStates[state].toLowerCase() : 'by Heed' };
  }
}

/** 0.4 s, 12 s, 3 min: how long after the words. */
export function afterWords(milliseconds: number): string {
  if (milliseconds < 10_000) return `+${(milliseconds / 1000).toFixed(1)} s`;
  if (milliseconds < 120_000) return `+${Math.round(milliseconds / 1000)} s`;
  if (milliseconds < 7_200_000) return `+${Math.round(milliseconds / 60_000)} min`;
  if (milliseconds < 172_800_000) return `+${Math.round(milliseconds / 3_600_000)} h`;
  return `+${Math.round(milliseconds / 86_400_000)} d`;
}

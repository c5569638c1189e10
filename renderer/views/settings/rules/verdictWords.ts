import type { Verdict } from '../../../../shared/contract/settings.ts';
import { namesUnder } from '../../../../shared/providers/words.ts';
import type { Decision, Profile } from '../../../../shared/schema/words.ts';
import { type OutcomeKind, outcomeKindOf } from '../../../../shared/text/outcome.ts';
import { type TextKey, t } from '../../../../shared/text/say.ts';

export type Trial = {
  readonly text: string;
  readonly profile: Profile;
  readonly autoOptOut: boolean;
  readonly response: 'first' | 'later';
};

export type VerdictWords = {
  readonly tone: 'stop' | 'hold' | 'ok' | 'neutral';
  readonly tag: string;
  readonly sentence: string;
};

const TONES: Readonly<Record<Decision, VerdictWords['tone']>> = {
  'opt-out': 'stop',
  hold: 'hold',
  action: 'hold',
  'wrong-number': 'neutral',
  resume: 'neutral',
  'soft-refusal': 'neutral',
  help: 'neutral',
  none: 'ok',
};

/** A verdict in words, for people who do not know the rules. */
export function verdictInWords({ decision, rule }: Verdict, { profile }: Trial): VerdictWords {
  const meaning = decision === 'wrong-number' ? outcomeKindOf(rule) : decision;
  return {
    tone: TONES[decision],
    tag: t(`settings:trial.tag.${meaning}`),
    sentence: t((profile === 'provider-2' && WITH_PROVIDER_2[meaning]) || `settings:trial.means.${meaning}`, {
      provider: namesUnder(profile),
    }),
  };
}

/** Decisions that are worded otherwise where the provider acts too. */
const WITH_PROVIDER_2: Readonly<Partial<Record<Decision | OutcomeKind, TextKey>>> = {
  'opt-out': 'settings:trial.means.opt-out2',
  action: 'settings:trial.means.action2',
  resume: 'settings:trial.means.resume2',
  help: 'settings:trial.means.help2',
};

/** Cuts a text around the matched words, regardless of case; null where they do not occur in it. */
export function cutAround(text: string, matched: string): readonly [string, string, string] | null {
  const at = matched === '' ? -1 : text.toLowerCase().indexOf(matched.toLowerCase());
  if (at < 0) return null;
  return [text.slice(0, at), text.slice(at, at + matched.length), text.slice(at + matched.length)];
}

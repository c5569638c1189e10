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

const RULES: Readonly<Record<string, TextKey>> = {
  help: 'settings:trial.rule.help',
  keyword: 'settings:trial.rule.keyword',
  'keyword-later': 'settings:trial.rule.keywordLater',
  'provider-signal': 'settings:trial.rule.providerSignal',
  resume: 'settings:trial.rule.resume',
  'phrase:admin': 'settings:trial.rule.ownPhrase',
  'phrase:stop-sign': 'settings:trial.rule.stopSign',
  'phrase:keyword': 'settings:trial.rule.lawKeyword',
  'phrase:keyword-first': 'settings:trial.rule.keywordFirst',
  'phrase:keyword-last': 'settings:trial.rule.keywordFirst',
  reaction: 'settings:trial.rule.reaction',
  none: 'settings:trial.rule.none',
};

const FAMILIES: Readonly<Record<string, TextKey>> = {
  phrase: 'settings:trial.family.phrase',
  learned: 'settings:trial.family.learned',
  'wrong-number': 'settings:trial.family.wrong-number',
  deceased: 'settings:trial.family.deceased',
  business: 'settings:trial.family.business',
  'soft-refusal': 'settings:trial.family.soft-refusal',
  resume: 'settings:trial.family.resume',
  innocent: 'settings:trial.family.innocent',
};

/**
 * What a rule is about; its stable name is shown beside it. An unknown one is shown with blanks in place of
 * hyphens.
 */
export function ruleInWords(rule: string): string {
  const told = RULES[rule] ?? FAMILIES[rule.split(':', 1)[0] ?? ''];
  return told ? t(told) : readable(rule);
}

function readable(name: string): string {
  const spaced = name.replaceAll('-', ' ').trim();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

/** Cuts a text around the matched words, regardless of case; null where they do not occur in it. */
export function cutAround(text: string, matched: string): readonly [string, string, string] | null {
  const at = matched === '' ? -1 : text.toLowerCase().indexOf(matched.toLowerCase());
  if (at < 0) return null;
  return [text.slice(0, at), text.slice(at, at + matched.length), text.slice(at + matched.length)];
}

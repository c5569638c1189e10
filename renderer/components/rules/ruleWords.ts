import { type TextKey, t } from '../../../shared/text/say.ts';

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
 * What a rule is about; its stable name is shown beside it, or to whoever points at it. An unknown one is
 * shown with blanks in place of hyphens.
 */
export function ruleInWords(rule: string): string {
  const told = RULES[rule] ?? FAMILIES[rule.split(':', 1)[0] ?? ''];
  return told ? t(told) : readable(rule);
}

function readable(name: string): string {
  const spaced = name.replaceAll('-', ' ').trim();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

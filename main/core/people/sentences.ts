import { t } from '../../../shared/text/say.ts';
import type { NumberFact } from './facts.ts';

const PROVIDERS = { twilio: 'Twilio', bandwidth: 'Bandwidth' } as const;

const day = (at: number) => new Date(at).toISOString().slice(0, 10);

/** A fact about a number as a sentence: who said what, and when. Free of names of contacts. */
export function factSentence(fact: NumberFact): string {
  const on = day(fact.at);
  if (fact.kind === 'wrong-number') {
    const by = fact.by ?? t('known:somebody');
    return fact.campaignName === null
      ? t('known:wrong', { day: on, by })
      : t('known:wrongIn', { day: on, by, campaign: fact.campaignName });
  }
  const provider =
    fact.provider in PROVIDERS ? PROVIDERS[fact.provider as keyof typeof PROVIDERS] : t('known:provider');
  return fact.code === ''
    ? t(`known:said.${fact.kind}`, { day: on, provider })
    : t(`known:code.${fact.kind}`, { day: on, provider, code: fact.code });
}

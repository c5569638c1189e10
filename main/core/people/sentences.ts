import { VENDOR_NAMES } from '../../../shared/providers/index.ts';
import { keep, type Stored, said, written } from '../../../shared/text/stored.ts';
import type { NumberFact } from './facts.ts';

const day = (at: number) => written(new Date(at).toISOString().slice(0, 10));

/** A fact about a number as a sentence: who noted it, and when. Without names of contacts. */
export function factSentence(fact: NumberFact): string {
  return said(keptFact(fact));
}

/** The same as a stored sentence. */
export function keptFact(fact: NumberFact): Stored {
  const on = day(fact.at);
  if (fact.kind === 'wrong-number') {
    const by = fact.by === null ? keep('known:somebody') : written(fact.by);
    return fact.campaignName === null
      ? keep('known:wrong', { day: on, by })
      : keep('known:wrongIn', { day: on, by, campaign: written(fact.campaignName) });
  }
  const vendor = VENDOR_NAMES.find((name) => name === fact.provider);
  const provider = vendor === undefined ? keep('known:provider') : keep(`provider:${vendor}.name`);
  return fact.code === ''
    ? keep(`known:said.${fact.kind}`, { day: on, provider })
    : keep(`known:code.${fact.kind}`, { day: on, provider, code: written(fact.code) });
}

import type { ThreadEvent } from '../../../shared/contract/conversation.ts';
import type { OptOutFact } from '../../../shared/contract/person.ts';

/** "1.5 s later": how long the contact's wish was not yet in force; nothing where a person made the opt-out. */
export function enforcedAfter(fact: Pick<OptOutFact, 'automatic' | 'saidAt' | 'at'>): string {
  const seconds = (fact.at - fact.saidAt) / 1000;
  if (!fact.automatic || seconds < 0) return '';
  if (seconds < 10) return `${seconds.toFixed(1)} s later`;
  if (seconds < 120) return `${Math.round(seconds)} s later`;
  if (seconds < 7200) return `${Math.round(seconds / 60)} min later`;
  return `${Math.round(seconds / 3600)} h later`;
}

/** keyword “stop”: which kind of rule matched which of the contact's words. */
function matchedWords(fact: Pick<OptOutFact, 'rule' | 'matched'>): string {
  if (fact.matched === '') return '';
  return `${fact.rule.startsWith('keyword') ? 'keyword' : 'words'} “${fact.matched}”`;
}

/** The opt-out events of a thread, told with the rule, the words and the time it took, as the record has them. */
export function withFacts(
  events: readonly ThreadEvent[],
  facts: readonly OptOutFact[] | undefined,
): ThreadEvent[] {
  return events.map((event) => {
    const fact = event.kind === 'opted-out' ? facts?.find(({ id }) => id === event.id) : undefined;
    if (fact === undefined) return event;
    const how = event.text.replace(/^Opted out,? /, '').replace(/\.$/, '');
    const after = enforcedAfter(fact);
    const parts = [how, matchedWords(fact), after === '' ? '' : `enforced ${after}`, fact.reason];
    return { ...event, text: parts.filter((part) => part !== '').join(' · ') };
  });
}

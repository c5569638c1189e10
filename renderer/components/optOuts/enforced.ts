import type { ThreadEvent } from '../../../shared/contract/conversations.ts';
import type { OptOutFact } from '../../../shared/contract/people.ts';
import { causeText } from '../../../shared/text/causeText.ts';
import { t } from '../../../shared/text/say.ts';
import { number, numberFormat } from '../../language/formats.ts';

const tenths = numberFormat({ minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** "1.5 s later": the time until the contact's wish was in force; nothing where a person made the opt-out. */
export function enforcedAfter(fact: Pick<OptOutFact, 'automatic' | 'saidAt' | 'at'>): string {
  const seconds = (fact.at - fact.saidAt) / 1000;
  if (!fact.automatic || seconds < 0) return '';
  if (seconds < 10) return t('why:enforced.seconds', { value: tenths(seconds) });
  if (seconds < 120) return t('why:enforced.seconds', { value: number(Math.round(seconds)) });
  if (seconds < 7200) return t('why:enforced.minutes', { value: number(Math.round(seconds / 60)) });
  return t('why:enforced.hours', { value: number(Math.round(seconds / 3600)) });
}

/** keyword “stop”: the kind of rule that matched, and the contact's words. */
function matchedWords({ rule, matched }: Pick<OptOutFact, 'rule' | 'matched'>): string {
  if (matched === '') return '';
  return rule.startsWith('keyword')
    ? t('why:enforced.keyword', { matched })
    : t('why:enforced.words', { matched });
}

/** The opt-out events of a thread with the rule, the words and the time, as recorded. */
export function withFacts(
  events: readonly ThreadEvent[],
  facts: readonly OptOutFact[] | undefined,
): ThreadEvent[] {
  return events.map((event) => {
    const fact = event.kind === 'opted-out' ? facts?.find(({ id }) => id === event.id) : undefined;
    if (fact === undefined) return event;
    const later = enforcedAfter(fact);
    const after = later === '' ? '' : t('why:enforced.after', { later });
    const parts = [causeText(fact.cause, fact.by, 'how'), matchedWords(fact), after, fact.reason];
    return { ...event, text: parts.filter((part) => part !== '').join(' · ') };
  });
}

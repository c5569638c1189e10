/**
 * Why a conversation is suggested to be closed; to the rules all three are the decision and the action
 * `wrong-number`.
 */
export type OutcomeKind = 'wrong-number' | 'deceased' | 'business';

/** Which of them a rule's name says: `deceased:…`, `business:…`, and anything else is a wrong number. */
export function outcomeKindOf(rule: string): OutcomeKind {
  const family = rule.split(':', 1)[0];
  return family === 'deceased' || family === 'business' ? family : 'wrong-number';
}

/**
 * Why closing a conversation is suggested; for the rules, all three are the decision and the action
 * `wrong-number`.
 */
export type OutcomeKind = 'wrong-number' | 'deceased' | 'business';

/** The kind in a rule's name: `deceased:…`, `business:…`, and any other is a wrong number. */
export function outcomeKindOf(rule: string): OutcomeKind {
  const family = rule.split(':', 1)[0];
  return family === 'deceased' || family === 'business' ? family : 'wrong-number';
}

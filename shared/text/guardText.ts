import type { GuardRule } from '../schema/guardRules.ts';
import { t } from './say.ts';

/** Why the guard stopped a message, as one plain sentence or two for a volunteer. */
export function guardSentence(rule: GuardRule): string {
  return t(`guard:${rule}.sentence`);
}

import type { ActionItem } from '../../../shared/contract/actions.ts';
import type { ActionKind } from '../../../shared/schema/words.ts';

export type BulkDeed = 'opt-out' | 'close-wrong-number' | 'was-sent' | 'not-sent';

/** What may be done to several at once: nothing here sends a text or reverses anybody's wish. */
const ENDS: Partial<Record<ActionKind, readonly BulkDeed[]>> = {
  'opt-out-by-hand': ['opt-out'],
  'likely-opt-out': ['opt-out'],
  'wrong-number': ['close-wrong-number', 'opt-out'],
  'provider-refused': ['opt-out'],
  'send-outcome-unknown': ['was-sent', 'not-sent'],
};

/** The acts that fit all of the actions. */
export function bulkDeeds(actions: readonly Pick<ActionItem, 'kind'>[]): readonly BulkDeed[] {
  const [first, ...others] = actions.map(({ kind }) => ENDS[kind] ?? []);
  return (first ?? []).filter((deed) => others.every((ends) => ends.includes(deed)));
}

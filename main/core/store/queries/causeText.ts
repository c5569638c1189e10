import type { OptOutCause } from '../../../../shared/schema/words.ts';

const TEXTS: Record<OptOutCause, string> = {
  'auto-keyword': 'Opted out by the contact',
  'provider-signal': 'Opted out by the contact, as the provider told',
  'provider-refused': 'Opted out because the provider refused a message',
  'carrier-refused': 'Opted out because the carrier refused a message',
  manual: 'Opted out by hand',
  import: 'Opted out by an imported list',
  review: 'Opted out, since nobody decided in time what the contact meant',
};

/** How an opt-out came about, as a line without a full stop. `by`: the person, where one did it. */
export function causeText(cause: OptOutCause, by: string | null): string {
  if (cause === 'manual' && by !== null) return `Opted out by ${by}`;
  if (cause === 'review' && by !== null) return `Opted out in review by ${by}`;
  return TEXTS[cause];
}

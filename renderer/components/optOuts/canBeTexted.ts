import type { Why } from '../../../shared/contract/people.ts';
import type { Tone } from '../base/Tag.tsx';

type Answer = Pick<Why, 'optedOut' | 'canBeTexted'> & {
  readonly senderNumbers: readonly Pick<Why['senderNumbers'][number], 'block'>[];
};

/** The colour of the answer. A block at any sender number is never green, even where another one works. */
export function toneOf({ optedOut, canBeTexted, senderNumbers }: Answer): Tone {
  if (optedOut) return 'stop';
  return canBeTexted && !senderNumbers.some(isBlocked) ? 'ok' : 'hold';
}

/**
 * Whether the provider refuses this sender number: seen (confirmed), or known from what the contact wrote
 * (inferred).
 */
export function isBlocked(sender: Pick<Why['senderNumbers'][number], 'block'>): boolean {
  return sender.block === 'inferred' || sender.block === 'confirmed';
}

/** The end of a number, which people compare: "…456". */
export function tail(number: string): string {
  return `…${number.replace(/\D/g, '').slice(-3)}`;
}

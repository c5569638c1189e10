import type { OptOutBehaviour } from '../../../shared/providers/facts.ts';

/**
 * What the provider itself makes of a text (design, rule 1): trimmed and case-insensitive, nothing else. It
 * must match exactly what the provider matches, because we conclude from it whether the provider blocked the
 * pair and answered. The words stand with the provider's other facts (shared/providers).
 */
export function providerMatcher(behaviour: OptOutBehaviour, text: string): 'stop' | 'start' | 'help' | null {
  if (behaviour.profile === 'provider-1') return null;
  const word = text.trim().toLowerCase();
  return (['stop', 'start', 'help'] as const).find((what) => behaviour[what].includes(word)) ?? null;
}

import type { Profile } from '../../../shared/schema/words.ts';
import keywords from './data/keywords.json' with { type: 'json' };

const stopWords: ReadonlySet<string> = new Set(keywords['provider-2']);
const startWords: ReadonlySet<string> = new Set(keywords.resume);

/**
 * What the provider itself makes of a text (design, rule 1): trimmed and case-insensitive, nothing else. It must be no
 * wiser than the provider, for it tells whether the provider blocked the pair and answered, or left both to us.
 * Provider-1 does nothing by itself. YES also re-subscribes at Twilio, but is a normal answer to us (rule 8).
 */
export function providerMatcher(profile: Profile, text: string): 'stop' | 'start' | null {
  if (profile === 'provider-1') return null;
  const word = text.trim().toLowerCase();
  if (stopWords.has(word)) return 'stop';
  if (startWords.has(word)) return 'start';
  return null;
}

import type { Profile } from '../../../shared/schema/words.ts';
import keywords from './data/keywords.json' with { type: 'json' };
import { core } from './fold.ts';

const stopWords: Record<Profile, ReadonlySet<string>> = {
  'provider-1': new Set(keywords['provider-1']),
  'provider-2': new Set(keywords['provider-2']),
};
const resumeWords: ReadonlySet<string> = new Set(keywords.resume);

/** Which keyword the whole text is, and the keyword's folded spelling. */
type KeywordMatch = { readonly kind: 'stop' | 'start'; readonly word: string };

/**
 * Our own matcher (design, rule 1): folded and stripped of what surrounds it, the text must be one keyword, exactly.
 * `extra` are whole-message words of an admin; they add to the shipped ones and can never replace or empty them.
 */
export function ourMatcher(
  profile: Profile,
  text: string,
  extra: readonly string[] = [],
): KeywordMatch | null {
  const word = core(text);
  if (word === '') return null;
  if (stopWords[profile].has(word)) return { kind: 'stop', word };
  if (resumeWords.has(word)) return { kind: 'start', word };
  if (extra.some((each) => core(each) === word)) return { kind: 'stop', word };
  return null;
}

import type { Profile } from '../../../shared/schema/words.ts';
import keywords from './data/keywords.json' with { type: 'json' };
import { fold } from './fold.ts';
import { withoutSignature } from './signature.ts';

const stopWords: Record<Profile, ReadonlySet<string>> = {
  'provider-1': new Set(keywords['provider-1']),
  'provider-2': new Set(keywords['provider-2']),
};
const resumeWords: ReadonlySet<string> = new Set(keywords.resume);

/** Which keyword the whole text is, and the keyword's folded spelling. */
type KeywordMatch = { readonly kind: 'stop' | 'start'; readonly word: string };

/**
 * Our own matcher (design, rule 1): without a phone's signature and surrounding marks, the folded text must
 * be one keyword. The keyword may be spaced, hyphened or dotted (`C A N C E L`, `re-voke`) and repeated
 * (`STOP! STOP!`); of several keywords of one kind the first counts. `extra` are an admin's words for whole
 * messages; they add to the shipped ones and never replace them.
 */
export function ourMatcher(
  profile: Profile,
  text: string,
  extra: readonly string[] = [],
): KeywordMatch | null {
  const groups = groupsOf(withoutSignature(text));
  if (groups.length === 0) return null;
  const more = extra.map((each) => groupsOf(each).join('')).filter((each) => each !== '');
  const stop = firstOf(groups, (word) => stopWords[profile].has(word) || more.includes(word), more);
  if (stop !== null) return { kind: 'stop', word: stop };
  const start = firstOf(groups, (word) => resumeWords.has(word), []);
  return start === null ? null : { kind: 'start', word: start };
}

/** Groups of letters and digits that stand together, folded; everything else separates them. */
function groupsOf(text: string): readonly string[] {
  return fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];
}

const LONGEST = Math.max(...keywords['provider-2'].map((word) => word.length));

/**
 * The first of the keywords that the groups spell one after the other; null if anything is left over. Each
 * keyword takes whole groups, at most as many as it has letters, so the time is in proportion to the length
 * of the text.
 */
function firstOf(
  groups: readonly string[],
  isKeyword: (word: string) => boolean,
  more: readonly string[],
): string | null {
  const longest = Math.max(LONGEST, ...more.map((word) => word.length));
  // For each place between two groups: the first keyword on a way that leads there; undefined where none
  // does.
  const ways: (string | undefined)[] = [];
  for (let at = 0; at < groups.length; at += 1) {
    if (at > 0 && ways[at] === undefined) continue;
    let word = '';
    for (let until = at; until < groups.length; until += 1) {
      word += groups[until] ?? '';
      if (word.length > longest) break;
      if (isKeyword(word)) ways[until + 1] ??= ways[at] ?? word;
    }
    // No keyword ends here or later, so the rest cannot be spelled.
    if (ways.length - 1 <= at) return null;
  }
  return ways[groups.length] ?? null;
}

import type { Profile } from '../../../shared/schema/words.ts';

export type LikelyFacts = {
  readonly profile: Profile;
  readonly text: string;
  readonly ourTexts: readonly string[];
  readonly extraPhrases: readonly string[];
};
/** What a text that is no keyword seems to mean; `rule` and `matched` as in Verdict. */
export type Likely = {
  readonly meaning: 'request' | 'wrong-number' | 'resume' | 'none';
  readonly rule: string;
  readonly matched: string;
};

export function likely(_facts: LikelyFacts): Likely {
  return { meaning: 'none', rule: 'none', matched: '' };
}

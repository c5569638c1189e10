import { namesUnder } from '../../../shared/providers/words.ts';
import type { Profile } from '../../../shared/schema/words.ts';
import { t } from '../../../shared/text/say.ts';

/**
 * What a STOP leads to under a profile, with automatic opt-outs as they are set (design, section 2, the four
 * rows).
 */
export function stopConsequence(profile: Profile, autoOptOut: boolean): string {
  return t(`campaigns:stop.${profile}.${autoOptOut ? 'automatic' : 'byHand'}`, {
    provider: namesUnder(profile),
  });
}

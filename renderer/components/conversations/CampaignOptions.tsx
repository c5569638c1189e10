import type { ReactNode } from 'react';
import type { Campaign } from '../../../shared/contract/campaigns.ts';
import { profileName } from '../../../shared/providers/words.ts';
import { Profile } from '../../../shared/schema/words.ts';

/** Campaigns to choose from, grouped by provider profile, which decides the rules. */
export function CampaignOptions(props: {
  campaigns: readonly Pick<Campaign, 'id' | 'name' | 'profile'>[];
}): ReactNode {
  return Profile.options.map((profile) => {
    const own = props.campaigns.filter((each) => each.profile === profile);
    if (own.length === 0) return null;
    return (
      <optgroup key={profile} label={profileName(profile)}>
        {own.map((each) => (
          <option key={each.id} value={each.id}>
            {each.name}
          </option>
        ))}
      </optgroup>
    );
  });
}

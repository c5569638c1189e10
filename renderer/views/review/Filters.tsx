import type { ReactNode } from 'react';
import { t } from '../../../shared/text/say.ts';
import { FilterChips } from '../../components/conversations/FilterChips.tsx';
import { CampaignChoice, FilterPopover, TexterChoice } from '../../components/conversations/FilterParts.tsx';
import { chipsOf, without } from '../../components/conversations/filter.ts';
import { useCampaigns, useTexters } from '../../components/conversations/queries.ts';
import type { Place } from './useReview.ts';

/**
 * Narrows all lists and their counts to a campaign, or to a texter: who decided, else whose conversation it
 * is.
 */
export function Filters({ place }: { place: Place }): ReactNode {
  const { filter, setFilter } = place;
  const campaigns = useCampaigns();
  const texters = useTexters();
  return (
    <>
      <FilterPopover label={t('review:filter')}>
        <CampaignChoice
          value={filter.campaignId}
          onChange={(campaignId) => setFilter({ ...filter, campaignId })}
          campaigns={campaigns}
        />
        <TexterChoice
          value={filter.texterId}
          onChange={(texterId) => setFilter({ ...filter, texterId })}
          texters={texters}
        />
      </FilterPopover>
      <FilterChips
        chips={chipsOf(filter, campaigns, texters)}
        onRemove={(key) => setFilter(without(filter, key))}
      />
    </>
  );
}

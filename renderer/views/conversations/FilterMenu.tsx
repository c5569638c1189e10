import { Checkbox, NativeSelect } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Campaign } from '../../../shared/contract/campaigns.ts';
import { OptOutCause } from '../../../shared/schema/causes.ts';
import { ConversationState } from '../../../shared/schema/words.ts';
import { t } from '../../../shared/text/say.ts';
import { CampaignChoice, FilterPopover, TexterChoice } from '../../components/conversations/FilterParts.tsx';
import { type Filter, type Named, without } from '../../components/conversations/filter.ts';
import { TagFilter } from '../../components/messenger/TagFilter.tsx';
import { OutcomeChoice } from '../../components/results/OutcomeChoice.tsx';

type Props = {
  filter: Filter;
  onChange: (filter: Filter) => void;
  campaigns: readonly Pick<Campaign, 'id' | 'name' | 'profile'>[];
  /** Without texters, the field is left out. */
  texters: readonly Named[];
};

/** Sets the filters that the chips show. */
export function FilterMenu(props: Props): ReactNode {
  const { filter, onChange, campaigns, texters } = props;
  return (
    <FilterPopover label={t('oversight:filter.label')}>
      <CampaignChoice
        value={filter.campaignId}
        onChange={(id) => onChange(set(filter, 'campaignId', id))}
        campaigns={campaigns}
      />
      {texters.length === 0 ? null : (
        <TexterChoice
          value={filter.texterId}
          onChange={(id) => onChange(set(filter, 'texterId', id))}
          texters={texters}
        />
      )}
      <TagFilter
        label={t('oversight:filter.tag')}
        value={filter.tagId}
        onChange={(tagId) => onChange(set(filter, 'tagId', tagId))}
      />
      <NativeSelect
        label={t('oversight:filter.state')}
        value={filter.state ?? ''}
        onChange={(event) =>
          onChange(set(filter, 'state', ConversationState.safeParse(event.currentTarget.value).data))
        }
      >
        <option value="">{t('oversight:filter.everyState')}</option>
        {ConversationState.options.map((state) => (
          <option key={state} value={state}>
            {t(`words:conversationState.${state}`)}
          </option>
        ))}
      </NativeSelect>
      <NativeSelect
        label={t('oversight:filter.cause')}
        value={filter.optCause ?? ''}
        onChange={(event) =>
          onChange(set(filter, 'optCause', OptOutCause.safeParse(event.currentTarget.value).data))
        }
      >
        <option value="">{t('oversight:filter.anyCause')}</option>
        {OptOutCause.options.map((cause) => (
          <option key={cause} value={cause}>
            {t(`causes:${cause}.name`)}
          </option>
        ))}
      </NativeSelect>
      <OutcomeChoice
        value={filter.outcome}
        onChange={(outcome) => onChange(set(filter, 'outcome', outcome))}
      />
      <Checkbox
        label={t('oversight:filter.failed')}
        checked={filter.failed === true}
        onChange={(event) => onChange(set(filter, 'failed', event.currentTarget.checked || undefined))}
      />
      <Checkbox
        label={t('oversight:filter.automatic')}
        checked={filter.automatic === true}
        onChange={(event) => onChange(set(filter, 'automatic', event.currentTarget.checked || undefined))}
      />
    </FilterPopover>
  );
}

function set<K extends keyof Filter>(filter: Filter, key: K, value: Filter[K]): Filter {
  return value === undefined ? without(filter, key) : { ...filter, [key]: value };
}

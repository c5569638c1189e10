import { Button, NativeSelect, Popover, Stack } from '@mantine/core';
import { IconFilter } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { t } from '../../../shared/text/say.ts';
import { CampaignOptions } from '../../components/conversations/CampaignOptions.tsx';
import { FilterChips } from '../../components/conversations/FilterChips.tsx';
import { chipsOf, without } from '../../components/conversations/filter.ts';
import { useCampaigns, useTexters } from '../../components/conversations/queries.ts';
import type { Place } from './useReview.ts';

/**
 * Narrows all four lists and their counts to a campaign, or to a texter: who decided, else whose conversation
 * it is.
 */
export function Filters({ place }: { place: Place }): ReactNode {
  const { filter, setFilter } = place;
  const campaigns = useCampaigns();
  const texters = useTexters();
  return (
    <>
      <Popover position="bottom-start" width={280} shadow="md" trapFocus returnFocus withinPortal>
        <Popover.Target>
          <Button size="compact-sm" variant="default" leftSection={<IconFilter size={14} aria-hidden />}>
            {t('oversight:filter.button')}
          </Button>
        </Popover.Target>
        <Popover.Dropdown aria-label={t('review:filter')}>
          <Stack gap="sm">
            <NativeSelect
              label={t('oversight:filter.campaign')}
              value={filter.campaignId ?? ''}
              onChange={(event) =>
                setFilter({ ...filter, campaignId: event.currentTarget.value || undefined })
              }
            >
              <option value="">{t('oversight:filter.everyCampaign')}</option>
              <CampaignOptions campaigns={campaigns} />
            </NativeSelect>
            <NativeSelect
              label={t('oversight:filter.texter')}
              value={filter.texterId ?? ''}
              onChange={(event) => setFilter({ ...filter, texterId: event.currentTarget.value || undefined })}
            >
              <option value="">{t('oversight:filter.everyTexter')}</option>
              {texters.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </NativeSelect>
          </Stack>
        </Popover.Dropdown>
      </Popover>
      <FilterChips
        chips={chipsOf(filter, campaigns, texters)}
        onRemove={(key) => setFilter(without(filter, key))}
      />
    </>
  );
}

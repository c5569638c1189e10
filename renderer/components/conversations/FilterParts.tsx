import { Button, NativeSelect, Popover, Stack } from '@mantine/core';
import { IconFilter } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Campaign } from '../../../shared/contract/campaigns.ts';
import { profileName } from '../../../shared/providers/words.ts';
import { Profile } from '../../../shared/schema/words.ts';
import { t } from '../../../shared/text/say.ts';
import type { Named } from './filter.ts';

/** Campaigns to choose from, grouped by provider profile, which decides the rules. */
function CampaignOptions(props: {
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

/** The button "Filter" and the fields that it opens. `label`: what the fields narrow. */
export function FilterPopover(props: { label: string; children: ReactNode }): ReactNode {
  return (
    <Popover position="bottom-start" width={280} shadow="md" trapFocus returnFocus withinPortal>
      <Popover.Target>
        <Button size="compact-sm" variant="default" leftSection={<IconFilter size={14} aria-hidden />}>
          {t('oversight:filter.button')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={props.label}>
        <Stack gap="sm">{props.children}</Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

type Choice = { value: string | undefined; onChange: (id: string | undefined) => void };

export function CampaignChoice(
  props: Choice & { campaigns: readonly Pick<Campaign, 'id' | 'name' | 'profile'>[] },
): ReactNode {
  return (
    <NativeSelect
      label={t('oversight:filter.campaign')}
      value={props.value ?? ''}
      onChange={(event) => props.onChange(event.currentTarget.value || undefined)}
    >
      <option value="">{t('oversight:filter.everyCampaign')}</option>
      <CampaignOptions campaigns={props.campaigns} />
    </NativeSelect>
  );
}

export function TexterChoice(props: Choice & { texters: readonly Named[] }): ReactNode {
  return (
    <NativeSelect
      label={t('oversight:filter.texter')}
      value={props.value ?? ''}
      onChange={(event) => props.onChange(event.currentTarget.value || undefined)}
    >
      <option value="">{t('oversight:filter.everyTexter')}</option>
      {props.texters.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </NativeSelect>
  );
}

import { TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import type { Campaign } from '../../../shared/contract/campaigns.ts';
import { t } from '../../../shared/text/say.ts';
import { Section } from '../../components/base/Section.tsx';
import type { Draft } from './draft.ts';
import { HoursFields } from './HoursFields.tsx';
import { RegionPicker } from './RegionPicker.tsx';

type Props = {
  readonly form: UseFormReturnType<Draft>;
  readonly campaign: Campaign | null;
  readonly autoOptOut: boolean;
};

/** The campaign's name, its region, and when its contacts may be texted. */
export function AboutSection({ form, campaign, autoOptOut }: Props) {
  return (
    <Section id="about" title={t('campaigns:section.about')}>
      <TextInput
        label={t('campaigns:about.name')}
        description={t('campaigns:about.nameHint')}
        placeholder={t('campaigns:about.nameExample')}
        maxLength={120}
        maw={460}
        disabled={campaign?.state === 'closed'}
        autoFocus={campaign === null}
        {...form.getInputProps('name')}
      />
      <RegionPicker
        value={form.values.region}
        onChange={(region) => form.setFieldValue('region', region)}
        autoOptOut={autoOptOut}
        locked={regionLock(campaign)}
      />
      <HoursFields form={form} disabled={campaign?.state === 'closed'} />
    </Section>
  );
}

function regionLock(campaign: Campaign | null): string | null {
  if (campaign === null) return null;
  if (campaign.state !== 'draft') return t('campaigns:about.fixedByLaunch');
  if (campaign.counts.contacts > 0) return t('campaigns:about.fixedByContacts');
  return null;
}

import { Checkbox, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { t } from '../../../../shared/text/say.ts';
import { api } from '../../../client.ts';

type Props = {
  readonly value?: string[];
  readonly onChange: (ids: string[]) => void;
  readonly error?: string | null;
  /** Whether it says whom this concerns; needless where everybody is a texter. */
  readonly hint?: boolean;
};

/** The campaigns that are not closed, to be ticked. */
export function CampaignChoice({ value = [], onChange, error = null, hint = true }: Props) {
  const campaigns = useQuery(api.campaign.list.queryOptions({ input: {} }));
  const running = (campaigns.data ?? []).filter(({ state }) => state !== 'closed');
  if (running.length === 0) return null;
  return (
    <Checkbox.Group
      label={t('invitations:campaigns')}
      description={hint ? t('invitations:campaignsHelp') : null}
      error={error}
      inputWrapperOrder={['label', 'description', 'input', 'error']}
      value={value}
      onChange={onChange}
    >
      <Stack gap={6} mt={8}>
        {running.map(({ id, name }) => (
          <Checkbox key={id} value={id} label={name} />
        ))}
      </Stack>
    </Checkbox.Group>
  );
}

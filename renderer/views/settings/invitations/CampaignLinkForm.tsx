import { NumberInput, Switch, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { t } from '../../../../shared/text/say.ts';
import { api } from '../../../client.ts';
import { FormBox } from '../../../components/base/FormBox.tsx';
import styles from '../settings.module.css';
import { CampaignChoice } from './CampaignChoice.tsx';

type Props = { readonly onMade: (link: string) => void; readonly onCancel: () => void };

const WEEK = 7 * 86_400_000;

/** A day as its field writes it, here and now. */
function dayField(at: number): string {
  const day = new Date(at);
  return [day.getFullYear(), day.getMonth() + 1, day.getDate()]
    .map((part) => String(part).padStart(2, '0'))
    .join('-');
}

/** The last millisecond of that day on this computer; NaN where it is none. */
const endOf = (day: string) => new Date(`${day}T23:59:59.999`).getTime();

/** A link for many: whoever has it joins, or asks to. */
export function CampaignLinkForm({ onMade, onCancel }: Props) {
  const queries = useQueryClient();
  const form = useForm({
    initialValues: {
      name: '',
      campaignIds: [] as string[],
      until: dayField(Date.now() + WEEK),
      mostPeople: 50,
      atOnce: false,
    },
    validate: {
      name: (name) => (name.trim() === '' ? t('common:field.name') : null),
      campaignIds: (ids) => (ids.length === 0 ? t('invitations:field.campaign') : null),
      until: (day) => (endOf(day) > Date.now() ? null : t('invitations:refused.past')),
    },
  });
  const create = useMutation(
    api.invitation.createForCampaign.mutationOptions({
      onSuccess: async ({ link }) => {
        await queries.invalidateQueries({ queryKey: api.invitation.key() });
        onMade(link);
      },
    }),
  );
  return (
    <FormBox
      onSubmit={form.onSubmit(({ until, name, ...values }) =>
        create.mutate({ ...values, name: name.trim(), until: endOf(until) }),
      )}
      onCancel={onCancel}
      act={t('invitations:make')}
      busy={create.isPending}
      failed={t('invitations:notMade')}
      error={create.error}
    >
      <div className={styles.formGrid}>
        <TextInput
          label={t('invitations:linkName')}
          description={t('invitations:linkNameHelp')}
          maxLength={120}
          {...form.getInputProps('name')}
        />
        <TextInput type="date" label={t('invitations:until')} {...form.getInputProps('until')} />
        <NumberInput
          label={t('invitations:most')}
          min={1}
          max={1000}
          allowDecimal={false}
          {...form.getInputProps('mostPeople')}
        />
      </div>
      <CampaignChoice hint={false} {...form.getInputProps('campaignIds')} />
      <Switch
        label={t('invitations:atOnce')}
        description={t('invitations:atOnceHelp')}
        {...form.getInputProps('atOnce', { type: 'checkbox' })}
      />
    </FormBox>
  );
}

import { NativeSelect, NumberInput, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Role } from '../../../../shared/schema/words.ts';
import { t } from '../../../../shared/text/say.ts';
import { api } from '../../../client.ts';
import { FormBox } from '../../../components/base/FormBox.tsx';
import { roleChoices } from '../accounts/roles.ts';
import styles from '../settings.module.css';
import { CampaignChoice } from './CampaignChoice.tsx';

type Props = { readonly onMade: (link: string) => void; readonly onCancel: () => void };

/** A link for one person, good once. */
export function InviteOneForm({ onMade, onCancel }: Props) {
  const queries = useQueryClient();
  const form = useForm<{ name: string; role: Role; days: number; campaignIds: string[] }>({
    initialValues: { name: '', role: 'texter', days: 7, campaignIds: [] },
    validate: { name: (name) => (name.trim() === '' ? t('common:field.name') : null) },
  });
  const create = useMutation(
    api.invitation.create.mutationOptions({
      onSuccess: async ({ link }) => {
        await queries.invalidateQueries({ queryKey: api.invitation.key() });
        onMade(link);
      },
    }),
  );
  return (
    <FormBox
      onSubmit={form.onSubmit((values) => create.mutate({ ...values, name: values.name.trim() }))}
      onCancel={onCancel}
      act={t('invitations:make')}
      busy={create.isPending}
      failed={t('invitations:notMade')}
      error={create.error}
    >
      <div className={styles.formGrid}>
        <TextInput label={t('invitations:oneName')} maxLength={120} {...form.getInputProps('name')} />
        <NativeSelect label={t('invitations:role')} data={roleChoices()} {...form.getInputProps('role')} />
        <NumberInput label={t('invitations:days')} min={1} max={90} {...form.getInputProps('days')} />
      </div>
      {form.getValues().role === 'texter' ? <CampaignChoice {...form.getInputProps('campaignIds')} /> : null}
    </FormBox>
  );
}

import { NativeSelect, NumberInput, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Role } from '../../../../shared/schema/words.ts';
import { t } from '../../../../shared/text/say.ts';
import { api } from '../../../client.ts';
import { FormBox } from '../../../components/base/FormBox.tsx';
import { roleChoices } from '../accounts/roles.ts';
import styles from '../settings.module.css';
import { CampaignChoice } from './CampaignChoice.tsx';
import type { MadeLinks } from './madeLinks.ts';

type Props = { readonly onMade: (made: MadeLinks) => void; readonly onCancel: () => void };

/** A link for each pasted line, good once each. */
export function InviteManyForm({ onMade, onCancel }: Props) {
  const queries = useQueryClient();
  const form = useForm<{ text: string; role: Role; days: number; campaignIds: string[] }>({
    initialValues: { text: '', role: 'texter', days: 7, campaignIds: [] },
  });
  const create = useMutation(
    api.invitation.createMany.mutationOptions({
      onSuccess: async (made) => {
        await queries.invalidateQueries({ queryKey: api.invitation.key() });
        onMade(made);
      },
    }),
  );
  const { text, role } = form.getValues();
  const count = text.split('\n').filter((line) => line.trim() !== '').length;
  return (
    <FormBox
      onSubmit={form.onSubmit((values) => create.mutate(values))}
      onCancel={onCancel}
      act={count === 0 ? t('invitations:makeNone') : t('invitations:makeMany', { count })}
      ready={count > 0}
      busy={create.isPending}
      failed={t('invitations:notMade')}
      error={create.error}
    >
      <Textarea
        label={t('invitations:lines')}
        description={t('invitations:linesHelp')}
        autosize
        minRows={5}
        maxRows={14}
        maxLength={60_000}
        {...form.getInputProps('text')}
      />
      <div className={styles.formGrid}>
        <NativeSelect label={t('invitations:role')} data={roleChoices()} {...form.getInputProps('role')} />
        <NumberInput label={t('invitations:days')} min={1} max={90} {...form.getInputProps('days')} />
      </div>
      {role === 'texter' ? <CampaignChoice {...form.getInputProps('campaignIds')} /> : null}
    </FormBox>
  );
}

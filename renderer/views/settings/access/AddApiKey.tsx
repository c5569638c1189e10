import { NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type SyntheticEvent, useState } from 'react';
import type { Role } from '../../../../shared/schema/words.ts';
import { t } from '../../../../shared/text/say.ts';
import { api } from '../../../client.ts';
import { FormBox } from '../../../components/base/FormBox.tsx';
import { asRole, roleChoices } from '../accounts/roles.ts';
import styles from '../settings.module.css';

type Props = { readonly onMade: (token: string) => void; readonly onCancel: () => void };

const DAYS = [30, 90, 180] as const;

/** A new key: what it is for, what it may do, and when it ends. */
export function AddApiKey({ onMade, onCancel }: Props) {
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('supervisor');
  const [texterId, setTexterId] = useState('');
  const [days, setDays] = useState('90');
  const queries = useQueryClient();
  const accounts = useQuery(api.account.list.queryOptions());
  const texters = (accounts.data ?? []).filter((account) => account.role === 'texter' && account.active);
  const create = useMutation(
    api.apiKey.create.mutationOptions({
      onSuccess: async ({ token }) => {
        await queries.invalidateQueries({ queryKey: api.apiKey.key() });
        onMade(token);
      },
    }),
  );
  const ready = name.trim() !== '' && (role !== 'texter' || texterId !== '');

  function submit(event: SyntheticEvent) {
    event.preventDefault();
    if (!ready) return;
    create.mutate({
      name: name.trim(),
      role,
      validDays: Number(days),
      ...(role === 'texter' ? { texterId } : {}),
    });
  }

  return (
    <FormBox
      onSubmit={submit}
      onCancel={onCancel}
      act={t('settings:apiKeys.make')}
      busy={create.isPending}
      ready={ready}
      failed={t('settings:apiKeys.notMade')}
      error={create.error}
    >
      <div className={styles.formGrid}>
        <TextInput
          label={t('settings:form.name')}
          description={t('settings:apiKeys.nameHelp')}
          placeholder={t('settings:apiKeys.nameSample')}
          maxLength={80}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <NativeSelect
          label={t('settings:apiKeys.role')}
          description={t('settings:apiKeys.roleHelp')}
          value={role}
          data={roleChoices()}
          onChange={(event) => setRole(asRole(event.currentTarget.value) ?? role)}
        />
        {role === 'texter' ? (
          <NativeSelect
            label={t('settings:apiKeys.actsFor')}
            description={t('settings:apiKeys.actsForHelp')}
            value={texterId}
            data={[
              { value: '', label: t('settings:apiKeys.chooseTexter') },
              ...texters.map((texter) => ({ value: texter.id, label: texter.name })),
            ]}
            onChange={(event) => setTexterId(event.currentTarget.value)}
          />
        ) : null}
        <NativeSelect
          label={t('settings:apiKeys.endsAfter')}
          description={t('settings:apiKeys.endsAfterHelp')}
          value={days}
          data={[
            ...DAYS.map((count) => ({ value: String(count), label: t('settings:apiKeys.days', { count }) })),
            { value: '365', label: t('settings:apiKeys.year') },
          ]}
          onChange={(event) => setDays(event.currentTarget.value)}
        />
      </div>
    </FormBox>
  );
}

import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type SyntheticEvent, useState } from 'react';
import type { Role } from '../../../../../shared/schema/words.ts';
import { api } from '../../../../client.ts';
import { ErrorNotice } from '../../../../components/ErrorNotice.tsx';
import { asRole, ROLE_CHOICES } from '../accounts/roles.ts';
import styles from '../settings.module.css';

type Props = { readonly onMade: (token: string) => void; readonly onCancel: () => void };

const DAYS = [
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '180', label: '180 days' },
  { value: '365', label: 'A year' },
];

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
    <form className={styles.formBox} onSubmit={submit} noValidate>
      <div className={styles.formGrid}>
        <TextInput
          label="Name"
          description="What it is for; it stands in the record."
          placeholder="CRM, nightly"
          maxLength={80}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          data-autofocus
        />
        <NativeSelect
          label="Role"
          description="Give no more than the program needs."
          value={role}
          data={ROLE_CHOICES}
          onChange={(event) => setRole(asRole(event.currentTarget.value) ?? role)}
        />
        {role === 'texter' ? (
          <NativeSelect
            label="Acts for"
            description="It sees and does what this texter may."
            value={texterId}
            data={[
              { value: '', label: 'Choose a texter' },
              ...texters.map((texter) => ({ value: texter.id, label: texter.name })),
            ]}
            onChange={(event) => setTexterId(event.currentTarget.value)}
          />
        ) : null}
        <NativeSelect
          label="Ends after"
          description="Then make a new one."
          value={days}
          data={DAYS}
          onChange={(event) => setDays(event.currentTarget.value)}
        />
      </div>
      {create.error ? <ErrorNotice title="The key was not made" error={create.error} /> : null}
      <div className={styles.actions}>
        <Button type="submit" variant="filled" disabled={!ready} loading={create.isPending}>
          Make key
        </Button>
        <Button onClick={onCancel}>Cancel</Button>
      </div>
    </form>
  );
}

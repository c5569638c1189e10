import { Button, NativeSelect, PasswordInput, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Login, Password } from '../../../../../shared/contract/session.ts';
import type { Role } from '../../../../../shared/schema/words.ts';
import { api } from '../../../../client.ts';
import { ErrorNotice } from '../../../../components/ErrorNotice.tsx';
import { announce } from '../../parts/announce.ts';
import { firstIssue } from '../../parts/firstIssue.ts';
import styles from '../settings.module.css';
import { ROLE_CHOICES } from './roles.ts';

type Props = { readonly onDone: () => void };

/** A new account; the admin gives the first password, and its owner may change it. */
export function AddAccount({ onDone }: Props) {
  const queries = useQueryClient();
  const form = useForm<{ name: string; login: string; role: Role; password: string }>({
    initialValues: { name: '', login: '', role: 'texter', password: '' },
    validate: {
      name: (value) => (value.trim() === '' ? 'A name is needed.' : null),
      login: (value) => firstIssue(Login, value),
      password: (value) => firstIssue(Password, value),
    },
  });
  const create = useMutation(
    api.account.create.mutationOptions({
      onSuccess: async (made) => {
        await queries.invalidateQueries({ queryKey: api.account.key() });
        announce(`${made.name} can sign in as ${made.login}.`);
        onDone();
      },
    }),
  );
  return (
    <form
      className={styles.formBox}
      noValidate
      autoComplete="off"
      onSubmit={form.onSubmit((values) =>
        create.mutate({ ...values, name: values.name.trim(), login: values.login.trim() }),
      )}
    >
      <div className={styles.formGrid}>
        <TextInput label="Name" maxLength={120} data-autofocus {...form.getInputProps('name')} />
        <TextInput label="Sign-in name" maxLength={80} autoComplete="off" {...form.getInputProps('login')} />
        <NativeSelect label="Role" data={ROLE_CHOICES} {...form.getInputProps('role')} />
        <PasswordInput
          label="First password"
          description="At least 10 characters. They can change it."
          autoComplete="new-password"
          {...form.getInputProps('password')}
        />
      </div>
      {create.error ? <ErrorNotice title="The account was not added" error={create.error} /> : null}
      <div className={styles.actions}>
        <Button type="submit" variant="filled" loading={create.isPending}>
          Add account
        </Button>
        <Button onClick={onDone}>Cancel</Button>
      </div>
    </form>
  );
}

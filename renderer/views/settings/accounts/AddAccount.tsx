import { NativeSelect, PasswordInput, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Login, Password } from '../../../../shared/contract/access/session.ts';
import type { Role } from '../../../../shared/schema/words.ts';
import { t } from '../../../../shared/text/say.ts';
import { api } from '../../../client.ts';
import { announce } from '../../../components/base/announce.ts';
import { FormBox } from '../../../components/base/FormBox.tsx';
import { firstIssue } from '../../../components/base/firstIssue.ts';
import styles from '../settings.module.css';
import { roleChoices } from './roles.ts';

type Props = { readonly onDone: () => void };

/** A new account; the admin gives the first password, and its owner may change it. */
export function AddAccount({ onDone }: Props) {
  const queries = useQueryClient();
  const form = useForm<{ name: string; login: string; role: Role; password: string }>({
    initialValues: { name: '', login: '', role: 'texter', password: '' },
    validate: {
      name: (value) => (value.trim() === '' ? t('settings:accounts.needsName') : null),
      login: (value) => firstIssue(Login, value),
      password: (value) => firstIssue(Password, value),
    },
  });
  const create = useMutation(
    api.account.create.mutationOptions({
      onSuccess: async (made) => {
        await queries.invalidateQueries({ queryKey: api.account.key() });
        announce(t('settings:accounts.added', { name: made.name, login: made.login }));
        onDone();
      },
    }),
  );
  return (
    <FormBox
      onSubmit={form.onSubmit((values) =>
        create.mutate({ ...values, name: values.name.trim(), login: values.login.trim() }),
      )}
      onCancel={onDone}
      act={t('settings:accounts.add')}
      busy={create.isPending}
      failed={t('settings:accounts.notAdded')}
      error={create.error}
    >
      <div className={styles.formGrid}>
        <TextInput label={t('settings:form.name')} maxLength={120} {...form.getInputProps('name')} />
        <TextInput
          label={t('settings:accounts.login')}
          maxLength={80}
          autoComplete="off"
          {...form.getInputProps('login')}
        />
        <NativeSelect
          label={t('settings:accounts.role')}
          data={roleChoices()}
          {...form.getInputProps('role')}
        />
        <PasswordInput
          label={t('settings:accounts.firstPassword')}
          description={t('settings:accounts.firstPasswordHelp')}
          autoComplete="new-password"
          {...form.getInputProps('password')}
        />
      </div>
    </FormBox>
  );
}

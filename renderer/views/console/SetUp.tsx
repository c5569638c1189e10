import { Button, Checkbox, PasswordInput, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { z } from 'zod';
import { Login, Password } from '../../../shared/contract/access/session.ts';
import { t } from '../../../shared/text/say.ts';
import { api, client } from '../../client.ts';
import { ErrorNotice } from '../../components/base/ErrorNotice.tsx';
import { useDesktopProgram } from '../../components/console/useDesktopProgram.ts';
import { go } from '../../state/route.ts';
import styles from './Start.module.css';

const EMPTY = {
  organisation: '',
  name: '',
  login: '',
  password: '',
  repeat: '',
  passphrase: '',
  repeatPassphrase: '',
  updates: true,
};
type Fields = typeof EMPTY;

/** The organisation, its first admin, and, without a key store, the passphrase of the store. */
export function SetUp({ asksPassphrase, onBack }: { asksPassphrase: boolean; onBack: () => void }) {
  const queries = useQueryClient();
  const desktop = useDesktopProgram();
  const asksUpdates = desktop?.able.updates === true && desktop.settings.updates === 'unasked';
  const form = useForm<Fields>({
    initialValues: EMPTY,
    validateInputOnBlur: true,
    validate: {
      organisation: (value) => (value.trim() === '' ? t('common:field.organisation') : null),
      name: (value) => (value.trim() === '' ? t('common:field.name') : null),
      login: (value) => problemOf(Login, value),
      password: (value) => problemOf(Password, value),
      repeat: (value, { password }) => (value === password ? null : t('start:setUp.problem.repeat')),
      passphrase: (value) => (asksPassphrase && value.length < 12 ? t('common:field.passphrase') : null),
      repeatPassphrase: (value, { passphrase }) =>
        value === passphrase ? null : t('start:setUp.problem.repeatPassphrase'),
    },
  });
  const create = useMutation({
    mutationFn: async ({ organisation, name, login, password, passphrase, updates }: Fields) => {
      await client.setup.create({
        organisation,
        name,
        login,
        password,
        ...(asksPassphrase ? { passphrase } : {}),
      });
      await client.session.signIn({ login, password });
      // If the choice could not be stored, This computer asks again; the organisation exists.
      if (asksUpdates) await client.computer.chooseUpdates({ on: updates }).catch(() => undefined);
      // The list of what is missing comes next: nothing can be sent without a provider and its numbers.
      go(['settings', 'set-up'], 'replace');
    },
    onSettled: () => queries.invalidateQueries({ queryKey: api.session.key() }),
  });
  return (
    <form onSubmit={form.onSubmit((values) => create.mutate(values))} noValidate>
      <h1 className={styles.title}>{t('start:setUp.title')}</h1>
      <div className={styles.fields}>
        <TextInput
          label={t('start:setUp.organisation')}
          description={t('start:setUp.organisationHow')}
          autoFocus
          {...form.getInputProps('organisation')}
        />
        <div className={styles.two}>
          <TextInput label={t('start:setUp.name')} autoComplete="name" {...form.getInputProps('name')} />
          <TextInput
            label={t('start:setUp.login')}
            autoComplete="username"
            {...form.getInputProps('login')}
          />
        </div>
        <div className={styles.two}>
          <PasswordInput
            label={t('start:setUp.password')}
            autoComplete="new-password"
            description={t('start:setUp.passwordHow')}
            {...form.getInputProps('password')}
          />
          <PasswordInput
            label={t('start:setUp.repeat')}
            autoComplete="new-password"
            {...form.getInputProps('repeat')}
          />
        </div>
        {asksPassphrase ? (
          <fieldset className={styles.passphrase}>
            <legend>{t('start:setUp.legend')}</legend>
            <p>{t('start:setUp.about')}</p>
            <div className={styles.two}>
              <PasswordInput
                label={t('start:setUp.passphrase')}
                autoComplete="off"
                description={t('start:setUp.passphraseHow')}
                {...form.getInputProps('passphrase')}
              />
              <PasswordInput
                label={t('start:setUp.repeatPassphrase')}
                autoComplete="off"
                {...form.getInputProps('repeatPassphrase')}
              />
            </div>
          </fieldset>
        ) : null}
        {asksUpdates ? (
          <Checkbox
            label={t('computer:updates')}
            description={t('computer:updatesText')}
            {...form.getInputProps('updates', { type: 'checkbox' })}
          />
        ) : null}
        {create.error ? <ErrorNotice title={t('start:setUp.failed')} error={create.error} /> : null}
      </div>
      <div className={styles.acts}>
        <Button onClick={onBack} size="sm" disabled={create.isPending}>
          {t('start:setUp.back')}
        </Button>
        <Button type="submit" variant="filled" size="sm" loading={create.isPending}>
          {t('start:setUp.submit')}
        </Button>
      </div>
    </form>
  );
}

/** The contract's own error about a field, so that screen and server agree. */
function problemOf(schema: z.ZodType, value: string): string | null {
  const read = schema.safeParse(value);
  return read.success ? null : (read.error.issues[0]?.message ?? t('start:setUp.problem.other'));
}

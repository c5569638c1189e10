import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { z } from 'zod';
import { Login, Password, type SessionState } from '../../../shared/contract/session.ts';
import { api, client } from '../../client.ts';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
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
};
/** Keeps the two fields of a row at the same height. */
const BELOW: ('label' | 'input' | 'description' | 'error')[] = ['label', 'input', 'description', 'error'];
type Fields = typeof EMPTY;

/** The organisation, its first admin, and where there is no key store, the passphrase that everything hangs on. */
export function SetUp({ keyStore, onBack }: { keyStore: SessionState['keyStore']; onBack: () => void }) {
  const asksPassphrase = keyStore === 'passphrase';
  const queries = useQueryClient();
  const form = useForm<Fields>({
    initialValues: EMPTY,
    validateInputOnBlur: true,
    validate: {
      organisation: (value) => (value.trim() === '' ? 'Your organisation needs a name.' : null),
      name: (value) => (value.trim() === '' ? 'Please give your name.' : null),
      login: (value) => problemOf(Login, value),
      password: (value) => problemOf(Password, value),
      repeat: (value, { password }) => (value === password ? null : 'The two passwords differ.'),
      passphrase: (value) => (asksPassphrase && value.length < 12 ? 'At least 12 characters.' : null),
      repeatPassphrase: (value, { passphrase }) =>
        value === passphrase ? null : 'The two passphrases differ.',
    },
  });
  const create = useMutation({
    mutationFn: async ({ organisation, name, login, password, passphrase }: Fields) => {
      await client.setup.create({
        organisation,
        name,
        login,
        password,
        ...(asksPassphrase ? { passphrase } : {}),
      });
      await client.session.signIn({ login, password });
      // Set-up goes on with the providers and their numbers: without them nothing can be sent.
      go(['settings', 'connections'], 'replace');
    },
    onSettled: () => queries.invalidateQueries({ queryKey: api.session.key() }),
  });
  return (
    <form onSubmit={form.onSubmit((values) => create.mutate(values))} noValidate>
      <h1 className={styles.title}>Set up your organisation</h1>
      <div className={styles.fields}>
        <TextInput
          label="Organisation"
          description="As the people you text know it; scripts can use it."
          autoFocus
          {...form.getInputProps('organisation')}
        />
        <div className={styles.two}>
          <TextInput label="Your name" autoComplete="name" {...form.getInputProps('name')} />
          <TextInput label="Login" autoComplete="username" {...form.getInputProps('login')} />
        </div>
        <div className={styles.two}>
          <PasswordInput
            label="Password"
            autoComplete="new-password"
            description="At least 10 characters"
            inputWrapperOrder={BELOW}
            {...form.getInputProps('password')}
          />
          <PasswordInput
            label="Password again"
            autoComplete="new-password"
            {...form.getInputProps('repeat')}
          />
        </div>
        {asksPassphrase ? (
          <fieldset className={styles.passphrase}>
            <legend>Passphrase of the store</legend>
            <p>
              This computer has no key store, so a passphrase encrypts everything. Heed asks for it at every
              start. It is stored nowhere: if it is lost, so are your conversations and opt-outs. Write it
              down and keep it safe.
            </p>
            <div className={styles.two}>
              <PasswordInput
                label="Passphrase"
                autoComplete="off"
                description="At least 12 characters"
                inputWrapperOrder={BELOW}
                {...form.getInputProps('passphrase')}
              />
              <PasswordInput
                label="Passphrase again"
                autoComplete="off"
                {...form.getInputProps('repeatPassphrase')}
              />
            </div>
          </fieldset>
        ) : null}
        {create.error ? <ErrorNotice title="Nothing was set up" error={create.error} /> : null}
      </div>
      <div className={styles.acts}>
        <Button onClick={onBack} size="sm" disabled={create.isPending}>
          Back
        </Button>
        <Button type="submit" variant="filled" size="sm" loading={create.isPending}>
          Set up and sign in
        </Button>
      </div>
    </form>
  );
}

/** The contract's own complaint about a field, so that screen and server never differ. */
function problemOf(schema: z.ZodType, value: string): string | null {
  const read = schema.safeParse(value);
  return read.success ? null : (read.error.issues[0]?.message ?? 'Not valid.');
}

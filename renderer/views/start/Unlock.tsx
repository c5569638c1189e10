import { Button, PasswordInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { SessionState } from '../../../shared/contract/session.ts';
import { api } from '../../client.ts';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import styles from './Start.module.css';

/** Asks for the passphrase of the store. */
export function Unlock({ state }: { state: SessionState }) {
  const [passphrase, setPassphrase] = useState('');
  const queries = useQueryClient();
  const unlock = useMutation(
    api.setup.unlock.mutationOptions({
      onSuccess: () => queries.invalidateQueries({ queryKey: api.session.key() }),
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    unlock.mutate({ passphrase });
  };
  return (
    <form onSubmit={submit}>
      <h1 className={styles.title}>Unlock {state.organisation || 'your console'}</h1>
      <p className={styles.lead}>
        Everything here is encrypted. The passphrase that was chosen at set-up opens it; it is stored nowhere.
      </p>
      <div className={styles.fields}>
        <PasswordInput
          label="Passphrase"
          value={passphrase}
          onChange={(event) => setPassphrase(event.currentTarget.value)}
          autoComplete="current-password"
          data-autofocus
          autoFocus
        />
        {unlock.error ? <ErrorNotice title="It stays locked" error={unlock.error} /> : null}
      </div>
      <div className={styles.acts}>
        <Button
          type="submit"
          variant="filled"
          size="sm"
          loading={unlock.isPending}
          disabled={passphrase === ''}
        >
          Unlock
        </Button>
      </div>
    </form>
  );
}

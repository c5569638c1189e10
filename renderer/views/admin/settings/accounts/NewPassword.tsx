import { Button, Modal, PasswordInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type SyntheticEvent, useState } from 'react';
import type { Account } from '../../../../../shared/contract/account.ts';
import { Password } from '../../../../../shared/contract/session.ts';
import { api } from '../../../../client.ts';
import { ErrorNotice } from '../../../../components/ErrorNotice.tsx';
import { announce } from '../../parts/announce.ts';
import { firstIssue } from '../../parts/firstIssue.ts';
import styles from '../settings.module.css';

type Props = { readonly account: Account | null; readonly onDone: () => void };

/** Gives somebody a new password, for instance because the old one is forgotten. */
export function NewPassword({ account, onDone }: Props) {
  const [password, setPassword] = useState('');
  const [wrong, setWrong] = useState<string | null>(null);
  const set = useMutation(
    api.account.setPassword.mutationOptions({
      onSuccess: () => {
        announce(`${account?.name ?? 'The account'} has a new password.`);
        onDone();
      },
    }),
  );

  function submit(event: SyntheticEvent) {
    event.preventDefault();
    const issue = firstIssue(Password, password);
    setWrong(issue);
    if (issue === null && account) set.mutate({ id: account.id, password });
  }

  return (
    <Modal
      opened={account !== null}
      onClose={onDone}
      title={`New password for ${account?.name ?? ''}`}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <form className={styles.stack} onSubmit={submit} noValidate>
        <PasswordInput
          label="New password"
          description="At least 10 characters. Tell it to them in person; the old one stops working at once."
          autoComplete="new-password"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          error={wrong}
          data-autofocus
        />
        {set.error ? <ErrorNotice title="The password was not set" error={set.error} /> : null}
        <div className={styles.actionsEnd}>
          <Button onClick={onDone}>Cancel</Button>
          <Button type="submit" variant="filled" loading={set.isPending}>
            Set password
          </Button>
        </div>
      </form>
    </Modal>
  );
}

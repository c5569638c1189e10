import { Button, Modal, PasswordInput, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type SyntheticEvent, useState } from 'react';
import { t } from '../../../../shared/text/say.ts';
import { api } from '../../../client.ts';
import { ErrorNotice } from '../../../components/base/ErrorNotice.tsx';
import settings from '../settings.module.css';
import styles from './consoles.module.css';

/** `until`: UTC milliseconds. */
export type MadeCode = { readonly name: string; readonly code: string; readonly until: number };
type Props = { readonly onClose: () => void; readonly onMade: (made: MadeCode) => void };

/** Asks for the name of the new console, and for the admin's own password. */
export function InviteDialog({ onClose, onMade }: Props) {
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const queries = useQueryClient();
  const invite = useMutation(
    api.consoles.invite.mutationOptions({
      onSuccess: (made) => {
        onMade({ ...made, name: name.trim() });
        void queries.invalidateQueries({ queryKey: api.consoles.state.key() });
      },
    }),
  );
  const ready = name.trim() !== '' && password !== '';
  function submit(event: SyntheticEvent) {
    event.preventDefault();
    if (ready && !invite.isPending) invite.mutate({ name: name.trim(), password });
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('consoles:screen.invite.title')}
      closeButtonProps={{ 'aria-label': t('common:act.close') }}
    >
      <form className={styles.dialog} onSubmit={submit} noValidate>
        <TextInput
          label={t('consoles:screen.invite.name')}
          description={t('consoles:screen.invite.nameHelp')}
          autoComplete="off"
          maxLength={60}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          data-autofocus
        />
        <PasswordInput
          label={t('consoles:screen.invite.password')}
          description={t('consoles:screen.invite.passwordHelp')}
          autoComplete="current-password"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        {invite.error ? (
          <ErrorNotice title={t('consoles:screen.invite.failed')} error={invite.error} />
        ) : null}
        <div className={settings.actionsEnd}>
          <Button onClick={onClose} disabled={invite.isPending}>
            {t('common:act.cancel')}
          </Button>
          <Button type="submit" variant="filled" disabled={!ready} loading={invite.isPending}>
            {t('consoles:screen.invite.make')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

import { Button, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type SyntheticEvent, useState } from 'react';
import type { SenderNumber } from '../../../../../shared/contract/connection.ts';
import { formatNumber } from '../../../../../shared/schema/phone.ts';
import { api } from '../../../../client.ts';
import { ConfirmDialog } from '../../../../components/ConfirmDialog.tsx';
import { ErrorNotice } from '../../../../components/ErrorNotice.tsx';
import { Tag } from '../../../../components/Tag.tsx';
import { announce } from '../../parts/announce.ts';
import styles from '../settings.module.css';
import own from './connections.module.css';

type Props = { readonly sender: SenderNumber };

/** One of our numbers. A retired one starts no conversation; those that it has keep it, and replies still come in. */
export function SenderNumberRow({ sender }: Props) {
  const [label, setLabel] = useState<string | null>(null);
  const [retiring, setRetiring] = useState(false);
  const queries = useQueryClient();
  const update = useMutation(
    api.connection.updateNumber.mutationOptions({
      onSuccess: async (saved) => {
        setLabel(null);
        await queries.invalidateQueries({ queryKey: api.connection.key() });
        announce(saved.active ? `${shown} is saved.` : `${shown} is retired.`);
      },
      onSettled: () => setRetiring(false),
    }),
  );
  const shown = formatNumber(sender.number);

  function rename(event: SyntheticEvent) {
    event.preventDefault();
    if (label !== null) update.mutate({ id: sender.id, label: label.trim() });
  }

  return (
    <li className={own.number}>
      <span className={styles.strong}>{shown}</span>
      {label === null ? (
        <span className={styles.soft}>{sender.label || 'no label'}</span>
      ) : (
        <form className={styles.inline} onSubmit={rename}>
          <TextInput
            size="xs"
            aria-label={`Label of ${shown}`}
            value={label}
            maxLength={80}
            data-autofocus
            onChange={(event) => setLabel(event.currentTarget.value)}
            onKeyDown={(event) => event.key === 'Escape' && setLabel(null)}
          />
          <Button type="submit" loading={update.isPending}>
            Save
          </Button>
        </form>
      )}
      {sender.active ? null : <Tag>retired</Tag>}
      <span className={styles.grow} />
      {label === null ? (
        <Button variant="subtle" onClick={() => setLabel(sender.label)} aria-label={`Label ${shown}`}>
          Label
        </Button>
      ) : null}
      {sender.active ? (
        <Button
          variant="subtle"
          color="gray"
          onClick={() => setRetiring(true)}
          aria-label={`Retire ${shown}`}
        >
          Retire…
        </Button>
      ) : (
        <Button
          variant="subtle"
          onClick={() => update.mutate({ id: sender.id, active: true })}
          aria-label={`Use ${shown} again`}
        >
          Use again
        </Button>
      )}
      {update.error ? <ErrorNotice title="It was not changed" error={update.error} /> : null}
      <ConfirmDialog
        opened={retiring}
        title={`Retire ${shown}?`}
        confirmLabel="Retire the number"
        busy={update.isPending}
        onConfirm={() => update.mutate({ id: sender.id, active: false })}
        onCancel={() => setRetiring(false)}
      >
        No new conversation begins from it. Conversations that it has keep it, and replies to it are still
        read.
      </ConfirmDialog>
    </li>
  );
}

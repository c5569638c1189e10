import { Button, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type SyntheticEvent, useState } from 'react';
import type { Connection } from '../../../../../shared/contract/connection.ts';
import { formatNumber, readAnyNumber } from '../../../../../shared/schema/phone.ts';
import { api } from '../../../../client.ts';
import { ErrorNotice } from '../../../../components/ErrorNotice.tsx';
import { announce } from '../../parts/announce.ts';
import styles from '../settings.module.css';
import own from './connections.module.css';
import { SenderNumberRow } from './SenderNumberRow.tsx';

type Props = { readonly connection: Connection };

/** Our numbers at a connection: add, label, retire. */
export function SenderNumbers({ connection }: Props) {
  const { id, profile, senderNumbers } = connection;
  const region = profile === 'provider-2' ? 'GB' : 'US';
  const [number, setNumber] = useState('');
  const [label, setLabel] = useState('');
  const [wrong, setWrong] = useState<string | null>(null);
  const queries = useQueryClient();
  const add = useMutation(
    api.connection.addNumber.mutationOptions({
      onSuccess: async (added) => {
        setNumber('');
        setLabel('');
        await queries.invalidateQueries({ queryKey: api.connection.key() });
        announce(`${formatNumber(added.number)} is added.`);
      },
    }),
  );

  function submit(event: SyntheticEvent) {
    event.preventDefault();
    const read = readAnyNumber(number, region);
    if (!read.ok) {
      setWrong('This is not a phone number that can send texts.');
      return;
    }
    setWrong(null);
    add.mutate({ id, number: read.e164, label: label.trim() });
  }

  return (
    <div className={own.numbers}>
      <h3 className={styles.subTitle}>Sender numbers</h3>
      {senderNumbers.length === 0 ? (
        <p className={styles.needs}>None yet. A campaign needs at least one number to text from.</p>
      ) : (
        <ul className={own.numberList}>
          {senderNumbers.map((each) => (
            <SenderNumberRow key={each.id} sender={each} />
          ))}
        </ul>
      )}
      <form className={styles.addRow} onSubmit={submit} noValidate>
        <TextInput
          label="New number"
          placeholder={region === 'GB' ? '+44 7700 900456' : '+1 216 555 0142'}
          value={number}
          onChange={(event) => setNumber(event.currentTarget.value)}
          error={wrong}
          inputMode="tel"
        />
        <TextInput
          className={styles.grow}
          label="Label (optional)"
          placeholder="Main number"
          value={label}
          maxLength={80}
          onChange={(event) => setLabel(event.currentTarget.value)}
        />
        <Button type="submit" size="sm" disabled={number.trim() === ''} loading={add.isPending}>
          Add number
        </Button>
      </form>
      {add.error ? <ErrorNotice title="The number was not added" error={add.error} /> : null}
    </div>
  );
}

import { Button, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type SyntheticEvent, useState } from 'react';
import type { Connection } from '../../../../shared/contract/connections.ts';
import { factsOf } from '../../../../shared/providers/index.ts';
import { formatNumber, readAnyNumber } from '../../../../shared/schema/phone.ts';
import { t } from '../../../../shared/text/say.ts';
import { api } from '../../../client.ts';
import { announce } from '../../../components/base/announce.ts';
import { ErrorNotice } from '../../../components/base/ErrorNotice.tsx';
import styles from '../settings.module.css';
import own from './connections.module.css';
import { SenderNumberRow } from './SenderNumberRow.tsx';

type Props = { readonly connection: Connection };

/** Our numbers at a connection: add, label, retire. */
export function SenderNumbers({ connection }: Props) {
  const { id, senderNumbers } = connection;
  const [region] = factsOf(connection).regions;
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
        announce(t('settings:connections.number.added', { number: formatNumber(added.number) }));
      },
    }),
  );

  function submit(event: SyntheticEvent) {
    event.preventDefault();
    const read = readAnyNumber(number, region);
    if (!read.ok) {
      setWrong(t('settings:connections.number.wrong'));
      return;
    }
    setWrong(null);
    add.mutate({ id, number: read.e164, label: label.trim() });
  }

  return (
    <div className={own.numbers}>
      <h3 className={styles.subTitle}>{t('settings:connections.number.title')}</h3>
      {senderNumbers.length === 0 ? (
        <p className={styles.needs}>{t('settings:connections.number.none')}</p>
      ) : (
        <ul className={own.numberList}>
          {senderNumbers.map((each) => (
            <SenderNumberRow key={each.id} sender={each} />
          ))}
        </ul>
      )}
      <form className={styles.addRow} onSubmit={submit} noValidate>
        <TextInput
          label={t('settings:connections.number.new')}
          placeholder={region === 'GB' ? '+44 7700 900456' : '+1 216 555 0142'}
          value={number}
          onChange={(event) => setNumber(event.currentTarget.value)}
          error={wrong}
          inputMode="tel"
        />
        <TextInput
          className={styles.grow}
          label={t('settings:form.optional', { label: t('settings:connections.number.label') })}
          placeholder={t('settings:connections.number.labelSample')}
          value={label}
          maxLength={80}
          onChange={(event) => setLabel(event.currentTarget.value)}
        />
        <Button type="submit" size="sm" disabled={number.trim() === ''} loading={add.isPending}>
          {t('settings:connections.number.add')}
        </Button>
      </form>
      {add.error ? <ErrorNotice title={t('settings:connections.number.notAdded')} error={add.error} /> : null}
    </div>
  );
}
